using Inventory.Adapters.Edi;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;

namespace Inventory.Adapters.X12;

/// <summary>The segments of an inventory advice.</summary>
internal sealed partial class AdviceReading
{
    // Element 98 of SCH03 and the places behind it.
    private const int PlaceRankOfParts = 0;
    private const int StorePairsMax = 10;

    // "DTM*", with whatever separator.
    private const int DtmBytes = 4;

    // Sums of whole numbers below this stay whole and exact.
    private const long WholeHashMax = 1_000_000_000_000_000_000;

    private static readonly QualifierOrder Gtins = new(AdviceCodes.Gtins);
    private static readonly QualifierOrder HeadTimes = new(AdviceCodes.HeadTimes);
    private static readonly QualifierOrder LineTimes = new(AdviceCodes.LineTimes);

    private readonly QualifierOrder _parties;
    private readonly QualifierOrder _references;
    private readonly QualifierOrder _codes;

    private void BeginAdvice()
    {
        Header.Begin(Intake, _groupTime);
        (_hash, _wholeHash, _isHashWhole) = (0, 0, true);
    }

    private void TakeAdvice(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        if (tag.SequenceEqual("LIN"u8))
            BeginItem(segment);
        else if (tag.SequenceEqual("CTT"u8))
            TakeTotals(segment);
        else if (Item.IsOpen)
            TakeItem(segment, tag);
        else
            TakeHead(segment, tag);
    }

    private void TakeHead(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        switch (tag)
        {
            case [(byte)'B', (byte)'I', (byte)'A']:
                TakeKind(segment);
                break;
            case [(byte)'D', (byte)'T', (byte)'M']:
                int rank = HeadTimes.RankOf(segment.Element(1));
                if (rank != QualifierOrder.None)
                    Header.OfferTime(Intake, rank, TimeOf(segment), EdiText.Of(segment.Element(2), segment, Charset));
                break;
            case [(byte)'R', (byte)'E', (byte)'F']:
                OfferHead(segment, _references.RankOf(segment.Element(1)), segment.Element(2), segment.Element(3));
                break;
            case [(byte)'N', (byte)'1']:
                OfferHead(segment, _parties.RankOf(segment.Element(1)), segment.Element(4), segment.Element(2));
                if (segment.Element(1) is [(byte)'O', (byte)'W'])
                    Header.Owner = EdiText.Of(segment.Element(4), segment, Charset);
                break;
        }
    }

    private void TakeKind(in EdiSegment segment)
    {
        ReadOnlySpan<byte> purpose = segment.Element(1);
        // A cancellation states nothing; a change lists only what changed.
        if (purpose.SequenceEqual("01"u8))
        {
            SkipMessage("846 BIA01=01", segment.Number);
            IsStock = false;
        }

        string kind = EdiText.Of(segment.Element(2), segment, Charset);
        Intake.IsDelta |= purpose.SequenceEqual("04"u8) || Mapping.DeltaReports.Contains(kind);
        string date = EdiText.Of(segment.Element(4), segment, Charset);
        // Home-made forms leave the number out, and the date takes its place; it is none then, and the group's date
        // stands.
        string? made = EdiTime.X12(date, EdiText.Of(segment.Element(5), segment, Charset),
            default) ?? EdiTime.X12(date, default, default);
        if (made is not null && Intake.TryTime(made, out DateTimeOffset read))
            Intake.HeaderAsOf = read;
    }

    /// <summary>The time of a DTM: date, time and time code, or a date or period in a stated form (of a period its
    /// end).</summary>
    private string? TimeOf(in EdiSegment segment)
    {
        string date = EdiText.Of(segment.Element(2), segment, Charset);
        if (date.Length > 0)
        {
            return EdiTime.X12(
                date, EdiText.Of(segment.Element(3), segment, Charset), EdiText.Of(segment.Element(4), segment,
                    Charset));
        }

        for (int i = 5; i <= 6; i++)
        {
            string form = EdiText.Of(segment.Element(i), segment, Charset);
            string value = EdiText.Of(segment.Element(i + 1), segment, Charset);
            if (form == "RD8" && value.IndexOf('-', StringComparison.Ordinal) is var at and > 0)
                return EdiTime.X12(value.AsSpan(at + 1), default, default);
            if (form is "D8" or "D6")
                return EdiTime.X12(value, default, default);
            if (form is "DT" && value.Length == 12)
                return EdiTime.X12(value.AsSpan(0, 8), value.AsSpan(8), default);
        }

        return null;
    }

