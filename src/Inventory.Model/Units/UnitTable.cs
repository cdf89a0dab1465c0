using System.Diagnostics.CodeAnalysis;

namespace Inventory.Model.Units;

/// <summary>The units the platform knows: a closed subset of UN/ECE Recommendation 20 (measures) and 21 (packages), and Japanese words for them.</summary>
public static class UnitTable
{
    /// <summary>Recognises a unit as sent (any width, case, <c>X</c> prefix of packages, Japanese word) and gives its code; false when it is not known.</summary>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? code) => throw new NotSupportedException(text);
}
