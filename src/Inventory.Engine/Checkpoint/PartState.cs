using Inventory.Engine.Alerts;
using Inventory.Engine.Columns;
using Inventory.Engine.Levels;
using Inventory.Engine.Runs;
using Inventory.Model.Alerts;
using Inventory.Model.Registry;

namespace Inventory.Engine.Checkpoint;

/// <summary>How each part of the state is written and read, one pair per part, side by side.</summary>
internal static class PartState
{
    /// <summary>Writes the keys in the order of their indexes.</summary>
    public static void Write(StateWriter to, KeyDictionary keys)
    {
        to.Write((long)keys.Count);
        for (int i = 0; i < keys.Count; i++)
            to.Write(keys.Bytes(i));
    }

    /// <summary>Reads keys; each must be new.</summary>
    public static int ReadKeys(StateReader from, Func<byte[], int> add)
    {
        int count = from.Int(0, int.MaxValue);
        for (int i = 0; i < count; i++)
            StateReader.Demand(add(from.Bytes()) == i, "a key only once");
        return count;
    }

    /// <summary>Writes the runs of a feed.</summary>
    public static void Write(StateWriter to, FeedRuns runs)
    {
        to.Write(runs.ClosedAsOfMs);
        to.Write(runs.ClosedRun.AsSpan());
        Write(to, runs.ClosedMembers);
        to.Write((long)runs.Open.Count);
        foreach (OpenRun open in runs.Open)
        {
            to.Write(open.Run.AsSpan());
            Write(to, open.Members);
        }
    }

    /// <summary>Reads the runs of a feed.</summary>
    public static FeedRuns ReadRuns(StateReader from, int locations)
    {
        var runs = new FeedRuns { ClosedAsOfMs = from.Long(), ClosedRun = from.Bytes() };
        ReadMembers(from, runs.ClosedMembers, locations);
        int count = from.Int(0, FeedRuns.OpenMax);
        for (int i = 0; i < count; i++)
        {
            var open = new OpenRun(from.Bytes());
            ReadMembers(from, open.Members, locations);
            runs.Open.Add(open);
        }

        return runs;
    }

    /// <summary>Writes the cells of a location.</summary>
    public static void WriteCells(StateWriter to, Partition partition, int local)
    {
        ref readonly LocationState location = ref partition.Location(local);
        ReadOnlySpan<int> keys = partition.Cells.Keys(location.Range);
        ReadOnlySpan<byte> states = partition.Cells.States(location.Range);
        to.Write((long)keys.Length);
        to.WriteColumn(keys);
        to.WriteColumn<long>(partition.Cells.Quantities(location.Range));
        to.WriteColumn<long>(partition.Cells.AsOfs(location.Range));
        to.WriteColumn(states);
        for (int i = 0; i < keys.Length; i++)
        {
            if ((states[i] & CellFlags.HasBand) == 0)
                continue;
            to.Write(partition.Band(local, keys[i]).Min);
            to.Write(partition.Band(local, keys[i]).Max);
        }
    }

    /// <summary>Reads the cells of a location, which has none yet.</summary>
    public static void ReadCells(StateReader from, Partition partition, int local, int items)
    {
        int count = from.Int(0, (int)Math.Min(int.MaxValue, items * 4L));
        int[] keys = new int[count];
        long[] quantities = new long[count];
        long[] asOfs = new long[count];
        byte[] states = new byte[count];
        from.Column<int>(keys);
        from.Column<long>(quantities);
        from.Column<long>(asOfs);
        from.Column<byte>(states);
        for (int i = 0; i < count; i++)
        {
            bool isAscending = keys[i] >= 0 && (i == 0 || keys[i] > keys[i - 1]);
            StateReader.Demand(isAscending && keys[i] >> 2 < items && LineBuffer.IsTime(asOfs[i]), "cells in order");
            var value = new CellValue { Quantity = quantities[i], AsOfMs = asOfs[i], State = states[i] };
            if ((states[i] & CellFlags.HasBand) != 0)
                value.Band = new CellBand(from.Long(), from.Long());
            partition.Set(local, keys[i], value, long.MinValue);
        }
    }

