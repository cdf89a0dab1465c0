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
    public static ContentHash RunHash(string feed, PagedList<ContentHash> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(feed));
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < contents.Count; i++)
        {
            contents[i].CopyTo(bytes);
            hash.AppendData(bytes[..HashBytes]);
        }

        hash.GetHashAndReset(bytes);
        return ContentHash.Of(bytes);
    }

    /// <summary>
    /// The hash of a snapshot as part of a run. A location that did not change keeps its content hash from one file
    /// to the next; without the run in its id it would be answered as a duplicate, would be missing from the new run,
    /// and be taken for gone.
    /// </summary>
    public static ContentHash InRun(ContentHash content, ContentHash run)
    {
        Span<byte> bytes = stackalloc byte[2 * HashBytes];
        content.CopyTo(bytes);
        run.CopyTo(bytes[HashBytes..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return ContentHash.Of(hash);
    }

    public static string Id(char kind, ContentHash hash)
    {
        Span<byte> bytes = stackalloc byte[HashBytes];
        hash.CopyTo(bytes);
        return $"{kind}-{Convert.ToHexStringLower(bytes)}";
    }
}
