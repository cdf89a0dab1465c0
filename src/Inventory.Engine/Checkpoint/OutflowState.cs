using Inventory.Engine.Columns;
using Inventory.Engine.Levels;
using Inventory.Model.Registry;

namespace Inventory.Engine.Checkpoint;

/// <summary>
/// Falls by group, merged over the partitions and written by category id, so that neither partitions nor the order of
/// categories matter.
/// </summary>
internal static class OutflowState
{
    /// <summary>Writes what the window holds.</summary>
    public static void Write(StateWriter to, RegistryIndex registry, IReadOnlyList<Partition> partitions, long clockMs)
    {
        int groups = registry.Expected.Length;
        long first = OutflowTable.FirstHour(clockMs);
        for (int group = 0; group < groups; group++)
        {
            OutflowGroup[] parts = [.. partitions.Select(x => x.Outflow[group]).OfType<OutflowGroup>()];
            if (parts.Length == 0)
                continue;
            to.Write(1L);
            to.Write(registry.Registry.Categories[group / GroupTable.GroupsPerCategory].Id);
            to.Write((long)(group % GroupTable.GroupsPerCategory));
            to.Write(parts.Min(x => x.FromMs));
            to.Write(parts.Max(x => x.ToMs));
            for (long hour = first; hour <= first + OutflowTable.WindowHours; hour++)
            {
                Int128 fall = 0;
                foreach (OutflowGroup part in parts)
                    fall += part.At(hour);
                to.Write(fall);
            }
        }

        to.Write(0L);
    }

    /// <summary>Reads falls; those of categories that the registry no longer has are let go.</summary>
    public static void Read(StateReader from, RegistryIndex registry, OutflowTable into, long clockMs)
    {
        long first = OutflowTable.FirstHour(clockMs);
        while (from.Int(0, 1) == 1)
        {
            int category = registry.CategoryOf(from.RequiredText());
            int group = from.Int(0, GroupTable.GroupsPerCategory - 1);
            (long fromMs, long toMs) = (from.Long(), from.Long());
            for (long hour = first; hour <= first + OutflowTable.WindowHours; hour++)
            {
                Int128 fall = from.Wide();
                if (category >= 0)
                    into.Restore((category * GroupTable.GroupsPerCategory) + group, hour, fall, fromMs, toMs);
            }
        }
    }
}
