using System.Text;

namespace Inventory.Server.Drop;

/// <summary>Which names are taken from a drop folder, and under which they stand afterwards.</summary>
internal static class DropNames
{
    /// <summary>What the receipt beside a file adds to its name.</summary>
    public const string ReceiptSuffix = ".receipt.json";

    // 255 bytes is what file systems take; the receipt's ending and that of a file being written must fit as well.
    private const int NameBytesMax = 255 - 13 - 11;
    private const int ExtensionLengthMax = 16;

    /// <summary>True for a file that is meant to be taken: not hidden and not somebody's unfinished one.</summary>
    public static bool IsWanted(string name) =>
        name.Length > 0 && name[0] != '.' && !name.EndsWith('~')
        && !name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        // The name is not valid UTF-8: the runtime shows it so, and cannot open it under what it shows.
        && !name.Contains('\uFFFD', StringComparison.Ordinal);

    /// <summary>
    /// A name that is free in the folder, for the file and its receipt: its own, or with
    /// <paramref name="unique"/> in it. A very long name is shortened.
    /// </summary>
    public static string Free(string folder, string name, string unique)
    {
        string plain = Fit(name, string.Empty);
        return IsTaken(folder, plain) ? Fit(name, "." + unique) : plain;
    }

    private static bool IsTaken(string folder, string name) =>
        Path.Exists(Path.Combine(folder, name)) || Path.Exists(Path.Combine(folder, name + ReceiptSuffix));

    private static string Fit(string name, string middle)
    {
        string extension = Path.GetExtension(name);
        if (extension.Length > ExtensionLengthMax)
            extension = string.Empty;
        string stem = name[..^extension.Length];
        while (Encoding.UTF8.GetByteCount(stem + middle + extension) > NameBytesMax)
            stem = stem[..^(stem.Length > 1 && char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return stem + middle + extension;
    }
}
