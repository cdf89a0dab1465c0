using System.Security.Cryptography;
using System.Text;

namespace Inventory.Storage.Log;

/// <summary>
/// The key of (sender, snapshot id) in the table of known ids: the first 128 bits of SHA-256, which no sender can aim
/// at another sender's id, and of which 10^12 collide with a probability below 10^-14.
/// </summary>
internal static class SnapshotKey
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>Computes the key. The sender's length stands first, so that no two pairs give the same text.</summary>
    public static byte[] Of(string sender, string snapshotId)
    {
        string text = $"{sender.Length}:{sender}{snapshotId}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return hash[..Bytes].ToArray();
    }
}
