using System.Xml;
using Inventory.Model.Registry;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Paths;

/// <summary>A profile's paths made ready for one reading.</summary>
internal sealed class PathPlan
{
    /// <summary>The step that <c>//</c> stands for.</summary>
    public const string DeepStep = TreePath.Deep;

    private readonly bool _isXml;
    private readonly XmlNameTable? _names;
    private int _slots;

    public PathPlan(PathMapping mapping, XmlNameTable? names)
    {
        _isXml = names is not null;
        _names = names;
        foreach (PathRecord record in mapping.Records)
        {
            foreach (string path in record.Paths)
                Compile(record, TreePath.Resolve([], path) ?? []);
        }

        Header = [.. mapping.AsOf.Select(x => x.Paths.Select(y => SlotAt(TreePath.Resolve([], y) ?? [])).ToArray())];
        Settle(Root, isRepeated: false, isInRecord: false);
    }

    public PathNode Root { get; } = new(null, string.Empty);

    /// <summary>The as-of in the document's head.</summary>
    public int[][] Header { get; }

    /// <summary>Slots of a fresh reading.</summary>
    public Slot[] NewSlots()
    {
        var slots = new Slot[_slots];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = new Slot();
        return slots;
    }

    private void Compile(PathRecord record, IReadOnlyList<string> at)
    {
        RecordPlan plan = Plan(record, at, null);
        if (record.Parts is not { } parts)
            return;
        foreach (string path in parts.Paths)
        {
            IReadOnlyList<string> partAt = TreePath.Resolve(at, path) ?? at;
            RecordPlan part = Plan(parts, partAt, plan);
            for (int i = 0; i < part.Fields.Length; i++)
            {
                // What the part does not say is what the record around it says.
                if (part.Fields[i] is null && record.Fields.TryGetValue(PathFields.All[i], out var outer))
                    part.Fields[i] = Choices(outer, at, part, partAt);
            }

            foreach (PathCase one in record.Cases)
                part.Cases.Add(Case(one, at, part, partAt));
            plan.HasParts = true;
            plan.Node.IsScope = true;
        }
    }

    private RecordPlan Plan(PathRecord record, IReadOnlyList<string> at, RecordPlan? around)
    {
        PathNode node = NodeAt(at);
        var plan = new RecordPlan(node, around);
        node.Records.Add(plan);
        if (node.Parent is { } parent)
            parent.HoldsRecords = true;
        foreach ((string field, IReadOnlyList<PathChoice> choices) in record.Fields)
            plan.Fields[PathFields.IndexOf(field)] = Choices(choices, at, plan, at);
        foreach (PathQuantity quantity in record.Quantities)
        {
            plan.Quantities.Add(new QuantityPlan(
                Choices(quantity.Paths, at, plan, at),
                Suffix(at, quantity.Paths[0].Paths[0]),
                [.. quantity.Minus.Select(x => Use(plan, at, TreePath.Resolve(at, x) ?? at))],
                quantity.Status, quantity.Unit, quantity.Item));
        }

        foreach (PathCase one in record.Cases)
            plan.Cases.Add(Case(one, at, plan, at));
        return plan;
    }

    private CasePlan Case(PathCase one, IReadOnlyList<string> at, RecordPlan plan, IReadOnlyList<string> planAt)
    {
        StockStatus? status = WireNames.TryParse(one.Then, out StockStatus read) ? read : null;
        int slot = Use(plan, planAt, TreePath.Resolve(at, one.Path) ?? at);
        int text = one.Text is null ? slot : Use(plan, planAt, TreePath.Resolve(at, one.Text) ?? at);
        return new CasePlan(one, slot, text, Suffix(at, one.Path), status);
    }

    private int[][] Choices(
        IReadOnlyList<PathChoice> choices, IReadOnlyList<string> at, RecordPlan plan, IReadOnlyList<string> planAt) =>
        [.. choices.Select(x => x.Paths.Select(y => Use(plan, planAt, TreePath.Resolve(at, y) ?? at)).ToArray())];

    private static string Suffix(IReadOnlyList<string> at, string path)
    {
        IReadOnlyList<string> steps = TreePath.Resolve(at, path) ?? at;
        bool isOwn = steps.Count > at.Count && steps.Take(at.Count).SequenceEqual(at);
        return isOwn ? string.Concat(steps.Skip(at.Count).Select(x => "/" + Json.JsonValues.Pointer(x))) : string.Empty;
    }

    /// <summary>The slot of a path that a record uses; beside the record, it is known which of their common levels must
    /// end before it is final.</summary>
    private int Use(RecordPlan plan, IReadOnlyList<string> at, IReadOnlyList<string> steps)
    {
        int slot = SlotAt(steps);
        if (!plan.Used.Contains(slot))
            plan.Used.Add(slot);
        int common = 0;
        while (common < at.Count && common < steps.Count && at[common] == steps[common])
            common++;
        if (common == at.Count)
            return slot;
        PathNode scope = NodeAt([.. at.Take(common)]);
        if (scope.Name == DeepStep)
            scope = Root;
        scope.IsScope = true;
        plan.Outer[slot] = scope;
        return slot;
    }

    private int SlotAt(IReadOnlyList<string> steps)
    {
        if (steps.Count > 0 && steps[^1] == TreePath.Key && !_isXml)
        {
            PathNode member = NodeAt([.. steps.Take(steps.Count - 1)]);
            return member.KeySlot < 0 ? member.KeySlot = _slots++ : member.KeySlot;
        }

        PathNode node = NodeAt(steps);
        return node.Slot < 0 ? node.Slot = _slots++ : node.Slot;
    }

    private PathNode NodeAt(IReadOnlyList<string> steps)
    {
        PathNode node = Root;
        foreach (string step in steps)
            node = node.Grow(step);
        return node;
    }

    /// <summary>Fills in what only the whole tree tells; as deep as the profile's paths are.</summary>
    private List<int> Settle(PathNode node, bool isRepeated, bool isInRecord)
    {
        node.IsRepeated = (isRepeated || node.Name is TreePath.Each or TreePath.Member) && !node.BeginsAnew;
        node.IsInRecord = isInRecord || node.Records.Count > 0;
        node.Seal(_names);
        var below = new List<int>();
        foreach (PathNode child in node.Children)
            below.AddRange(Settle(child, node.IsRepeated, node.IsInRecord));
        if (node.Slot >= 0)
            below.Add(node.Slot);
        if (node.KeySlot >= 0)
            below.Add(node.KeySlot);
        node.Below = [.. below];
        return below;
    }
}
