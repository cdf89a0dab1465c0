using System.Security.Cryptography;
using System.Text;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Ids of file feeds, made from content alone: the same file again gives the same ids and is answered as a
/// duplicate. SHA-256, cut to 128 bits: two different contents never meet by chance, and nobody can make a file that
/// hides another one's.
/// </summary>
internal static class RunIdentity
{
    private const int HashBytes = 16;

    /// <summary>The hash of a run: of its snapshots' contents, in order.</summary>
    public static byte[] RunHash(string feed, IEnumerable<byte[]> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(feed));
        foreach (byte[] content in contents)
            hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// The hash of a snapshot as part of a run. A location that did not change keeps its content hash from one file
    /// to the next; without the run in its id it would be answered as a duplicate, would be missing from the new run,
    /// and be taken for gone.
    /// </summary>
    public static byte[] InRun(byte[] content, byte[] run)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content);
        hash.AppendData(run);
        return hash.GetHashAndReset();
    }

    public static string Id(char kind, byte[] hash) => $"{kind}-{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}";
}
