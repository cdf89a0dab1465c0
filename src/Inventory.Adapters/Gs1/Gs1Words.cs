namespace Inventory.Adapters.Gs1;

/// <summary>The elements of GS1 inventory messages that say something, by name.</summary>
internal static class Gs1Words
{
    /// <summary>The word of an element's name.</summary>
    public static Gs1Word Of(string name) => name switch
    {
        "logisticsInventoryReport" or "inventoryReport" => Gs1Word.Report,
        "StandardBusinessDocumentHeader" => Gs1Word.Envelope,
        "tradeItemInventoryEvent" or "inventoryActivityLineItem" or "logisticUnitInventoryEvent" => Gs1Word.Movement,
        "logisticUnitInventoryStatus" => Gs1Word.LogisticUnit,
        "tradeItemQuantity" or "quantityOfUnits" => Gs1Word.Quantity,
        "value" => Gs1Word.Value,
        "measurementUnitCodeValue" => Gs1Word.UnitValue,
        "tradeItemInventoryStatus" or "inventoryStatusLineItem" => Gs1Word.Status,
        "inventoryStatusQuantitySpecification" => Gs1Word.StatusQuantity,
        "inventoryDispositionCode" or "inventoryStatusType" => Gs1Word.Disposition,
        "additionalTradeItemIdentification" => Gs1Word.OtherItemId,
        "gtin" => Gs1Word.Gtin,
        "transactionalTradeItem" or "tradeItemIdentification" or "tradeItem" => Gs1Word.Item,
        "additionalPartyIdentification" => Gs1Word.OtherPlaceId,
        "gln" => Gs1Word.Gln,
        "organisationDetails" => Gs1Word.Organisation,
        "organisationName" => Gs1Word.OrganisationName,
        "inventoryLocation" or "shipTo" => Gs1Word.Place,
        "inventoryStatusOwner" or "inventoryOwner" or "tradeItemOwner" => Gs1Word.Owner,
        "transactionalItemData" => Gs1Word.Batch,
        "batchNumber" or "lotNumber" => Gs1Word.Lot,
        "itemExpirationDate" => Gs1Word.Expiration,
        "bestBeforeDate" or "sellByDate" => Gs1Word.BestBefore,
        "beginDate" or "date" => Gs1Word.BeginDate,
        "beginTime" or "time" => Gs1Word.BeginTime,
        "endDate" => Gs1Word.EndDate,
        "endTime" => Gs1Word.EndTime,
        "inventoryDateTime" => Gs1Word.DateTime,
        "creationDateTime" => Gs1Word.Creation,
        "reportingPeriod" => Gs1Word.Period,
        "documentActionCode" => Gs1Word.Action,
        _ => Gs1Word.Other,
    };
}