    private void BeginItem(in EdiSegment segment)
    {
        BeginItem(segment.Number);
        int count = Math.Min(segment.Count, 31);
        for (int i = 2; i < count; i += 2)
            OfferCode(segment, segment.Element(i), segment.Element(i + 1));
    }

    private void OfferCode(in EdiSegment segment, ReadOnlySpan<byte> qualifier, ReadOnlySpan<byte> code)
    {
        qualifier = qualifier.Trim((byte)' ');
        if (qualifier.IsEmpty || code.IsEmpty)
            return;
        if (Gtins.RankOf(qualifier) != QualifierOrder.None)
        {
            Kept kept = KeepGtin(segment, qualifier, code);
            Item.OfferGtin(kept);
        }
        else if (qualifier is [(byte)'L', (byte)'T'] or [(byte)'B', (byte)'8'])
        {
            Item.SetLot(Item.Keep(code, segment, Charset));
        }
        else if (_codes.RankOf(qualifier) is var rank and not QualifierOrder.None)
        {
            Item.OfferCode(Item.Keep(code, segment, Charset), rank);
        }
    }

    /// <summary>UI is defined as a UPC without its check digit: that follows from the others.</summary>
    private Kept KeepGtin(in EdiSegment segment, ReadOnlySpan<byte> qualifier, ReadOnlySpan<byte> code)
    {
        Kept kept = Item.Keep(code, segment, Charset);
        if (qualifier is not [(byte)'U', (byte)'I'] || kept.Length != 11 || !CheckDigit.IsAllDigits(Item.Of(kept)))
            return kept;
        Span<char> whole = stackalloc char[12];
        Item.Of(kept).CopyTo(whole);
        whole[11] = (char)('0' + CheckDigit.Compute(whole[..11]));
        return Item.Add(whole);
    }

    private void TakeItem(in EdiSegment segment, ReadOnlySpan<byte> tag)
    {
        switch (tag)
        {
            case [(byte)'Q', (byte)'T', (byte)'Y']:
                AddQuantity(segment, segment.Element(1), segment.Element(2), segment.Component(3, 0));
                Sum(segment.Element(2));
                break;
            case [(byte)'U', (byte)'I', (byte)'T']:
                Item.SetUnit(Item.Keep(segment.Component(1, 0), segment, Charset));
                break;
            case [(byte)'S', (byte)'C', (byte)'H']:
                TakeSchedule(segment);
                break;
            case [(byte)'S', (byte)'D', (byte)'Q']:
                TakeStores(segment);
                break;
            case [(byte)'N', (byte)'1']:
                SetPlace(segment, _parties.RankOf(segment.Element(1)), segment.Element(4), segment.Element(2));
                if (segment.Element(1) is [(byte)'O', (byte)'W'])
                    Item.SetOwner(Item.Keep(segment.Element(4), segment, Charset));
                break;
            case [(byte)'R', (byte)'E', (byte)'F']:
                if (segment.Element(1) is [(byte)'L', (byte)'T'] or [(byte)'B', (byte)'T'])
                    Item.SetLot(Item.Keep(segment.Element(2), segment, Charset));
                else
                    SetPlace(segment, _references.RankOf(segment.Element(1)), segment.Element(2), segment.Element(3));
                break;
            case [(byte)'D', (byte)'T', (byte)'M']:
                TakeItemTime(segment);
                break;
            default:
                BlameUnlessTag(segment, tag);
                break;
        }
    }

    private void TakeItemTime(in EdiSegment segment)
    {
        ReadOnlySpan<byte> qualifier = segment.Element(1);
        bool isExpiry = qualifier.SequenceEqual("036"u8);
        if (!isExpiry && LineTimes.RankOf(qualifier) == QualifierOrder.None)
            return;
        string? read = ItemTimeOf(segment, segment.Body[(DtmBytes + qualifier.Length)..]);
        Kept stated = Item.Keep(segment.Element(2), segment, Charset);
        if (isExpiry)
            Item.SetExpiry(read is { Length: >= 8 } ? Item.Add(DayOf(read)) : stated);
        else if (read is null)
            Item.Blame(RejectionReason.AsOfInvalid, Words.TimeField, segment.Number, stated);
        else
            Item.SetAsOf(Item.Add(read));
    }

