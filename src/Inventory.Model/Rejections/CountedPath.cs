using System.Globalization;

namespace Inventory.Model.Rejections;

/// <summary>
/// A path that many places share but for one number in it (<c>/items/</c> 7 <c>/qty</c>). Every line of a file has a
/// place and hardly one is ever told: so its text is made only when somebody asks. Immutable.
/// </summary>
public sealed class CountedPath(string before, string after)
{
    /// <summary>The text for one number.</summary>
    public string At(long number) => string.Create(CultureInfo.InvariantCulture, $"{before}{number}{after}");

    /// <summary>The path of what lies below.</summary>
    public CountedPath Below(string suffix) => suffix.Length == 0 ? this : new CountedPath(before, after + suffix);
}
