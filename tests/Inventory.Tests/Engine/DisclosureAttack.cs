using Inventory.Engine;
using Inventory.Model.Levels;
using Inventory.Model.Snapshots;
using Xunit;

namespace Inventory.Tests.Engine;

/// <summary>
/// Solves the system of all shown sums for every hidden one by Gaussian elimination: a hidden sum that is a combination
/// of shown sums is bared. The attacker knows which groups are empty.
/// </summary>
internal static class DisclosureAttack
{
    private const int Prefectures = 48;
    private const int Tiers = 3;

    public static void Run(Story story, int seed)
    {
        DisclosedView view = story.Engine.View(Audience.Participant);
        DisclosedView truth = story.Engine.View(Audience.Ministry);
        var shown = new List<double[]>();
        var hidden = new List<(string Name, double[] Row)>();
        for (int p = -1; p < Prefectures; p++)
        {
            for (int t = -1; t < Tiers; t++)
            {
                var query = new LevelQuery
                {
                    Category = "masks", Prefecture = p < 0 ? null : p, Tier = t < 0 ? null : (Tier)t,
                };
                double[] row = Row(truth, p, t);
                if (view.Query(query).Levels.SingleOrDefault() is not { } level || row.All(x => x == 0))
                    continue;
                if (!level.Suppressed)
                    shown.Add(row);
                else if (truth.Query(query).Levels.Single().Participants < 4)
                    hidden.Add(($"prefecture {p} tier {t}", row));
            }
        }

        Eliminate(shown);
        foreach ((string name, double[] row) in hidden)
            Assert.False(IsCombination(shown, row), $"seed {seed}: {name} follows from what is shown");
    }

    private static double[] Row(DisclosedView truth, int prefecture, int tier)
    {
        double[] row = new double[Prefectures * Tiers];
        for (int p = 0; p < Prefectures; p++)
        {
            for (int t = 0; t < Tiers; t++)
            {
                if ((prefecture >= 0 && p != prefecture) || (tier >= 0 && t != tier))
                    continue;
                var level = truth.Query(new LevelQuery { Category = "masks", Prefecture = p, Tier = (Tier)t }).Levels.SingleOrDefault();
                row[(p * Tiers) + t] = level?.Participants > 0 ? 1 : 0;
            }
        }

        return row;
    }

    private static void Eliminate(List<double[]> rows)
    {
        int rank = 0;
        for (int column = 0; column < Prefectures * Tiers && rank < rows.Count; column++)
        {
            int pivot = rows.FindIndex(rank, x => Math.Abs(x[column]) > 1e-9);
            if (pivot < 0)
                continue;
            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            double[] lead = rows[rank];
            for (int i = rank + 1; i < rows.Count; i++)
                Subtract(rows[i], lead, column);
            rank++;
        }

        rows.RemoveRange(rank, rows.Count - rank);
    }

    private static bool IsCombination(List<double[]> echelon, double[] target)
    {
        double[] rest = [.. target];
        foreach (double[] lead in echelon)
            Subtract(rest, lead, Array.FindIndex(lead, x => Math.Abs(x) > 1e-9));
        return rest.All(x => Math.Abs(x) < 1e-6);
    }

    private static void Subtract(double[] row, double[] lead, int column)
    {
        double factor = row[column] / lead[column];
        if (factor == 0)
            return;
        for (int i = 0; i < row.Length; i++)
            row[i] -= factor * lead[i];
    }
}
