namespace Inventory.Tests.Adapters.Suggesting;

/// <summary>Tables of the kinds of firms that report stock, all made up.</summary>
internal static class MadeUpTables
{
    private static readonly string[] Twists =
        ["plain", "titled", "reversed", "holes", "signs", "dated", "tabs", "total", "wide", "bars"];

    public static IEnumerable<MadeUpFile> All()
    {
        int turn = 0;
        foreach (MadeUpTable table in Tables())
        {
            yield return table.Make("plain");
            if (!table.HasHeader || table.IsDoubtful)
                continue;
            for (int i = 0; i < 3; i++)
                yield return table.Make(Twists[1 + (turn++ % (Twists.Length - 1))]);
        }
    }

    private static IEnumerable<MadeUpTable> Tables() => [.. Japanese(), .. Abroad(), .. Shapes(), .. Doubtful()];

    private static IEnumerable<MadeUpTable> Japanese() =>
    [
        new("drugstore", "店舗コード:location:store|店舗名:locationName:storeName|JANコード:item:jan|商品名::name|部門コード::dept|部門名::word"
            + "|在庫数:quantity:qty|発注点::plan|売価::price|最終販売日::anyDate"),
        new("drugstore half width", "店舗CD:location:store|JANｺｰﾄﾞ:item:jan|商品名ｶﾅ::name|在庫数:quantity:qty|ﾊﾞｲｶ::price|単位:unit:unit"),
        new("wholesaler", "倉庫コード:location:wh|倉庫名:locationName:storeName|商品コード:item:code|JAN::someJan|商品名称::name|入数::pack|受注残::plan"
            + "|発注残::plan|引当数::plan|現在庫数:quantity:qty|有効在庫数::plan|単位:unit:unit|ロットNo:lot:lot|賞味期限:expiry:expiry"),
        new("maker", "品目コード:item:code|品目名::name|保管場所コード:location:wh|在庫数量:quantity:qty|基本単位:unit:unit|在庫金額::price|基準日:asOf:compact"),
        new("maker plans", "品番:item:code|品名::name|受注数::plan|発注数::plan|入荷予定::plan|予定在庫数::plan|在庫:quantity:qty|有効残::plan"),
        new("medicine", "薬品コード:item:number|薬品名::name|規格::word|在庫数量:quantity:gappyQty|単位:unit:unit|ロット番号:lot:lot|使用期限:expiry:expiry"),
        new("stock-taking", "棚卸日:asOf:date|棚番::dept|商品コード:item:zeroCode|商品名::name|実棚数:quantity:qty|差異数::plan|単位:unit:unit"),
        new("mall", "商品管理番号（商品URL）::group|SKU管理番号:item:code|在庫数:quantity:qty|在庫数無制限フラグ::flag|販売価格::price"),
        new("factory", "仕入先CD::dept|仕入先名::word|拠点CD::oneStore|品目CD:item:code|品目名::name|在庫計上場所CD:location:oneStore"
            + "|現在庫数_他倉庫:otherQuantity:zero|現在庫数_自倉庫:quantity:qty|出庫予定数::plan|入庫予定数::plan"),
        new("era dates", "日付:asOf:era|店番:location:store|JAN:item:jan|残数:quantity:qty|最低在庫::plan|最大在庫::plan"),
        new("unit in header", "商品コード:item:code|商品名::name|店舗コード:location:store|在庫数(枚):quantity:qty|定価::price"),
        new("grades", "倉庫コード:location:wh|商品コード:item:code|在庫区分:status:grade|在庫数:quantity:qty|単位:unit:unit|更新日時:asOf:time"),
        new("nearly all JAN", "JANコード:item:nearlyJan|自社品番:item:code|在庫数:quantity:qty|店コード:location:store|原価::price|前月末在庫::plan"),
        new("names of places", "倉庫名:locationName:storeName|商品番号:item:code|商品名::name|即時在庫数:quantity:qty"),
        new("title only tells", "商品コード:item:code|商品名::name|現在庫:quantity:qty|発注::plan"),
        new("dated stock", "商品コード:item:code|品名::name|2020/04/01現在在庫数:quantity:qty|入荷数::plan|出荷数::plan"),
        new("calendar", "商品コード:item:code|在庫数:quantity:qty|4/2::plan|4/3::plan|4/4::plan|4/5::plan"),
    ];

