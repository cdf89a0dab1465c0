using System.Security.Cryptography;

namespace Inventory.Cli.Push;

/// <summary>One file on its way.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The hash of its content.</param>
internal sealed record PushItem(string Path, long Size, string Sha256)
{
    /// <summary>The name the server is told: it may carry a date.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Measures a file.</summary>
    public static async Task<PushItem> OfAsync(string path, CancellationToken cancellation)
    {
        await using FileStream stream = File.OpenRead(path);
        byte[] hash = await SHA256.HashDataAsync(stream, cancellation);
        return new PushItem(path, stream.Length, Convert.ToHexStringLower(hash));
    }
}
