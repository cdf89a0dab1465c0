namespace Inventory.Adapters.Epcis;

/// <summary>The names in events that say something.</summary>
internal static class EventWords
{
    /// <summary>The word of a name without its prefix.</summary>
    public static EventWord Of(string name) => name switch
    {
        "eventList" => EventWord.EventList,
        "epcList" or "childEPCs" or "inputEPCList" => EventWord.Objects,
        "outputEPCList" => EventWord.Outputs,
        "quantityList" or "childQuantityList" or "inputQuantityList" => EventWord.Quantities,
        "outputQuantityList" => EventWord.OutputQuantities,
        "quantityElement" => EventWord.QuantityElement,
        "ilmd" => EventWord.Ilmd,
        "errorDeclaration" => EventWord.Error,
        "bizLocation" => EventWord.BizLocation,
        "readPoint" => EventWord.ReadPoint,
        "extension" or "baseExtension" => EventWord.Extension,
        "epc" => EventWord.Epc,
        "id" => EventWord.Id,
        "lotNumber" or "batchNumber" => EventWord.Lot,
        "itemExpirationDate" => EventWord.Expiration,
        "bestBeforeDate" or "sellByDate" => EventWord.BestBefore,
        "epcClass" => EventWord.EpcClass,
        "quantity" => EventWord.Quantity,
        "uom" => EventWord.Unit,
        "type" or "isA" or "@type" => EventWord.Type,
        "eventTime" => EventWord.Time,
        "eventTimeZoneOffset" => EventWord.Zone,
        "eventID" => EventWord.EventId,
        "action" => EventWord.Action,
        "bizStep" => EventWord.BizStep,
        "disposition" => EventWord.Disposition,
        "parentID" => EventWord.ParentId,
        _ => EventWord.Other,
    };
}
