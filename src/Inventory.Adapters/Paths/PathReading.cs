using System.Xml;
using Inventory.Adapters.Mapping;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.Paths;

/// <summary>
/// The one mapping engine of JSON and XML: told where a reader is in the tree, it keeps the mapped values and makes
/// lines of each record as it ends. Memory is the mapped values of one record; records wait only where the profile uses
/// a fact that comes behind them, at most until their document ends. Not thread safe.
/// </summary>
internal sealed class PathReading
{
    private readonly Slot[] _replayed;
    private readonly HeldRecords _held = new();
    private readonly LineIntake _intake;
    private readonly RecordLines _lines;
    private readonly bool _isXml;
    private bool _metRecords;
    private bool _metList;
    private bool _isHeaderRead;

    /// <param name="profile">The feed.</param>
    /// <param name="registry">Places and items.</param>
    /// <param name="delivery">What is known of the delivery.</param>
    /// <param name="names">The names of the XML reader; null for JSON.</param>
    public PathReading(FeedProfile profile, StockRegistry registry, Delivery delivery, XmlNameTable? names)
    {
        PathMapping mapping = profile.Paths ?? new PathMapping();
        _isXml = names is not null;
        Plan = new PathPlan(mapping, names);
        Slots = Plan.NewSlots();
        _replayed = Plan.NewSlots();
        _intake = new LineIntake(profile, registry, delivery);
        _lines = new RecordLines(profile, mapping, delivery, _intake);
    }

    public PathPlan Plan { get; }

    public Slot[] Slots { get; }

    /// <summary>Why the delivery is refused as a whole; null while it is not.</summary>
    public Rejection? Failure { get; private set; }

    /// <summary>True once it is.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The line of the document, where documents stand one after another; 0 else.</summary>
    public long Line { get; set; }

    public bool Fail(RejectionReason reason, in SourcePosition source = default, string? value = null,
        string field = "file")
    {
        Failure ??= new Rejection(source, field, value is null ? null : Findings.Cut(value), reason);
        HasFailed = true;
        return false;
    }

    /// <summary>A document of several that is not well formed: what it still had to say is refused.</summary>
    public void RefuseDocument(in SourcePosition source, RejectionReason reason)
    {
        _metRecords = true;
        _held.Clear();
        _intake.Refuse(source, "record", null, reason);
    }

    public void BeginDocument()
    {
        foreach (Slot slot in Slots)
            slot.Clear();
        _isHeaderRead = false;
        Plan.Root.HeldStart = 0;
        Plan.Root.Index = 0;
    }

    public void EndDocument()
    {
        _held.Fill(0, Plan.Root, Slots);
        Flush(isFinal: true);
        _intake.HeaderAsOf = null;
    }

    /// <summary>A list, an object or an element begins.</summary>
    public void Enter(PathNode node, bool isList)
    {
        // That the place of the records is there, if empty, tells a file with nothing to say from a wrong file.
        _metList |= isList && (_isXml ? node.HoldsRecords : node.Each is { Records.Count: > 0 });
        if (!node.IsLeaf)
            node.BeginChildren();
        if (!node.BeginsAnew)
            return;
        node.HeldStart = _held.Count;
        foreach (int slot in node.Below)
        {
            if (slot != node.KeySlot)
                Slots[slot].Clear();
        }
    }

    /// <summary>It ends; <paramref name="hasContent"/> when something stood in it.</summary>
    public void Leave(PathNode node, bool hasContent)
    {
        if (hasContent && node.Slot >= 0 && Slots[node.Slot].Kind == SlotKind.Absent)
            Slots[node.Slot].Mark(SlotKind.Content);
        if (node.IsScope && _held.Count > node.HeldStart)
            _held.Fill(node.HeldStart, node, Slots);
        for (int i = 0; i < node.Records.Count; i++)
            Complete(node.Records[i]);
        if (node.IsScope && node.HeldStart == 0 && _held.Count > 0 && node != Plan.Root && !AnyWaits(node))
            Flush(isFinal: false);
    }

