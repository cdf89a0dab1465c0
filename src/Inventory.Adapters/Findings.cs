using Inventory.Model.Receipts;
using Inventory.Model.Rejections;

namespace Inventory.Adapters;

/// <summary>
/// What was refused and what was odd in one delivery. Rejections are listed up to
/// <see cref="Receipt.RejectionsMax"/> and always counted;
/// warnings are one per kind, with the first place and how often. Not thread safe.
/// </summary>
internal sealed class Findings
{
    private const int ValueLengthMax = 200;

    private readonly List<Rejection> _rejections = [];
    private readonly Dictionary<string, Counted> _warnings = [];

    public IReadOnlyList<Rejection> Rejections => _rejections;

    public IReadOnlyList<Warning> Warnings => [.. _warnings.Values.Select(x => x.First with { Count = x.Count })];

    public long Rejected { get; private set; }

    public static string? Cut(ReadOnlySpan<char> value)
    {
        if (value.Length <= ValueLengthMax)
            return value.ToString();
        // A surrogate pair is not cut in two: half of one is no text.
        int length = char.IsHighSurrogate(value[ValueLengthMax - 1]) ? ValueLengthMax - 1 : ValueLengthMax;
        return value[..length].ToString();
    }

    public void Reject(in SourcePosition source, string field, string? value, RejectionReason reason)
    {
        List(new Rejection(source, field, value is null ? null : Cut(value), reason));
        Rejected++;
    }

    /// <summary>Takes over what the validator refused: <paramref name="lines"/> counts the lines, the list names the
    /// places.</summary>
    public void Reject(List<Rejection> rejections, long lines)
    {
        foreach (Rejection rejection in rejections)
            List(rejection);
        Rejected += lines;
    }

    public void Warn(string kind, in SourcePosition source = default, string? value = null, long count = 1)
    {
        // Many a file has the same oddity in every line: only the first one is kept.
        if (_warnings.TryGetValue(kind, out Counted? known))
            known.Count += count;
        else
            Warn(new Warning(kind, count, source, value is null ? null : Cut(value)));
    }

    /// <summary>Counts one more of a kind that was met before; false when it was not, and is yet to be told.</summary>
    public bool Count(string kind)
    {
        if (!_warnings.TryGetValue(kind, out Counted? known))
            return false;
        known.Count++;
        return true;
    }

    public void Warn(Warning warning)
    {
        if (_warnings.TryGetValue(warning.Kind, out Counted? known))
            known.Count += warning.Count;
        else
            _warnings.Add(warning.Kind, new Counted(warning));
    }

    private void List(in Rejection rejection)
    {
        if (_rejections.Count < Receipt.RejectionsMax)
            _rejections.Add(rejection);
    }

    private sealed class Counted(Warning first)
    {
        public Warning First => first;

        public long Count { get; set; } = first.Count;
    }
}
