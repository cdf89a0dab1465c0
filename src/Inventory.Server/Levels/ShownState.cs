using System.IO.Compression;
using System.Text;
using Inventory.Engine;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Server.Levels;

/// <summary>Where a shown level stands; -1 for the nation or all tiers together.</summary>
internal readonly record struct ShownKey(string Category, int Prefecture, int Tier, int Status);

/// <summary>A shown level.</summary>
/// <param name="Json">Its very bytes inside the answer.</param>
/// <param name="IsAskedOnly">True when it is shown only to who filters by its status, for nothing stands behind
/// it.</param>
internal readonly record struct ShownLevel(byte[] Json, bool IsAskedOnly);

/// <summary>Everything one audience was shown at one time, as it is built up from frames.</summary>
internal sealed class ShownState
{
    private const byte Version = 1;
    private const byte Removed = 1;
    private const byte AskedOnly = 2;
    private const int TierCount = 3;

    // The best that still packs a nation's keyframe in some tens of milliseconds, every ten seconds.
    private const int Quality = 5;
    private const int WindowBits = 22;
    private const int StatusCount = 4;

    private readonly Dictionary<ShownKey, ShownLevel> levels = [];

    /// <summary>Categories in the order in which they are shown.</summary>
    public IReadOnlyList<string> Categories { get; private set; } = [];

    /// <summary>True when invented data was in it.</summary>
    public bool IsSimulated { get; private set; }

    /// <summary>Packs changes for a frame; a null level is one that is shown no more.</summary>
    public static byte[] Pack(
        IReadOnlyList<string> categories, bool isSimulated, IReadOnlyList<(ShownKey Key, ShownLevel? Level)> changes)
    {
        var plain = new MemoryStream();
        using var to = new BinaryWriter(plain, Encoding.UTF8);
        to.Write(Version);
        to.Write(isSimulated);
        to.Write7BitEncodedInt(categories.Count);
        foreach (string category in categories)
            to.Write(category);
        to.Write7BitEncodedInt(changes.Count);
        foreach ((ShownKey key, ShownLevel? level) in changes)
            Write(to, key, level);
        to.Flush();
        // In one piece: in small ones the compressor would not see how alike the levels are.
        ReadOnlySpan<byte> whole = plain.GetBuffer().AsSpan(0, (int)plain.Length);
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(whole.Length)];
        if (!BrotliEncoder.TryCompress(whole, packed, out int length, Quality, WindowBits))
            throw new InvalidOperationException("a frame could not be packed");
        return packed[..length];
    }

    /// <summary>Takes in a frame's changes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such frame.</exception>
    public void Apply(ReadOnlyMemory<byte> packed)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            using var from = new BinaryReader(brotli, Encoding.UTF8);
            if (from.ReadByte() != Version)
                throw new InvalidDataException("a frame of another version");
            IsSimulated = from.ReadBoolean();
            var categories = new string[from.Read7BitEncodedInt()];
            for (int i = 0; i < categories.Length; i++)
                categories[i] = from.ReadString();
            Categories = categories;
            int count = from.Read7BitEncodedInt();
            for (int i = 0; i < count; i++)
                Read(from);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("a frame that cannot be read", e);
        }
    }

    /// <summary>The levels of a query, in the order and by the rules of the live answer.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Query(LevelQuery query)
    {
        int[] prefectures = Dimension(query.ByPrefecture, query.Prefecture, Prefecture.Count);
        int[] tiers = Dimension(query.ByTier, (int?)query.Tier, TierCount);
        int[] statuses = query.ByStatus || query.Status is not null
            ? Dimension(query.ByStatus, (int?)query.Status, StatusCount)
            : [(int)StockStatus.OnHand];
        foreach (string category in Categories)
        {
            if (query.Category is not null && query.Category != category)
                continue;
            foreach (int p in prefectures)
            {
                foreach (int t in tiers)
                {
                    foreach (int s in statuses)
                    {
                        if (levels.TryGetValue(new ShownKey(category, p, t, s), out ShownLevel level)
                            && (!level.IsAskedOnly || query.Status is not null))
                            yield return level.Json;
                    }
                }
            }
        }
    }

    private static int[] Dimension(bool isGrouped, int? only, int count)
    {
        if (only is { } index)
            return [index];
        return isGrouped ? [.. Enumerable.Range(0, count)] : [-1];
    }

    private static void Write(BinaryWriter to, ShownKey key, ShownLevel? level)
    {
        to.Write(key.Category);
        to.Write((sbyte)key.Prefecture);
        to.Write((sbyte)key.Tier);
        to.Write((sbyte)key.Status);
        if (level is not { } shown)
        {
            to.Write(Removed);
            return;
        }

        to.Write(shown.IsAskedOnly ? AskedOnly : (byte)0);
        to.Write7BitEncodedInt(shown.Json.Length);
        to.Write(shown.Json);
    }

    private void Read(BinaryReader from)
    {
        var key = new ShownKey(from.ReadString(), from.ReadSByte(), from.ReadSByte(), from.ReadSByte());
        byte flags = from.ReadByte();
        if ((flags & Removed) != 0)
        {
            levels.Remove(key);
            return;
        }

        byte[] json = from.ReadBytes(from.Read7BitEncodedInt());
        levels[key] = new ShownLevel(json, (flags & AskedOnly) != 0);
    }
}
