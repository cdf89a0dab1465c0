using System.Globalization;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.FixedWidth;

/// <summary>What a file says it holds, beside what was found in it.</summary>
internal sealed class ControlCounts
{
    private readonly List<(string Field, decimal Value, SourcePosition Source)> _stated = [];

    /// <summary>Records that are not blank, of any kind.</summary>
    public long Records { get; set; }

    /// <summary>Detail records.</summary>
    public long Lines { get; set; }

    /// <summary>The sum of all quantities that are numbers.</summary>
    public decimal Quantity { get; set; }

    /// <summary>Notes what the file states; only the first hundred statements are kept.</summary>
    public void State(string field, decimal value, in SourcePosition source)
    {
        if (_stated.Count < 100)
            _stated.Add((field, value, source));
    }

    /// <summary>The first statement that does not hold; null when all do.</summary>
    public (SourcePosition Source, string Field, string Text)? FirstWrong()
    {
        foreach ((string field, decimal stated, SourcePosition source) in _stated)
        {
            decimal found = field switch { "recordCount" => Records, "lineCount" => Lines, _ => Quantity };
            if (found != stated)
                return (source, field, string.Create(CultureInfo.InvariantCulture, $"{stated} / {found}"));
        }

        return null;
    }
}
