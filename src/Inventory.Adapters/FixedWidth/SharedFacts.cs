using Inventory.Adapters.Mapping;

namespace Inventory.Adapters.FixedWidth;

/// <summary>What the file's header and the last group record state for the details behind them; the group's word wins,
/// and a detail's own wins over both.</summary>
internal sealed class SharedFacts
{
    private const int Facts = (int)SharedFact.Owner + 1;

    private readonly string?[] _header = new string?[Facts];
    private readonly string?[] _group = new string?[Facts];
    private readonly List<(SharedFact Fact, string Text)> _stated = new(Facts);

    public void SetHeader(SharedFact fact, string text) => Set(_header, fact, text);

    public void SetGroup(SharedFact fact, string text) => Set(_group, fact, text);

    /// <summary>Another group begins.</summary>
    public void ClearGroup()
    {
        Array.Clear(_group);
        Merge();
    }

    /// <summary>Gives a line what is stated for all.</summary>
    public void Give(ref StatedLine line)
    {
        foreach ((SharedFact fact, string text) in _stated)
            Give(ref line, fact, text);
    }

    /// <summary>Gives a line one fact.</summary>
    public static void Give(ref StatedLine line, SharedFact fact, ReadOnlySpan<char> text)
    {
        switch (fact)
        {
            case SharedFact.Item: line.LocalItem = text; break;
            case SharedFact.Gtin: line.Gtin = text; break;
            case SharedFact.Location: line.Location = text; break;
            case SharedFact.LocationName: line.LocationName = text; break;
            case SharedFact.Unit: line.Unit = text; break;
            case SharedFact.Status: line.StatusWord = text; break;
            case SharedFact.SaleState: line.SaleState = text; break;
            case SharedFact.Lot: line.Lot = text; break;
            case SharedFact.Expiry: line.Expiry = text; break;
            case SharedFact.Owner: line.Owner = text; break;
        }
    }

    private void Set(string?[] facts, SharedFact fact, string text)
    {
        facts[(int)fact] = text;
        Merge();
    }

    private void Merge()
    {
        _stated.Clear();
        for (int i = 0; i < Facts; i++)
        {
            if ((_group[i] ?? _header[i]) is { } text)
                _stated.Add(((SharedFact)i, text));
        }
    }
}
