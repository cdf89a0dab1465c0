using System.Globalization;
using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Quality;
using Inventory.Model.Snapshots;
using Inventory.Server.Core;

namespace Inventory.Server.Quality;

/// <summary>Who is silent or late, told from the coverage as it is now: nothing of it is kept, for it changes by
/// itself.</summary>
internal static class SilenceFindings
{
    /// <summary>Those of a participant, or of all when null.</summary>
    public static IEnumerable<Finding> Of(PublishedState state, string? participant)
    {
        foreach (CoverageRow row in state.Coverage)
        {
            if (participant is not null && row.Participant != participant)
                continue;
            if (row.Silent > 0)
                yield return Make(FindingKinds.Silent, row, row.Silent, state.ComputedAt);
            if (row.Stale > 0)
                yield return Make(FindingKinds.Late, row, row.Stale, state.ComputedAt);
        }
    }

    private static Finding Make(string kind, CoverageRow row, int count, DateTimeOffset now)
    {
        string prefecture = Prefecture.Code(row.Prefecture);
        return new Finding
        {
            Id = $"C-{kind}-{row.Participant}-{WireNames.Of(row.Tier)}-{prefecture}",
            Kind = kind,
            Participant = row.Participant ?? string.Empty,
            Count = count,
            FirstSeen = kind == FindingKinds.Late ? row.NewestAsOf ?? now : now,
            LastSeen = now,
            State = FindingState.Told,
            Evidence =
            [
                new("tier", WireNames.Of(row.Tier)), new("prefecture", prefecture),
                new("expected", row.Expected.ToString(CultureInfo.InvariantCulture)),
            ],
        };
    }
}