    public FeedReading Finish()
    {
        if (Failure is null && !_metRecords)
            Fail(_metList ? RejectionReason.Empty : RejectionReason.FormatMismatch);
        return Failure is { } failure ? FeedReading.Refused(failure) : _intake.Finish();
    }

    private void Complete(RecordPlan record)
    {
        record.Place ??= new PathPlace(Slots, _isXml, record.Node);
        SourcePosition source = record.Place.At(Line);
        if (record.HasParts && _lines.TakeParts(record, Slots, _replayed, _held, source))
            return;
        if (record.Around is not null || _held.Count > 0 || Waits(record, Slots, null))
        {
            _held.Add(record, Slots, source);
            if (!_held.Fits)
                Fail(RejectionReason.TooLarge, source);
        }
        else
        {
            Take(record, Slots, source, isFinal: false);
        }
    }

    private void Take(RecordPlan record, Slot[] slots, in SourcePosition source, bool isFinal)
    {
        ReadHeader(isFinal);
        _metRecords |= _lines.Take(record, slots, source);
        if (_intake.Count > PathLimits.LinesMax)
            Fail(RejectionReason.TooManyLines, source);
    }

    /// <summary>True when a fact that the record uses may still come; <paramref name="ended"/> is the innermost level
    /// that just ended, null while all are open.</summary>
    private bool Waits(RecordPlan record, Slot[] slots, PathNode? ended)
    {
        if (record.Outer.Count > 0)
        {
            foreach (int[][]? field in record.Fields)
            {
                if (field is not null && Waits(field, record, slots, ended))
                    return true;
            }

            foreach (QuantityPlan quantity in record.Quantities)
            {
                if (Waits(quantity.Choices, record, slots, ended))
                    return true;
            }

            foreach (CasePlan one in record.Cases)
            {
                if (MayCome(one.Slot, record, slots, ended))
                    return true;
            }
        }

        return Plan.Header.Length > 0 && !_isHeaderRead && !_lines.HasAsOf(record, slots) && HeaderWaits();
    }

    private static bool Waits(int[][] choices, RecordPlan record, Slot[] slots, PathNode? ended)
    {
        foreach (int[] choice in choices)
        {
            if (RecordLines.HasAll(choice, slots))
                return false;
            foreach (int slot in choice)
            {
                if (MayCome(slot, record, slots, ended))
                    return true;
            }
        }

        return false;
    }

    private static bool MayCome(int slot, RecordPlan record, Slot[] slots, PathNode? ended) =>
        slots[slot].Kind == SlotKind.Absent && record.Outer.TryGetValue(slot, out PathNode? scope)
        && (ended is null || scope.Depth < ended.Depth);

    private bool HeaderWaits()
    {
        foreach (int[] choice in Plan.Header)
        {
            if (RecordLines.HasAll(choice, Slots))
                return false;
            foreach (int slot in choice)
            {
                if (Slots[slot].Kind == SlotKind.Absent)
                    return true;
            }
        }

        return false;
    }

    private bool AnyWaits(PathNode ended)
    {
        for (int record = 0; record < _held.Count; record++)
        {
            _held.CopyTo(record, _replayed);
            if (Waits(_held.PlanOf(record), _replayed, ended))
                return true;
        }

        return false;
    }

    private void Flush(bool isFinal)
    {
        for (int record = 0; record < _held.Count && Failure is null; record++)
        {
            _held.CopyTo(record, _replayed);
            Take(_held.PlanOf(record), _replayed, _held.SourceOf(record), isFinal);
        }

        _held.Clear();
    }

    /// <summary>Takes the as-of of the head once per document, as soon as a record needs it.</summary>
    private void ReadHeader(bool isFinal)
    {
        if (_isHeaderRead || Plan.Header.Length == 0 || (!isFinal && HeaderWaits()))
            return;
        _isHeaderRead = true;
        string? text = RecordLines.Join(Plan.Header, Slots);
        if (text is null)
            return;
        if (_lines.TryTime(text, out DateTimeOffset time))
            _intake.HeaderAsOf = time;
        else
            Fail(RejectionReason.AsOfInvalid, new SourcePosition(Line: Line), text, "asOf");
    }
}
