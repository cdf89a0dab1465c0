using Inventory.Adapters.Mapping;
using Inventory.Adapters.Numbers;
using Inventory.Adapters.Xml;
using Inventory.Model.Identifiers;
using Inventory.Model.Registry;
using Inventory.Model.Rejections;
using Inventory.Model.Snapshots;

namespace Inventory.Adapters.Gs1;

/// <summary>
/// Makes lines of the elements that hold quantities. Batches never split a line: its own quantity counts, and whether
/// they add up to it is only told. A line that has no quantity but batches with theirs is one line per batch.
/// </summary>
internal sealed class Gs1Lines(LineIntake intake, Gs1Scope[] scopes, Gs1Dispositions dispositions)
{
    /// <summary>Takes the element that ends, when it is a line.</summary>
    public void Take(XmlSource source, Gs1Word word)
    {
        if (word is Gs1Word.Batch or Gs1Word.Quantity)
            return;
        Gs1Scope scope = scopes[source.Depth];
        bool isStatus = word is Gs1Word.Status or Gs1Word.StatusQuantity;
        if (!scope.HasQuantity && (!isStatus || scope.HasLine))
        {
            if (scope.HasLine)
                scopes[source.Depth - 1].Touched().HasLine = true;
            return;
        }

        scopes[source.Depth - 1].Touched().HasLine = true;
        SourcePosition at = source.PositionAt(source.Depth);
        string? status = null;
        if (Disposition(source.Depth) is { } code)
        {
            status = dispositions.Find(code);
            if (status is null)
                intake.Findings.Warn("unknownQualifier", at, code);
            if (status is null or FeedProfile.Ignore)
                return;
        }

        if (scope.HasQuantity || scope.Batches.Count == 0)
        {
            WarnParts(scope, at);
            Add(source.Depth, at, status, Whole(scope));
            return;
        }

        foreach (Gs1Batch batch in scope.Batches)
            Add(source.Depth, at, status, batch);
    }

    /// <summary>The line itself; it has lot and expiry when there is one batch, and that is all of it.</summary>
    private static Gs1Batch Whole(Gs1Scope scope)
    {
        bool isOne = scope.Batches.Count == 1
            && (scope.Batches[0].Quantity is null || scope.Batches[0].Quantity == scope.Quantity);
        return isOne
            ? scope.Batches[0] with { Quantity = scope.Quantity, Unit = scope.Unit }
            : new Gs1Batch(scope.Quantity, scope.Unit, scope.Lot, scope.Expiration ?? scope.BestBefore);
    }

    private void WarnParts(Gs1Scope scope, in SourcePosition at)
    {
        if (scope.Batches.Count == 0 || JapaneseNumber.Read(scope.Quantity, out decimal whole) != NumberReading.Number)
            return;
        decimal sum = 0;
        foreach (Gs1Batch batch in scope.Batches)
        {
            if (batch.Quantity is null || (batch.Unit is not null && batch.Unit != scope.Unit)
                || JapaneseNumber.Read(batch.Quantity, out decimal part) != NumberReading.Number
                || decimal.Abs(part) > long.MaxValue)
                return;
            sum += part;
        }

        if (sum != whole)
            intake.Findings.Warn("partsMismatch", at, scope.Quantity);
    }

    private void Add(int depth, in SourcePosition at, string? status, in Gs1Batch batch)
    {
        // What the innermost open element says of a fact holds for all below it.
        Gs1Ids? place = null;
        Gs1Ids? item = null;
        string? owner = null;
        string? time = null;
        for (int i = depth; i > 0; i--)
        {
            Gs1Scope scope = scopes[i];
            place ??= scope.Place.IsEmpty ? null : scope.Place;
            item ??= scope.Item.IsEmpty ? null : scope.Item;
            owner ??= scope.Owner;
            time ??= scope.Time;
        }

        string? gln = place?.Key;
        bool isGlnWrong = gln is not null && !(gln.Length == 13 && CheckDigit.IsValid(gln));
        // The intake itself tells of thirteen digits that are no GLN.
        if (isGlnWrong && (gln!.Length != 13 || !CheckDigit.IsAllDigits(gln)))
        {
            intake.Findings.Warn("checkDigit", at, gln);
            gln = place!.Other is null ? gln : null;
        }

        intake.Add(new StatedLine
        {
            Source = at,
            Location = gln,
            LocalLocation = place?.Other,
            LocationName = place?.Name,
            Gtin = item?.Key,
            LocalItem = item?.Other,
            Quantity = batch.Quantity,
            Unit = batch.Unit,
            // As a word, so that a constant of the profile holds only for lines that say nothing.
            StatusWord = status,
            Status = StockStatus.OnHand,
            Lot = batch.Lot,
            Expiry = batch.Expiry,
            Owner = owner,
            AsOf = time,
        });
    }

    private string? Disposition(int depth)
    {
        for (int i = depth; i > 0; i--)
        {
            if (scopes[i].Disposition is { } found)
                return found;
        }

        return null;
    }
}
