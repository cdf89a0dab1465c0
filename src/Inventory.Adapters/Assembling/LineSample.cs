using Inventory.Model.Rejections;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// The first accepted lines of a file, for the eye: groups come in order of first appearance and their lines in the
/// order of the file, so each group gives its first ones and the best of all are kept. Bounded by a multiple of
/// <paramref name="countMax"/>.
/// </summary>
internal sealed class LineSample(int countMax, LineStore store)
{
    private const int KeptMultiple = 16;

    private readonly List<SampleLine> _lines = [];

    /// <summary>Takes the lines of a group, which were not refused.</summary>
    public void Add(LocationGroup group)
    {
        for (int i = 0; i < group.Count && i < countMax; i++)
        {
            KeptLine line = store.Lines[group.At(i)];
            _lines.Add(new SampleLine(
                store.SourceOf(line), group.Location, store.Valid(line, group.AsOf), store.AsOfOf(line)));
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
