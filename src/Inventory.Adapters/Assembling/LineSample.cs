using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// The first accepted lines of a file, for the eye: groups come in order of first appearance and their lines in the
/// order of the file, so each group gives its first ones and the best of all are kept. Bounded by a multiple of
/// <paramref name="countMax"/>.
/// </summary>
internal sealed class LineSample(int countMax)
{
    private const int KeptMultiple = 16;

    private readonly List<SampleLine> _lines = [];

    /// <summary>Takes the lines of a group that were not refused.</summary>
    public void Add(LocationGroup group, List<Rejection> refused)
    {
        if (countMax == 0)
            return;
        var places = refused.Select(x => x.Source).ToHashSet();
        int taken = 0;
        for (int i = 0; i < group.Lines.Count && taken < countMax; i++)
        {
            if (places.Contains(group.Sources[i]))
                continue;
            StockLine line = group.Lines[i];
            _lines.Add(new SampleLine(group.Sources[i], group.Location, line, line.AsOf ?? group.AsOf));
            taken++;
        }

        if (_lines.Count > countMax * KeptMultiple)
        {
            IReadOnlyList<SampleLine> first = First();
            _lines.Clear();
            _lines.AddRange(first);
        }
    }

    /// <summary>The first ones in the order of the file.</summary>
    public IReadOnlyList<SampleLine> First() =>
        [.. _lines.OrderBy(x => (x.Source.Line, x.Source.Row, x.Source.Segment)).Take(countMax)];
}
