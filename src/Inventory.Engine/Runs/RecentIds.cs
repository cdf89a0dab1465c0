using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Inventory.Engine.Runs;

/// <summary>
/// The ids of the newest records and a hash of what each said, so that a record that a log holds twice changes nothing
/// the second time. The oldest are forgotten first.
/// </summary>
internal sealed class RecentIds
{
    /// <summary>Most ids that may be remembered: two hours of the nation's full load on one partition.</summary>
    public const int CountMax = 1 << 24;

    private readonly Dictionary<UInt128, ulong> _contents = [];
    private readonly int _countMax;
    private UInt128[] _names = new UInt128[16];
    private int _first;

    /// <summary>Remembers up to so many.</summary>
    public RecentIds(int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(countMax, CountMax);
        _countMax = countMax;
    }

    /// <summary>How many are remembered.</summary>
    public int Count => _contents.Count;

    /// <summary>An id by its age, 0 the oldest.</summary>
    public RecentId this[int age]
    {
        get
        {
            UInt128 name = _names[(int)(((long)_first + age) % _names.Length)];
            return new RecentId(name, _contents[name]);
        }
    }

    /// <summary>What the record of this name said; false when it is not remembered.</summary>
    public bool TryFind(UInt128 name, out ulong content) => _contents.TryGetValue(name, out content);

    /// <summary>Remembers a record whose name is not remembered yet.</summary>
    public void Add(RecentId id)
    {
        if (Count == _countMax)
        {
            _contents.Remove(_names[_first]);
            _first = (_first + 1) % _names.Length;
        }
        else if (Count == _names.Length)
        {
            Grow();
        }

        _names[(int)(((long)_first + Count) % _names.Length)] = id.Name;
        _contents.Add(id.Name, id.Content);
    }

    // Nothing was forgotten before the greatest size was reached, so the oldest stands at the beginning.
    private void Grow()
    {
        Invariant.That(_first == 0, "no gap before all places are taken");
        Array.Resize(ref _names, (int)Math.Min(_countMax, _names.Length * 2L));
    }
}

/// <summary>A record's name, and what it said, as hashes.</summary>
/// <param name="Name">
/// 128 bits of SHA-256 over sender and id: no sender can make an id that hides another's record.
/// </param>
/// <param name="Content">64 bits of SHA-256 over all of it.</param>
internal readonly record struct RecentId(UInt128 Name, ulong Content)
{
    private const int NameBytesMax = 1024;

    /// <summary>The hashes of a record.</summary>
    public static RecentId Of(ReadOnlySpan<byte> sender, ReadOnlySpan<byte> id, ReadOnlySpan<byte> payload)
    {
        int length = sizeof(int) + sender.Length + id.Length;
        // Valid names are far shorter; the log may hold what others wrote.
        Span<byte> name = length <= NameBytesMax ? stackalloc byte[NameBytesMax] : new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(name, sender.Length);
        sender.CopyTo(name[sizeof(int)..]);
        id.CopyTo(name[(sizeof(int) + sender.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..length], hash);
        UInt128 hashed = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        SHA256.HashData(payload, hash);
        return new RecentId(hashed, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }
}
