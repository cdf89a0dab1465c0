using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Hashes everything a snapshot states, its id and run left out. Each field goes to SHA-256 in a form of its own that
/// tells where it ends (a text behind its length, a number seven bits a byte with a mark for more, an absent field as a
/// mark), so that no two contents give the same bytes. What lines of one kind share is written once and copied. One for
/// all snapshots of a delivery; not thread safe.
/// </summary>
internal sealed class ContentHasher(FeedProfile profile, LineStore store) : IDisposable
{
    // Texts longer than this go to the hash by themselves.
    private const int BufferBytes = 16 * 1024;

    // The longest of all but texts: marks, a decimal, a time.
    private const int FieldBytesMax = 64;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;

    [Flags]
    private enum Marks : byte
    {
        Nothing = 0,
        Rest = 1,
        AsOf = 2,
        HoldsQuantity = 4,
        Quantity = 8,
        Expiry = 16,
        Band = 32,
        BandMax = 64,
    }

    /// <summary>The hash of a location's content.</summary>
    public ContentHash Hash(LocationGroup group, SnapshotScope scope)
    {
        Add(StockSnapshot.SpecVersion);
        Add(profile.Participant.Value);
        Add(profile.Id);
        Add(group.Location.Value);
        Add(group.AsOf);
        Add((long)group.AsOfSource);
        Add((long)scope);
        Add((long)group.Count);
        for (int i = 0; i < group.Count; i++)
            Add(store.Lines[group.At(i)], group);
        Flush();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return ContentHash.Of(hash);
    }

    public void Dispose() => _hash.Dispose();

    private void Add(in KeptLine line, LocationGroup group)
    {
        LineKind kind = store.KindOf(line);
        Add(kind);
        LineRest? rest = store.RestOf(line);
        bool isOwn = group.HasTimes && store.AsOfOf(line) != group.AsOf;
        Marks marks = (rest is null ? Marks.Nothing : Marks.Rest) | (isOwn ? Marks.AsOf : Marks.Nothing);
        Free(FieldBytesMax)[0] = (byte)marks;
        _used++;
        if (rest is not { HoldsQuantity: true })
            Add(line.Quantity);
        if (isOwn)
            Add(store.AsOfOf(line));
        if (rest is not null)
            Add(rest);
    }

    private void Add(LineRest rest)
    {
        Marks marks = (rest.HoldsQuantity ? Marks.HoldsQuantity : 0) | (rest.Quantity is null ? 0 : Marks.Quantity)
            | (rest.Expiry is null ? 0 : Marks.Expiry) | (rest.Band is null ? 0 : Marks.Band)
            | (rest.Band?.Max is null ? 0 : Marks.BandMax);
        Free(FieldBytesMax)[0] = (byte)marks;
        _used++;
        Add(rest.Lot);
        Add(rest.Owner?.Value);
        if (rest.Quantity is { } quantity)
            Add(quantity);
        if (rest.Expiry is { } day)
            Add((long)day.DayNumber);
        if (rest.Band is not { } band)
            return;
        Add(band.Min);
        if (band.Max is { } max)
            Add(max);
    }

    /// <summary>What all lines of a kind begin with: kept from its second line on, for many a kind has one.</summary>
    private void Add(LineKind kind)
    {
        if (kind.Bytes is { Length: > 0 } known)
        {
            Add(known);
            return;
        }

        int most = FieldBytesMax + (sizeof(char) * (kind.Item.Value.Length + (kind.Unit?.Length ?? 0)));
        byte[] bytes = most > BufferBytes || kind.Bytes is not null ? new byte[most] : [];
        Span<byte> to = bytes.Length > 0 ? bytes : Free(most);
        int used = Write(to, (ulong)kind.Status);
        used += Write(to[used..], (ulong)kind.SaleState);
        used += Write(to[used..], kind.Item.Value);
        used += Write(to[used..], kind.Unit);
        if (bytes.Length > 0)
            Add(to[..used]);
        else
            _used += used;
        kind.Bytes = kind.Bytes is null ? [] : bytes[..used];
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferBytes)
        {
            Flush();
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(Free(bytes.Length));
        _used += bytes.Length;
    }

    private void Add(string? text)
    {
        int most = FieldBytesMax + (sizeof(char) * (text?.Length ?? 0));
        if (most <= BufferBytes)
        {
            _used += Write(Free(most), text);
            return;
        }

        byte[] bytes = new byte[most];
        Add(bytes.AsSpan(0, Write(bytes, text)));
    }

    /// <summary>A number, small ones of either sign in one byte.</summary>
    private void Add(long number) =>
        _used += Write(Free(FieldBytesMax), unchecked((ulong)((number << 1) ^ (number >> 63))));

    private void Add(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        Span<byte> free = Free(FieldBytesMax);
        for (int i = 0; i < bits.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(free[(i * sizeof(int))..], bits[i]);
        _used += bits.Length * sizeof(int);
    }

    private void Add(DateTimeOffset time)
    {
        Add(time.Ticks);
        Add((long)time.TotalOffsetMinutes);
    }

    /// <summary>A text: nothing is 0, else its length and whether it is ASCII, then its characters. Not UTF-8, in which
    /// all broken characters are one.</summary>
    private static int Write(Span<byte> bytes, string? text)
    {
        if (text is null)
            return Write(bytes, 0UL);
        bool isAscii = Ascii.IsValid(text);
        int used = Write(bytes, ((ulong)text.Length * 2) + (isAscii ? 1UL : 2UL));
        if (isAscii)
            return used + Encoding.ASCII.GetBytes(text, bytes[used..]);
        ReadOnlySpan<byte> units = MemoryMarshal.AsBytes(text.AsSpan());
        units.CopyTo(bytes[used..]);
        return used + units.Length;
    }

    private static int Write(Span<byte> bytes, ulong number)
    {
        int used = 0;
        for (; number >= 0x80; number >>= 7)
            bytes[used++] = (byte)((number & 0x7F) | 0x80);
        bytes[used++] = (byte)number;
        return used;
    }

    private Span<byte> Free(int length)
    {
        if (BufferBytes - _used < length)
            Flush();
        return _buffer.AsSpan(_used);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