    /// <summary>Writes what waits and what is active, then what was not yet drained.</summary>
    public static void Write(StateWriter to, AlertBook book)
    {
        to.Write(book.JudgedMs);
        to.Write((long)book.Watches.Count);
        foreach ((string key, AlertWatch watch) in book.Watches)
        {
            to.Write(key);
            to.Write(watch.Rule);
            to.Write(watch.Category);
            to.Write(watch.SinceMs);
            to.Write(watch.Active is null ? 0L : 1L);
            if (watch.Active is { } active)
                Write(to, active);
        }

        to.Write((long)book.Changed.Count);
        foreach (Alert alert in book.Changed)
            Write(to, alert);
    }

    /// <summary>Reads the alerts.</summary>
    public static void Read(StateReader from, AlertBook book)
    {
        book.JudgedMs = from.Long();
        int count = from.Int(0, int.MaxValue);
        for (int i = 0; i < count; i++)
        {
            string key = from.RequiredText();
            var watch = new AlertWatch(from.RequiredText(), from.RequiredText()) { SinceMs = from.Long() };
            if (from.Int(0, 1) == 1)
                watch.Active = ReadAlert(from);
            StateReader.Demand(book.Watches.TryAdd(key, watch), "a watch only once");
        }

        count = from.Int(0, int.MaxValue);
        for (int i = 0; i < count; i++)
            book.Changed.Add(ReadAlert(from));
    }

    /// <summary>Writes the remembered ids, the oldest first.</summary>
    public static void Write(StateWriter to, RecentIds? recent)
    {
        to.Write((long)(recent?.Count ?? 0));
        for (int i = 0; i < (recent?.Count ?? 0); i++)
        {
            to.Write(unchecked((Int128)recent![i].Name));
            to.Write(unchecked((long)recent[i].Content));
        }
    }

    /// <summary>Reads ids; those beyond what is remembered now are let go, the oldest first.</summary>
    public static void Read(StateReader from, RecentIds? into)
    {
        int count = from.Int(0, RecentIds.CountMax);
        for (int i = 0; i < count; i++)
        {
            var id = new RecentId(unchecked((UInt128)from.Wide()), unchecked((ulong)from.Long()));
            if (into is null)
                continue;
            StateReader.Demand(!into.TryFind(id.Name, out _), "an id only once");
            into.Add(id);
        }
    }

    private static void Write(StateWriter to, IndexSet members)
    {
        to.Write((long)members.Count);
        foreach (int index in members.Indexes())
            to.Write((long)index);
    }

    private static void ReadMembers(StateReader from, IndexSet members, int locations)
    {
        int count = from.Int(0, locations);
        for (int i = 0; i < count; i++)
            members.Add(from.Int(0, locations - 1));
    }

    private static void Write(StateWriter to, Alert alert)
    {
        to.Write(alert.Id);
        to.Write(alert.Rule);
        to.Write((long)alert.Measure);
        to.Write(alert.Category);
        to.Write(alert.Prefecture);
        to.Write(alert.Tier);
        to.Write(alert.Value);
        to.Write(alert.Enter);
        to.Write(alert.Clear);
        to.Write(alert.Coverage);
        to.Write(alert.RaisedAt.ToUnixTimeMilliseconds());
        to.Write(alert.ClearedAt?.ToUnixTimeMilliseconds() ?? -1);
    }

    private static Alert ReadAlert(StateReader from)
    {
        var alert = new Alert
        {
            Id = from.RequiredText(), Rule = from.RequiredText(),
            Measure = (AlertMeasure)from.Int(0, (int)AlertMeasure.Coverage), Category = from.RequiredText(),
            Prefecture = from.Text(), Tier = from.Text(),
            Value = from.Double(), Enter = from.Double(), Clear = from.Double(), Coverage = from.Double(),
            RaisedAt = ReadTime(from.Long()),
        };
        long clearedMs = from.Long();
        return clearedMs < 0 ? alert : alert with { State = AlertState.Cleared, ClearedAt = ReadTime(clearedMs) };
    }

    private static DateTimeOffset ReadTime(long ms)
    {
        StateReader.Demand(LineBuffer.IsTime(ms), "a time");
        return DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }
}
