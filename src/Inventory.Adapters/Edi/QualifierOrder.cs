namespace Inventory.Adapters.Edi;

/// <summary>A list of qualifiers, best first. Qualifiers are short, so a handful of comparisons beats any
/// table.</summary>
internal sealed class QualifierOrder
{
    /// <summary>The rank of what is not in the list.</summary>
    public const int None = int.MaxValue;

    private readonly (byte[] Text, int Rank)[] _ranks;

    /// <summary>Each entry may hold several qualifiers of one rank, with blanks between.</summary>
    public QualifierOrder(IEnumerable<string> order) =>
        _ranks = [.. order.SelectMany((x, i) => x.Split(' ').Select(y => (System.Text.Encoding.UTF8.GetBytes(y), i)))];

    /// <summary>The entries of a list like <c>LOC 14</c> that are of one segment; their ranks are those of the whole
    /// list.</summary>
    public static QualifierOrder Of(string segment, IReadOnlyList<string> order) =>
        new(order.Select(x => x.StartsWith(segment + " ", StringComparison.Ordinal) ? x[(segment.Length + 1)..] : "\0"));

    public int RankOf(ReadOnlySpan<byte> qualifier)
    {
        foreach ((byte[] text, int rank) in _ranks)
        {
            if (qualifier.SequenceEqual(text))
                return rank;
        }

        return None;
    }
}
