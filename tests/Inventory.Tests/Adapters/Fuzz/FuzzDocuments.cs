using Inventory.Tests.Adapters.Edi;

namespace Inventory.Tests.Adapters.Fuzz;

/// <summary>Made-up messages and documents, one of each shape that a ready feed reads.</summary>
internal static class FuzzDocuments
{
    public static readonly string[] Edifact =
    [
        "UNA:+.? '\r\nUNB+UNOC:3+S:14+R:14+200401:0900+7'UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'DTM+366:20200401:102'"
            + "NAD+WH+W1'LIN+1++4901234567894:EN'QTY+145:9:PCE'QTY+66:2:PCE'LOC+14+S?+1'LIN+2'PIA+5+A:SA'INV+1++1'QTY+145:1.5:KGM'"
            + "DTM+179:202004010900:203'GIN+BX+L'CPS+1'UNT+16+1'UNZ+1+7'",
        EdiFile.Report("LIN+1++A-1:SA'QTY+145:12'QTY+1:3'LIN+2++A-2:SA'QTY+145:-4'"),
    ];

    public static readonly string[] X12 =
    [
        "ISA*00*          *00*          *ZZ*S              *ZZ*R              *200401*0900*U*00401*000000005*0*P*>~"
            + "GS*IB*S*R*20200401*0900*5*X*004010~ST*846*1~BIA*00*SI*1*20200401~DTM*007*20200401*0900*GM~N1*WH*N*92*W1~LIN*1*UP*012345678905*VN*A~"
            + "QTY*33*9*EA~SCH*4*EA*WH*A*097*20200401~SDQ*EA*92*S*5~REF*LT*L~QTY*27*1~UIT*EA~CTT*1*10~SE*12*1~GE*1*5~IEA*1*000000005~",
        EdiFile.AdviceOf("LIN*1*VN*A~QTY*33*1.5*CA~LIN*2*UK*14901234567891~QTY*17*4~QTY*27*1~"),
    ];

    public static readonly string[] Gs1 =
    [
        "<?xml version=\"1.0\"?><logisticsInventoryReport xmlns=\"urn:x\"><creationDateTime>2020-04-01T09:00:00+09:00</creationDateTime>"
            + "<logisticsInventoryReportInventoryLocation><inventoryLocation><gln>4512345000011</gln></inventoryLocation>"
            + "<tradeItemInventoryStatus><gtin>04901234567894</gtin><tradeItemQuantity measurementUnitCode=\"EA\">12</tradeItemQuantity>"
            + "<transactionalItemData><batchNumber>L1</batchNumber><itemExpirationDate>2021-12-31</itemExpirationDate>"
            + "<tradeItemQuantity measurementUnitCode=\"EA\">5</tradeItemQuantity></transactionalItemData>"
            + "<inventoryDispositionCode>AVAILABLE_FOR_SALE</inventoryDispositionCode></tradeItemInventoryStatus>"
            + "</logisticsInventoryReportInventoryLocation></logisticsInventoryReport>",
    ];

