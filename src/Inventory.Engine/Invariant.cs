using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Inventory.Engine;

/// <summary>A broken program stops here, in Release too: a wrong figure is worse than none.</summary>
internal static class Invariant
{
    /// <summary>Stops with the condition's text when it does not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void That([DoesNotReturnIf(false)] bool condition, string expected)
    {
        if (!condition)
            Broken(expected);
    }

    [DoesNotReturn]
    private static void Broken(string expected) =>
        throw new InvalidOperationException($"Broken invariant: {expected}.");
}
