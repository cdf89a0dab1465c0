using Inventory.Model.Rejections;

namespace Inventory.Adapters.Suggesting;

/// <summary>One column: its name, its cells, how well each role fits it, and what it was chosen for.</summary>
internal sealed class ColumnVerdict
{
    private readonly double[] _scores = new double[(int)ColumnRole.Other + 1];

    public ColumnVerdict(int index, ColumnName name, ColumnFacts facts, bool hasHeader)
    {
        Index = index;
        Name = name;
        Facts = facts;
        for (var role = ColumnRole.ItemCode; role <= ColumnRole.Other; role++)
        {
            double fit = ColumnFit.Of(role, facts);
            double strength = name.Strength(role);
            // A column whose name says nothing is judged by its cells, and never with certainty.
            double spoken = name.Best == ColumnRole.None ? ColumnFit.Unspoken(role, facts, hasHeader) : 0;
            _scores[(int)role] = Math.Max(strength, spoken) * fit;
        }
    }

    public int Index { get; }

    public ColumnName Name { get; }

    public ColumnFacts Facts { get; }

    /// <summary>The profile's field it was chosen for; <c>plan</c>; null for none.</summary>
    public string? Field { get; set; }

    /// <summary>How sure that is.</summary>
    public double Confidence { get; set; }

    /// <summary>Why.</summary>
    public List<LocalizedText> Evidence { get; } = [];

    public double Score(ColumnRole role) => _scores[(int)role];

    /// <summary>True when no other role fits better.</summary>
    public bool IsBest(ColumnRole role) => Score(role) > 0 && Score(role) >= _scores.Max() - 1e-9;

    /// <summary>Chooses the column for a field.</summary>
    public void Choose(string field, double confidence)
    {
        Field = field;
        Confidence = Math.Clamp(confidence, 0, 1);
    }
}
