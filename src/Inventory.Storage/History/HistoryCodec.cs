using System.Text;
using Inventory.Model.History;
using Inventory.Model.Levels;

namespace Inventory.Storage.History;

/// <summary>One entry of what waits for the history: points of one tick, or one frame of what was shown.</summary>
/// <param name="Points">The points; null when it is a frame.</param>
/// <param name="Frame">The frame; null when it is points.</param>
public sealed record HistoryEntry(IReadOnlyList<HistoryPoint>? Points, ShownFrame? Frame)
{
    /// <summary>True for points: they are taken as long as there is any room.</summary>
    public bool IsPoints => Points is not null;
}

/// <summary>Entries as bytes, for the disk.</summary>
internal static class HistoryCodec
{
    private const byte PointsKind = 1;
    private const byte FrameKind = 2;

    /// <summary>The entry's bytes.</summary>
    public static byte[] Write(HistoryEntry entry)
    {
        var stream = new MemoryStream();
        using var to = new BinaryWriter(stream, Encoding.UTF8);
        if (entry.Points is { } points)
            Write(to, points);
        else
            Write(to, entry.Frame!);
        to.Flush();
        return stream.ToArray();
    }

    /// <summary>
    /// The entry behind the bytes; null when they are none (then they were written by another version).
    /// </summary>
    public static HistoryEntry? Read(byte[] bytes)
    {
        try
        {
            using var from = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            return from.ReadByte() switch
            {
                PointsKind => new HistoryEntry(ReadPoints(from, bytes.Length), null),
                FrameKind => new HistoryEntry(null, ReadFrame(from, bytes.Length)),
                _ => null,
            };
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter to, IReadOnlyList<HistoryPoint> points)
    {
        to.Write(PointsKind);
        to.Write(points.Count);
        foreach (HistoryPoint point in points)
        {
            to.Write(point.TimeMs);
            to.Write(point.Category);
            to.Write((sbyte)point.Prefecture);
            to.Write((sbyte)point.Tier);
            to.Write(point.Quantity);
            to.Write(point.StaleQuantity);
            to.Write(point.Expected);
            to.Write(point.Reporting);
            to.Write(point.Stocked);
            to.Write(point.Out);
            to.Write(point.OutflowPerDay ?? double.NaN);
        }
    }

    private static List<HistoryPoint> ReadPoints(BinaryReader from, int bytes)
    {
        int count = from.ReadInt32();
        if (count < 0 || count > bytes)
            throw new InvalidDataException("more points than bytes");
        var points = new List<HistoryPoint>(count);
        for (int i = 0; i < count; i++)
        {
            points.Add(new HistoryPoint(
                from.ReadInt64(), from.ReadString(), from.ReadSByte(), from.ReadSByte(), from.ReadInt64(),
                from.ReadInt64(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32(),
                from.ReadDouble() is var outflow && double.IsNaN(outflow) ? null : outflow));
        }

        return points;
    }

    private static void Write(BinaryWriter to, ShownFrame frame)
    {
        to.Write(FrameKind);
        to.Write((byte)frame.Audience);
        to.Write(frame.Writer);
        to.Write(frame.ComputedAtMs);
        to.Write(frame.PreviousMs);
        to.Write(frame.Sequence);
        to.Write(frame.NextOffset);
        to.Write(frame.Body.Length);
        to.Write(frame.Body.Span);
    }

    private static ShownFrame ReadFrame(BinaryReader from, int bytes)
    {
        var audience = (Audience)from.ReadByte();
        string writer = from.ReadString();
        (long computed, long previous) = (from.ReadInt64(), from.ReadInt64());
        (long sequence, long offset) = (from.ReadInt64(), from.ReadInt64());
        int length = from.ReadInt32();
        if (length < 0 || length > bytes)
            throw new InvalidDataException("a longer body than bytes");
        return new ShownFrame(audience, computed, previous, sequence, offset, from.ReadBytes(length))
        {
            Writer = writer,
        };
    }
}
