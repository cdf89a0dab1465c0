using System.Text;

namespace Inventory.Adapters.Edi;

/// <summary>A list of qualifiers, best first. Qualifiers are short, so each is one number, and a handful of comparisons
/// beats any table.</summary>
internal sealed class QualifierOrder
{
    /// <summary>The rank of what is not in the list.</summary>
    public const int None = int.MaxValue;

    private readonly ulong[] _keys;
    private readonly int[] _ranks;
    private readonly (byte[] Text, int Rank)[] _long;

    /// <summary>Each entry may hold several qualifiers of one rank, with blanks between.</summary>
    public QualifierOrder(IEnumerable<string> order)
    {
        (byte[] Text, int Rank)[] all =
            [.. order.SelectMany((x, i) => x.Split(' ').Select(y => (Encoding.UTF8.GetBytes(y), i)))];
        (byte[] Text, int Rank)[] packed = [.. all.Where(x => ShortCode.Pack(x.Text) != ShortCode.None)];
        _keys = [.. packed.Select(x => ShortCode.Pack(x.Text))];
        _ranks = [.. packed.Select(x => x.Rank)];
        _long = [.. all.Where(x => ShortCode.Pack(x.Text) == ShortCode.None)];
    }

    /// <summary>The entries of a list like <c>LOC 14</c> that are of one segment; their ranks are those of the whole
    /// list.</summary>
    public static QualifierOrder Of(string segment, IReadOnlyList<string> order) =>
        new(order.Select(x => x.StartsWith(segment + " ", StringComparison.Ordinal) ? x[(segment.Length + 1)..] : "\0"));

    public int RankOf(ReadOnlySpan<byte> qualifier)
    {
        ulong key = ShortCode.Pack(qualifier);
        if (key == ShortCode.None)
            return RankOfLong(qualifier);
        int at = _keys.AsSpan().IndexOf(key);
        return at < 0 ? None : _ranks[at];
    }

    private int RankOfLong(ReadOnlySpan<byte> qualifier)
    {
        foreach ((byte[] text, int rank) in _long)
        {
            if (qualifier.SequenceEqual(text))
                return rank;
        }

        return None;
    }
}
