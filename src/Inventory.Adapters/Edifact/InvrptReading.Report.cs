using Inventory.Adapters.Edi;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Edifact;

/// <summary>The segments of an inventory report.</summary>
internal sealed partial class InvrptReading
{
    // "DTM+", with whatever separator.
    private const int DtmBytes = 4;

    private static readonly QualifierOrder Gtins = new(InvrptCodes.Gtins);
    private static readonly QualifierOrder HeadTimes = new(InvrptCodes.HeadTimes);
    private static readonly QualifierOrder LineTimes = new(InvrptCodes.LineTimes);

    private readonly QualifierOrder _locations;
    private readonly QualifierOrder _parties;
    private readonly QualifierOrder _references;
    private readonly QualifierOrder _codes;
    private readonly Dictionary<string, StockStatus?> _types = [];
    private readonly bool _isCharsetFixed;
    private bool _isBehindReference;

    private void BeginReport()
    {
        Header.Begin(Intake, _interchangeTime);
        _isBehindReference = false;
    }

    private void TakeReport(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        if (tag.SequenceEqual("LIN"u8))
            BeginItem(segment);
        else if (tag.SequenceEqual("CNT"u8))
            TakeCount(segment);
        else if (tag.SequenceEqual("UNS"u8))
            EndItem();
        else if (Item.IsOpen)
            TakeItem(segment, tag);
        else
            TakeHead(segment, tag);
    }

    private void TakeHead(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        switch (tag)
        {
            case [(byte)'B', (byte)'G', (byte)'M']:
                TakeKind(segment);
                break;
            case [(byte)'D', (byte)'T', (byte)'M']:
                TakeHeadTime(segment);
                break;
            case [(byte)'R', (byte)'F', (byte)'F']:
                _isBehindReference = true;
                OfferHead(segment, _references.RankOf(segment.Component(1, 0)), segment.Component(1, 1), default);
                break;
            case [(byte)'N', (byte)'A', (byte)'D']:
                ReadOnlySpan<byte> party = segment.Element(1);
                OfferHead(segment, _parties.RankOf(party), segment.Component(2, 0), PartyName(segment));
                if (IsOwner(party))
                    Header.Owner = EdiText.Of(segment.Component(2, 0), segment, Charset);
                break;
            case [(byte)'L', (byte)'O', (byte)'C']:
                OfferHead(segment, _locations.RankOf(segment.Element(1)), segment.Component(2, 0),
                    segment.Component(2, 3));
                break;
        }
    }

    private void TakeKind(in EdiSegment segment)
    {
        string kind = EdiText.Of(segment.Component(1, 0), segment, Charset);
        ReadOnlySpan<byte> function = segment.Element(3);
        // A cancellation states nothing; a change lists only what changed.
        if (function.SequenceEqual("1"u8))
        {
            SkipMessage("INVRPT 1225=1", segment.Number);
            IsStock = false;
        }

        Intake.IsDelta |= function.SequenceEqual("4"u8) || Mapping.DeltaReports.Contains(kind);
        if (kind == "78")
            NoteMovements(kind, segment.Number);
    }

    private void TakeHeadTime(in EdiSegment segment)
    {
        ReadOnlySpan<byte> qualifier = segment.Component(1, 0);
        int rank = HeadTimes.RankOf(qualifier);
        // A message date behind a reference is the reference's.
        if (rank == QualifierOrder.None || (_isBehindReference && qualifier.SequenceEqual("137"u8)))
            return;
        string value = EdiText.Of(segment.Component(1, 1), segment, Charset);
        if (value.Length > 0)
            Header.OfferTime(Intake, rank, EdiTime.Edifact(value, EdiText.Of(segment.Component(1, 2), segment,
                Charset)), value);
    }

    private void BeginItem(in EdiSegment segment)
    {
        BeginItem(segment.Number);
        OfferCode(segment, 3);
    }

    private void TakeItem(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        switch (tag)
        {
            case [(byte)'Q', (byte)'T', (byte)'Y']:
                AddQuantity(segment, segment.Component(1, 0), segment.Component(1, 1), segment.Component(1, 2));
                break;
            case [(byte)'P', (byte)'I', (byte)'A']:
                TakeAdditional(segment);
                break;
            case [(byte)'L', (byte)'O', (byte)'C']:
                SetPlace(segment, _locations.RankOf(segment.Element(1)), segment.Component(2, 0),
                    segment.Component(2, 3));
                break;
            case [(byte)'N', (byte)'A', (byte)'D']:
                SetPlace(segment, _parties.RankOf(segment.Element(1)), segment.Component(2, 0), PartyName(segment));
                if (IsOwner(segment.Element(1)))
                    Item.SetOwner(Item.Keep(segment.Component(2, 0), segment, Charset));
                break;
            case [(byte)'R', (byte)'F', (byte)'F']:
                if (segment.Component(1, 0) is [(byte)'B', (byte)'T'])
                    Item.SetLot(Item.Keep(segment.Component(1, 1), segment, Charset));
                else
                    SetPlace(segment, _references.RankOf(segment.Component(1, 0)), segment.Component(1, 1), default);
                break;
            case [(byte)'D', (byte)'T', (byte)'M']:
                TakeItemTime(segment);
                break;
            case [(byte)'I', (byte)'N', (byte)'V']:
                SetType(segment, segment.Component(2, 0), !segment.Element(1).IsEmpty);
                break;
            case [(byte)'S', (byte)'T', (byte)'S']:
                if (segment.Component(1, 0) is [(byte)'7'])
                    SetType(segment, segment.Component(2, 0), isBalance: false);
                break;
            case [(byte)'G', (byte)'I', (byte)'N']:
                TakeNumbers(segment);
                break;
            case [(byte)'C', (byte)'P', (byte)'S']:
            case [(byte)'P', (byte)'A', (byte)'C']:
                Item.Split();
                break;
            default:
                BlameUnlessTag(segment, tag);
                break;
        }
    }

