using System.Buffers;
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Assembling;

/// <summary>
/// Ids of file feeds, made from content alone: the same file again gives the same ids and is answered as a
/// duplicate. SHA-256, cut to 128 bits: two different contents never meet by chance, and nobody can make a file that
/// hides another one's.
/// </summary>
internal static class RunIdentity
{
    // Lines hashed at a time: bounds the buffer, whatever the size of a location.
    private const int LinesPerPiece = 512;

    private const int HashBytes = 16;

    /// <summary>The hash of everything a snapshot states, its id and run left out.</summary>
    public static byte[] ContentHash(StockSnapshot snapshot)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(buffer);
        for (int i = 0; i == 0 || i < snapshot.Lines.Count; i += LinesPerPiece)
        {
            var piece = new Piece(snapshot.Lines, i, Math.Min(LinesPerPiece, snapshot.Lines.Count - i));
            buffer.ResetWrittenCount();
            writer.Write(snapshot with { SnapshotId = "-", Run = null, Lines = piece }, buffer);
            hash.AppendData(buffer.WrittenSpan);
        }

        return hash.GetHashAndReset();
    }

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

    /// <summary>A part of a list, seen and not copied.</summary>
    private sealed class Piece(IReadOnlyList<StockLine> lines, int start, int count) : IReadOnlyList<StockLine>
    {
        public int Count => count;

        public StockLine this[int index] => lines[start + index];

        public IEnumerator<StockLine> GetEnumerator()
        {
            for (int i = 0; i < count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
