using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Inventory.Adapters;
using Inventory.Model.Snapshots;
using Inventory.Storage.Log;

namespace Inventory.Server.Ingest;

/// <summary>Makes the log's entries: canonical bytes, and a hash of everything but the id.</summary>
internal static class EntryBuilder
{
    /// <summary>The entries of a reading in order, the run's marker last.</summary>
    public static List<LogEntry> Build(FeedReading reading)
    {
        var entries = new List<LogEntry>(reading.Snapshots.Count + 1);
        var output = new ArrayBufferWriter<byte>();
        using var writer = new CanonicalWriter(output);
        foreach (StockSnapshot snapshot in reading.Snapshots)
        {
            output.ResetWrittenCount();
            writer.Write(snapshot, output);
            entries.Add(Entry(snapshot.Sender.Value, snapshot.SnapshotId, snapshot.Lines.Count, output.WrittenSpan)
                with
            { Location = snapshot.Location.Value });
        }

        if (reading.Run is { } run)
        {
            output.ResetWrittenCount();
            writer.Write(run, output);
            entries.Add(Entry(run.Sender.Value, run.SnapshotId, 0, output.WrittenSpan));
        }

        return entries;
    }

    private static LogEntry Entry(string sender, string id, int lines, ReadOnlySpan<byte> payload) =>
        new(sender, id, ContentHash(payload, id), lines, payload.ToArray());

    /// <summary>The first 64 bits of SHA-256 over the payload with the id taken out.</summary>
    private static ulong ContentHash(ReadOnlySpan<byte> payload, string id)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadOnlySpan<byte> idBytes = Encoding.UTF8.GetBytes(id);
        int at = payload.IndexOf(idBytes);
        // An id with escapes stands otherwise in the payload; then it is part of the hash, and such an id can only be
        // repeated as it was.
        hash.AppendData(at < 0 ? payload : payload[..at]);
        if (at >= 0)
            hash.AppendData(payload[(at + idBytes.Length)..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