    public static readonly string[] Json =
    [
        """{"payload":{"inventorySummaries":[{"asin":"B0","fnSku":"X0","sellerSku":"A-1","lastUpdatedTime":"2020-04-01T00:00:00Z","""
            + """ "inventoryDetails":{"fulfillableQuantity":5,"reservedQuantity":{"totalReservedQuantity":2},"inboundShippedQuantity":1}}]},"errors":[{"code":"E","message":"m"}]}""",
        """{"reportData":[{"asin":"B1","highlyAvailableInventory":7,"endTime":"2020-04-01T00:00:00Z"}]}""",
        """{"reportSpecification":{"dataEndTime":"2020-03-31"},"inventoryByAsin":[{"asin":"B1","endDate":"2020-03-31","sellableOnHandInventoryUnits":3,"unsellableOnHandInventoryUnits":0}]}""",
        """{"materialGlobalAssetIdAnonymized":"urn:uuid:1","positions":[{"lastUpdatedOnDateTime":"2020-04-01T00:00:00Z","allocatedStocks":[{"isBlocked":true,"""
            + """ "stockLocationBPNS":"BPNS0000000008ZZ","quantityOnAllocatedStock":{"value":2.5,"unit":"unit:piece"}}]}]}""",
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1","name":"薬局","mask_adult":10,"mask_child":0,"updated":"2020/03/03 10:00:00"},"geometry":{}}]}""",
        """{"responses":[{"status":{"statusCode":200},"body":{"skuId":"A-1","locationId":"L","sellableQuantity":1,"reservedQuantity":0}},"""
            + """{"status":{"statusCode":404},"body":{"actionableErrors":[{"errorType":"NOT_FOUND"}]}}]}""",
        """{"count":2,"stores":[{"code":"11","name":"약국","remain_stat":"plenty","created_at":"2020/03/20 10:00:00"},{"code":"12","remain_stat":null},{"code":"13","remain_stat":"break"}]}""",
        "\uFEFF"
            + """{"ResponseDate":"4/1/2020 09:00:00","ResponseBody":{"ItemList":[{"SellerPartNumber":"A","AvailableQuantity":9,"WarehouseAllocation":[{"WarehouseCode":"07","Quantity":4}]}]}}""",
        """{"inventory_levels":[{"inventory_item_id":1,"location_id":2,"available":null,"updated_at":"2020-04-01T00:00:00-04:00"},{"inventory_item_id":3,"location_id":2,"available":-6}]}""",
        """{"counts":[{"catalog_object_id":"W","state":"IN_STOCK","location_id":"L","quantity":"22","calculated_at":"2020-04-01T00:00:00.5Z"}],"errors":[]}""",
        """{"items":[{"sku":"A","place":"1","qty":1,"at":"2020-04-01"}]}""" + "\n" + """{"items":{"B":{"sku":"B","place":"2","qty":"1.2e3"}}}""",
    ];

    public static readonly string[] Xml =
    [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><AmazonEnvelope><Header/><Message><OperationType>Update</OperationType><Inventory><SKU>A-1</SKU>"
            + "<Quantity>8</Quantity><FulfillmentCenterID>F</FulfillmentCenterID></Inventory></Message><Message><Inventory><SKU>B</SKU></Inventory></Message></AmazonEnvelope>",
        "<NeweggAPIResponse><ResponseDate>4/1/2020</ResponseDate><ResponseBody><ItemList><InventoryResult><SellerPartNumber>A</SellerPartNumber>"
            + "<AvailableQuantity>3</AvailableQuantity><InventoryAllocation><Inventory><WarehouseLocation>USA</WarehouseLocation><AvailableQuantity>3</AvailableQuantity>"
            + "</Inventory></InventoryAllocation></InventoryResult></ItemList></ResponseBody></NeweggAPIResponse>",
        "<m:inventoryMessage xmlns:m=\"urn:m\"><reportDate>2020-04-01</reportDate><center><gln>4512345000011</gln><code>C1</code></center><lineItem><itemInfo>"
            + "<gtin>04901234567894</gtin><lotNumber>L</lotNumber><expirationDate>2021-01-01</expirationDate></itemInfo><quantity><stock><quantity>24</quantity></stock>"
            + "</quantity></lineItem><lineItem><itemInfo><code>A-1</code></itemInfo>"
            + "<quantity><packageIndicator>CS</packageIndicator><numOfOrderUnits>2</numOfOrderUnits></quantity></lineItem></m:inventoryMessage>",
        "<i:InventoryReport xmlns:i=\"urn:i\" xmlns:c=\"urn:c\"><c:IssueDate>2020-04-01</c:IssueDate><c:IssueTime>09:00:00</c:IssueTime><i:InventoryReportLine>"
            + "<c:Quantity unitCode=\"EA\">5</c:Quantity><c:InventoryLocation><c:ID>W1</c:ID></c:InventoryLocation><c:Item><c:SellersItemIdentification><c:ID>A</c:ID>"
            + "</c:SellersItemIdentification></c:Item></i:InventoryReportLine><!-- c --><![CDATA[x]]>&amp;&#x3042;</i:InventoryReport>",
        "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z SYSTEM \"file:///etc/passwd\">]><stock><item sku=\"A&x;\"><qty>1&z;</qty><place>1</place></item></stock>",
    ];
}