    private string? ItemTimeOf(in EdiSegment segment, ReadOnlySpan<byte> stated)
    {
        if (!ItemTime.IsAgain(stated))
            ItemTime.Keep(stated, string.Empty, TimeOf(segment));
        return ItemTime.Read;
    }

    private static ReadOnlySpan<char> DayOf(string time) =>
        time.AsSpan(0, time.Contains('-', StringComparison.Ordinal) ? 10 : 8);

    /// <summary>
    /// A schedule: quantity, unit, kind and name of a place, date. At the report's date or before it is the stock
    /// of that
    /// place; a later one is a supply to come, and one without a place splits nothing.
    /// </summary>
    private void TakeSchedule(in EdiSegment segment)
    {
        if (Mapping.Schedules == FeedProfile.Ignore || segment.Element(3).IsEmpty || segment.Element(4).IsEmpty)
            return;
        string date = EdiText.Of(segment.Element(6), segment, Charset);
        string? time = EdiTime.X12(date, EdiText.Of(segment.Element(7), segment, Charset), default);
        if (date.Length > 0 && (time is null || !Intake.TryTime(time, out DateTimeOffset day)
            || day > Intake.HeaderAsOf))
            return;
        int whole = Item.LastWhole();
        if (whole < 0)
        {
            WarnOfParts(segment, "SCH");
            return;
        }

        var place = new Place(default, Item.Keep(segment.Element(4), segment, Charset), PlaceRankOfParts);
        AddEntry(segment, Item.Entries[whole].Rule, segment.Element(1), segment.Component(2, 0), whole + 1, place);
    }

    /// <summary>Quantities by store: unit, kind of the codes, then pairs of store and quantity.</summary>
    private void TakeStores(in EdiSegment segment)
    {
        if (Mapping.StoreQuantities == FeedProfile.Ignore)
            return;
        int whole = Item.LastWhole();
        if (Mapping.StoreQuantities != EdiMapping.Parts || whole < 0)
        {
            WarnOfParts(segment, "SDQ");
            return;
        }

        int pairs = Math.Min((segment.Count - 2) / 2, StorePairsMax);
        for (int i = 0; i < pairs; i++)
        {
            var place = new Place(Item.Keep(segment.Element(3 + (i * 2)), segment, Charset), default, PlaceRankOfParts);
            if (!place.Code.IsEmpty)
                AddEntry(segment, Item.Entries[whole].Rule, segment.Element(4 + (i * 2)), segment.Component(1, 0),
                    whole + 1, place);
        }
    }

    private void WarnOfParts(in EdiSegment segment, string tag)
    {
        Item.HasUnknownParts = true;
        Intake.Findings.Warn("unknownQualifier", new SourcePosition(Segment: segment.Number), tag);
    }

    private void Sum(ReadOnlySpan<byte> number)
    {
        bool isWhole = EdiNumber.TryReadWhole(number, out long whole) && whole < WholeHashMax;
        if (_isHashWhole && isWhole && _wholeHash < WholeHashMax)
        {
            _wholeHash += whole;
            return;
        }

        (_hash, _wholeHash, _isHashWhole) = (_hash + _wholeHash, 0, false);
        // Far beyond any stock: a hash that large is not checked, but must not break the reading.
        if (EdiNumber.TryRead(number, 0, out decimal value) && Math.Abs(_hash) < 1_000_000_000_000_000_000_000_000m)
            _hash += value;
    }

    private void TakeTotals(in EdiSegment segment)
    {
        EndItem();
        Check(IsCount(segment.Element(1), Items), "CTT01", segment.Element(1), segment);
        ReadOnlySpan<byte> hash = segment.Element(2);
        bool isHash = hash.IsEmpty || (EdiNumber.TryRead(hash, 0, out decimal stated) && stated == _hash + _wholeHash);
        Check(isHash, "CTT02", hash, segment);
    }
}
