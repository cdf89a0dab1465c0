using System.Globalization;
using Inventory.Storage.Files;

namespace Inventory.Server.Drop;

/// <summary>
/// One claimed file in its folder: <c>in/NAME</c> until it was delivered, then the receipt in <c>done/</c> or
/// <c>failed/</c> under the name both get. The receipt is there before the file moves, so that a crash at any point is
/// finished without delivering again, or by delivering again what then is a duplicate.
/// </summary>
internal sealed class DropClaim(string folder, string feedFolder, DateTimeOffset now)
{
    /// <summary>Where the file lies.</summary>
    public const string InFolder = "in";

    private static readonly string[] Outcomes = [Done, Failed];

    /// <summary>The outcome of a file of which something was accepted.</summary>
    public const string Done = "done";

    /// <summary>The outcome of any other file.</summary>
    public const string Failed = "failed";

    /// <summary>When it was claimed; now for a folder whose name does not tell.</summary>
    public DateTimeOffset ReceivedAt { get; } =
        long.TryParse(Path.GetFileName(folder).Split('-')[0], CultureInfo.InvariantCulture, out long ms)
        && ms > 0 && ms <= now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : now;

    /// <summary>The file; null when it was delivered and moved, or taken away by somebody.</summary>
    public string? File()
    {
        string inside = Path.Combine(folder, InFolder);
        return Directory.Exists(inside) ? Directory.EnumerateFiles(inside).FirstOrDefault() : null;
    }

    /// <summary>Keeps what became of the file; durable when it returns.</summary>
    /// <exception cref="Inventory.Storage.StorageException">It cannot be written.</exception>
    public void Settle(string outcome, ReadOnlySpan<byte> receipt)
    {
        string unique = ReceivedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)
            + "-" + Path.GetFileName(folder)[^6..];
        string name = DropNames.Free(Path.Combine(feedFolder, outcome), Path.GetFileName(File())!, unique);
        string place = Directory.CreateDirectory(Path.Combine(folder, outcome)).FullName;
        DurableFile.Write(Path.Combine(place, name + DropNames.ReceiptSuffix), receipt);
    }

    /// <summary>Moves a settled file and its receipt to where people look; false when it is not settled yet.</summary>
    /// <exception cref="IOException">They cannot be moved now; another call goes on.</exception>
    public bool TryFinish()
    {
        foreach (string outcome in Outcomes)
        {
            string place = Path.Combine(folder, outcome);
            string? receipt = Directory.Exists(place)
                ? Directory.EnumerateFiles(place, "*" + DropNames.ReceiptSuffix).FirstOrDefault() : null;
            if (receipt is null)
                continue;
            string target = Path.Combine(feedFolder, outcome, Path.GetFileName(receipt));
            if (File() is { } file)
                System.IO.File.Move(file, target[..^DropNames.ReceiptSuffix.Length], overwrite: false);
            System.IO.File.Move(receipt, target, overwrite: false);
            Directory.Delete(folder, recursive: true);
            return true;
        }

        return false;
    }

    /// <summary>Puts the file back to where it was found; it stays claimed when a new one of its name stands
    /// there.</summary>
    public void PutBack()
    {
        if (File() is not { } file)
        {
            Abandon();
            return;
        }

        string back = Path.Combine(feedFolder, Path.GetFileName(file));
        if (Path.Exists(back))
            return;
        System.IO.File.Move(file, back, overwrite: false);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Takes away a claim without a file.</summary>
    public void Abandon() => Directory.Delete(folder, recursive: true);
}
