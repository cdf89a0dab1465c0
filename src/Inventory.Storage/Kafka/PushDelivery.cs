using System.Runtime.InteropServices;
using Confluent.Kafka;
using Inventory.Model.Receipts;
using Inventory.Storage.Log;

namespace Inventory.Storage.Kafka;

/// <summary>One push on its way: its entries as messages, which of them are new, and what the brokers said. Belongs
/// to the call; only the answers come from the client's thread.</summary>
internal sealed class PushDelivery
{
    private readonly AppendRequest request;
    private readonly List<Piece> pieces = [];
    private readonly Verdict[] verdicts;
    private readonly long[] offsets;
    private readonly bool[] isSent;

    public PushDelivery(AppendRequest request, int partitions)
    {
        this.request = request;
        int[]? counts = null;
        for (int i = 0; i < request.Entries.Count; i++)
        {
            LogEntry entry = request.Entries[i];
            if (entry.Location.Length > 0)
            {
                int partition = KafkaPartitioner.PartitionOf(entry.Location, partitions);
                pieces.Add(new Piece(i, partition, KnownId.KeyOf(entry.Sender, entry.SnapshotId, null), entry.Payload));
                continue;
            }

            counts ??= RunMarkers.Count(request.Entries, partitions);
            ReadOnlyMemory<byte>[] markers = RunMarkers.Split(entry.Payload, counts);
            for (int p = 0; p < partitions; p++)
                pieces.Add(new Piece(i, p, KnownId.KeyOf(entry.Sender, entry.SnapshotId, p), markers[p]));
        }

        verdicts = new Verdict[request.Entries.Count];
        offsets = new long[pieces.Count];
        Array.Fill(offsets, -1L);
        isSent = new bool[pieces.Count];
        Keys = [.. pieces.Select(x => x.Key).Distinct()];
    }

    private enum Verdict
    {
        Duplicate,
        New,
        Reused,
    }

    /// <summary>The keys of all ids in it.</summary>
    public IReadOnlyCollection<UInt128> Keys { get; }

    /// <summary>Decides which entries are new.</summary>
    public void Judge(GatewayFile file)
    {
        var seen = new Dictionary<UInt128, ulong>();
        for (int i = 0; i < pieces.Count; i++)
        {
            Piece piece = pieces[i];
            ulong content = request.Entries[piece.Entry].ContentHash;
            ulong? known = seen.TryGetValue(piece.Key, out ulong own) ? own : file.FindContent(piece.Key);
            if (known is null)
            {
                seen[piece.Key] = content;
                isSent[i] = true;
            }

            // A marker that some partitions lack (a gateway died between them) is new for those.
            Verdict verdict = known is null ? Verdict.New : known == content ? Verdict.Duplicate : Verdict.Reused;
            if (verdict > verdicts[piece.Entry])
                verdicts[piece.Entry] = verdict;
        }

        for (int i = 0; i < pieces.Count; i++)
            isSent[i] &= verdicts[pieces[i].Entry] == Verdict.New;
    }

    /// <summary>Hands the new snapshots over, and the run markers when every snapshot is acknowledged: a marker must
    /// never overtake what it counts. Completes when there is an answer to everything; gives the first
    /// failure.</summary>
    public async Task<Error?> SendAsync(KafkaProducer producer, string topic, string receipt, long receivedAtMs)
    {
        bool[] phases = [false, true];
        foreach (bool markers in phases)
        {
            var batch = new DeliveryBatch((index, _, offset) => offsets[index] = offset);
            for (int i = 0; i < pieces.Count; i++)
            {
                LogEntry entry = request.Entries[pieces[i].Entry];
                if (isSent[i] && entry.Location.Length == 0 == markers)
                {
                    Message<byte[]?, byte[]?> message = Message(entry, pieces[i], receipt, receivedAtMs);
                    producer.Produce(topic, pieces[i].Partition, message, batch, i);
                }
            }

            await batch.Close();
            if (batch.Error is { } error)
                return error;
        }

        return null;
    }

    /// <summary>The ids that the brokers acknowledged.</summary>
    public IReadOnlyList<KnownId> Delivered(long receivedAtMs)
    {
        var delivered = new List<KnownId>();
        for (int i = 0; i < pieces.Count; i++)
        {
            if (offsets[i] >= 0)
                delivered.Add(new KnownId(pieces[i].Key, request.Entries[pieces[i].Entry].ContentHash, receivedAtMs));
        }

        return delivered;
    }

    /// <summary>The receipt, once everything new is delivered.</summary>
    public Receipt Settle(string id, long receivedAtMs)
    {
        var settler = new ReceiptSettler(request.Draft with { Id = id });
        for (int i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i] == Verdict.New)
                settler.Appended(0);
            else if (verdicts[i] == Verdict.Duplicate)
                settler.Duplicate(request.Entries[i]);
            else
                settler.Reused(request.Entries[i]);
        }

        PartitionOffsets[] ranges = Ranges();
        Receipt receipt = settler.Settle(receivedAtMs);
        return ranges.Length == 0
            ? receipt with { Offsets = null }
            : receipt with
            {
                Offsets = new OffsetRange(ranges.Min(x => x.First), ranges.Max(x => x.Last)),
                Partitions = ranges,
            };
    }

    private PartitionOffsets[] Ranges() =>
    [
        .. pieces.Select((piece, i) => (piece.Partition, Offset: offsets[i]))
            .Where(x => x.Offset >= 0)
            .GroupBy(x => x.Partition)
            .OrderBy(x => x.Key)
            .Select(x => new PartitionOffsets(x.Key, x.Min(y => y.Offset), x.Max(y => y.Offset))),
    ];

    private static Message<byte[]?, byte[]?> Message(
        in LogEntry entry, in Piece piece, string receipt, long receivedAtMs)
    {
        bool isMarker = entry.Location.Length == 0;
        var headers = new Headers();
        string schema = isMarker ? KafkaHeaders.MarkerSchema : KafkaHeaders.SnapshotSchema;
        KafkaHeaders.Add(headers, KafkaHeaders.Schema, schema);
        KafkaHeaders.Add(headers, KafkaHeaders.Sender, entry.Sender);
        KafkaHeaders.Add(headers, KafkaHeaders.SnapshotId, entry.SnapshotId);
        KafkaHeaders.AddHash(headers, KafkaHeaders.ContentHash, entry.ContentHash);
        KafkaHeaders.Add(headers, KafkaHeaders.Received, receivedAtMs);
        KafkaHeaders.Add(headers, KafkaHeaders.Receipt, receipt);
        return new Message<byte[]?, byte[]?>
        {
            // A marker belongs to its partition and to no location; its key says which feed's sender closed a run.
            Key = System.Text.Encoding.UTF8.GetBytes(isMarker ? entry.Sender : entry.Location),
            Value = Bytes(piece.Payload),
            Headers = headers,
            Timestamp = new Timestamp(receivedAtMs, TimestampType.CreateTime),
        };
    }

    /// <summary>The array behind the memory where it is the whole of it: the client copies it once more
    /// anyway.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> part) && part.Count == part.Array!.Length
            ? part.Array
            : payload.ToArray();

    private readonly record struct Piece(int Entry, int Partition, UInt128 Key, ReadOnlyMemory<byte> Payload);
}