    /// <summary>Product identification (5) and additional identification (1); substitutes are other goods.</summary>
    private void TakeAdditional(in EdiSegment segment)
    {
        if (segment.Element(1) is not ([(byte)'5'] or [(byte)'1']))
            return;
        int count = Math.Min(segment.Count, 6);
        for (int i = 2; i <= count; i++)
            OfferCode(segment, i);
    }

    /// <summary>Offers an item number (C212: code, qualifier).</summary>
    private void OfferCode(in EdiSegment segment, int element)
    {
        ReadOnlySpan<byte> code = segment.Component(element, 0);
        if (code.IsEmpty)
            return;
        ReadOnlySpan<byte> qualifier = segment.Component(element, 1);
        Kept kept = Item.Keep(code, segment, Charset);
        if (Gtins.RankOf(qualifier) != QualifierOrder.None)
            Item.OfferGtin(kept);
        else if (qualifier is [(byte)'N', (byte)'B'])
            Item.SetLot(kept);
        else
            Item.OfferCode(kept, _codes.RankOf(qualifier.IsEmpty ? "\0"u8 : qualifier));
    }

    private void TakeItemTime(in EdiSegment segment)
    {
        ReadOnlySpan<byte> qualifier = segment.Component(1, 0);
        bool isExpiry = qualifier is [(byte)'3', (byte)'6'] || qualifier.SequenceEqual("361"u8);
        if (!isExpiry && LineTimes.RankOf(qualifier) == QualifierOrder.None)
            return;
        ReadItemTime(segment, segment.Body[(DtmBytes + qualifier.Length)..]);
        (string value, string? read) = (ItemTime.Stated, ItemTime.Read);
        if (value.Length == 0)
            return;
        if (isExpiry)
            Item.SetExpiry(Item.Add(read is { Length: >= 8 } ? read.AsSpan(0, 8) : value));
        else if (read is null)
            Item.Blame(RejectionReason.AsOfInvalid, Words.TimeField, segment.Number, Item.Add(value));
        else
            Item.SetAsOf(Item.Add(read));
    }

    private void ReadItemTime(in EdiSegment segment, ReadOnlySpan<byte> stated)
    {
        if (!segment.IsEscaped && ItemTime.IsAgain(stated))
            return;
        string value = EdiText.Of(segment.Component(1, 1), segment, Charset);
        string? read = EdiTime.Edifact(value, EdiText.Of(segment.Component(1, 2), segment, Charset));
        ItemTime.Keep(stated, value, read);
        if (segment.IsEscaped)
            ItemTime.Forget();
    }

    private void SetType(in EdiSegment segment, ReadOnlySpan<byte> type, bool isBalance)
    {
        Span<char> buffer = stackalloc char[EdiLimits.TextMax];
        ReadOnlySpan<char> code = EdiText.Of(type, segment, Charset, buffer);
        bool isKnown = _types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out StockStatus? status);
        // Accepted goods are what every quantity code means that says nothing else.
        if (status == StockStatus.OnHand)
            status = null;
        else if (isKnown && status is null)
        {
            Item.SetType(null, isLeftOut: true, isBalance);
            return;
        }

        if (isKnown || isBalance)
            Item.SetType(status, isLeftOut: false, isBalance);
    }

    /// <summary>Batch numbers (BX) and container codes (BJ): the quantity before them counts only those.</summary>
    private void TakeNumbers(in EdiSegment segment)
    {
        ReadOnlySpan<byte> kind = segment.Element(1);
        if (kind is [(byte)'B', (byte)'X'])
            Item.SetLot(Item.Keep(segment.Component(2, 0), segment, Charset));
        else if (kind is [(byte)'B', (byte)'J'] or [(byte)'A', (byte)'W'])
            Item.Split();
    }

    private void TakeCount(in EdiSegment segment)
    {
        EndItem();
        // Control 2 is the number of items; others are sums that senders agree on.
        if (segment.Component(1, 0) is [(byte)'2'])
            Check(IsCount(segment.Component(1, 1), Items), "CNT 6066", segment.Component(1, 1), segment);
    }

    /// <summary>The first line of a party's name: structured, or of the free-form address.</summary>
    private static ReadOnlySpan<byte> PartyName(in EdiSegment segment) =>
        segment.Component(4, 0) is { IsEmpty: false } name ? name : segment.Component(3, 0);

    private static bool IsOwner(ReadOnlySpan<byte> party) =>
        party is [(byte)'O', (byte)'W'] or [(byte)'G', (byte)'O'];
}