    private static IEnumerable<MadeUpTable> Abroad() =>
    [
        new("ERP", "Item No.:item:code|Description::english|Warehouse Code:location:wh|Qty on Hand:quantity:qty|Qty Allocated::plan|On Order::plan"
            + "|Unit Cost::price|UOM:unit:uom|Last Received::anyDate"),
        new("SAP", "Material:item:zeroCode|Material Description::english|Plant:location:wh|Batch:lot:lot|Base Unit of Measure:unit:uom"
            + "|Unrestricted:quantity:qty|Stock in Transit::plan|In Quality Insp.::plan|Blocked::plan|Value Unrestricted::price"),
        new("web shop", "Handle::code|Title::english|Option1 Name::word|Option1 Value::code|SKU:item:code|HS Code::empty|COO::empty|Location:location:wh"
            + "|Incoming::plan|Unavailable::plan|Committed::plan|On hand:quantity:qty"),
        new("store feed", "STORE_ID:location:store|UPC:item:upc|QOH:quantity:qty|AS_OF:asOf:time|RETAIL_PRICE::price"),
        new("open ERP", "Item Code:item:code|Warehouse:location:wh|Actual Qty:quantity:decimal|Reserved Qty::plan|Ordered Qty::plan|Projected Qty::plan"
            + "|Stock UOM:unit:uom"),
        new("camel case", "locationId:location:wh|productCode:item:code|onHandQty:quantity:qty|reorderPoint::plan|updatedAt:asOf:time|expiryDate:expiry:expiry"),
        new("stock level", "SKU:item:code|Product Name::english|Store:location:store|Stock:quantity:qty|Min Stock::plan|Max Stock::plan|Sold Qty::plan"),
        new("Taiwan", "門市代號:location:store|門市名稱:locationName:chinese|商品編號:item:code|商品名稱::chinese|庫存數量:quantity:qty|安全庫存::plan"
            + "|在途數量::plan|更新時間:asOf:time"),
        new("China", "仓库编码:location:wh|商品编码:item:code|商品名称::chinese|库存数量:quantity:qty|单价::price|批次号:lot:lot|有效期:expiry:expiry"),
        new("Korea", "매장코드:location:store|매장명:locationName:korean|상품코드:item:code|상품명::korean|재고수량:quantity:qty|안전재고::plan|입고예정::plan"
            + "|기준일자:asOf:date"),
    ];

    private static IEnumerable<MadeUpTable> Shapes() =>
    [
        new("wide Taiwan", "藥局代碼:location:eachStore|藥局名稱:locationName:chinese|成人口罩庫存:quantity:qty|兒童口罩庫存:quantity:qty|更新時間:asOf:time"),
        new("wide Japan", "店舗コード:location:eachStore|店舗名:locationName:name|マスク在庫数:quantity:qty|ティッシュ在庫数:quantity:qty|時点:asOf:time"),
        new("no header", "1:item:code|2::name|3:quantity:qty") { HasHeader = false },
        new("no header JAN", "1:item:jan|2:quantity:qty") { HasHeader = false },
    ];

    private static IEnumerable<MadeUpTable> Doubtful() =>
    [
        new("two stocks", "商品コード:item:code|店頭在庫数::qty|倉庫在庫数::plan") { IsDoubtful = true },
        new("on hand and available", "SKU:item:code|Location:location:wh|Available::qty|On hand::plan") { IsDoubtful = true },
        new("orders", "受注番号::number|商品コード::code|数量::qty|納期::anyDate|得意先コード::dept") { IsDoubtful = true },
        new("sales", "日付::anyDate|店舗コード::store|JANコード::jan|数量::qty|金額::price") { IsDoubtful = true },
        new("plans only", "商品コード::code|予定在庫数::qty|受注残::plan|発注残::plan") { IsDoubtful = true },
        new("prices only", "商品コード::code|商品名::name|単価::price|金額::qty") { IsDoubtful = true },
        new("places across", "商品コード::code|東京在庫::qty|大阪在庫::plan|福岡在庫::price") { IsDoubtful = true },
        new("no header two numbers", "1::code|2::qty|3::plan") { HasHeader = false, IsDoubtful = true },
        new("names only", "商品名::name|在庫数::qty") { IsDoubtful = true },
        new("classes", "品番::group|在庫数::qty|色::word|サイズ::dept") { IsDoubtful = true },
        new("unknown words", "AAA::code|BBB::qty|CCC::plan") { IsDoubtful = true },
        new("movements", "日付::anyDate|商品コード::code|入庫数::qty|出庫数::plan") { IsDoubtful = true },
        new("last year", "商品コード::code|前月末在庫::qty|前年在庫::plan") { IsDoubtful = true },
    ];
}
