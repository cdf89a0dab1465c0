using System.Security.Cryptography;
using System.Text;
using Inventory.Model.Levels;
using Inventory.Model.Registry;

namespace Inventory.Server.Auth;

/// <summary>
/// Finds what a key opens. Only hashes are compared, so the look-up's time tells nothing about a key.
/// </summary>
internal static class KeyRing
{
    /// <summary>Longest key in characters; a longer one is refused before it is hashed.</summary>
    public const int KeyLengthMax = 512;

    /// <summary>The key's SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The caller a key's hash stands for; null when it opens nothing under this registry.</summary>
    public static Caller? Find(StockRegistry registry, string sha256)
    {
        if (!registry.Keys.TryGetValue(sha256, out ApiKey? key) || (key.IsDemo && !registry.IsDemo))
            return null;
        if (key.IsMinistry)
            return new Caller(Audience.Ministry, null);
        return key.Participant is { } participant ? new Caller(Audience.Participant, participant) : null;
    }
}
