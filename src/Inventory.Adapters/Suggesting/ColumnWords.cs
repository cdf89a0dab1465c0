namespace Inventory.Adapters.Suggesting;

/// <summary>
/// The words by which real files name their columns, with how much each tells (0 to 1) when it is the whole name.
/// Folded: upper case, no blanks, no separators; Latin words in lower case and without blanks between their parts.
/// Japanese, English, Chinese (both scripts), Korean.
/// </summary>
internal static class ColumnWords
{
    /// <summary>All words: role, weight, words separated by blanks.</summary>
    public static IReadOnlyList<(ColumnRole Role, double Weight, string[] Words)> All { get; } =
        [.. Items(), .. Quantities(), .. Places(), .. Rest(), .. NoStock(), .. Others()];

    private static (ColumnRole, double, string[]) Of(ColumnRole role, double weight, string words) =>
        (role, weight, words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(ColumnRole, double, string[])> Items()
    {
        yield return Of(ColumnRole.Gtin, 1, "JANコード JANCD JAN JAN13 GTIN EANコード UPCコード バーコード 商品バーコード 共通商品コード"
            + " jancode jan gtin gtin13 gtin14 ean ean13 upc upccode barcode barcodenumber eancode 國際條碼 国际条码 條碼 条码 商品條碼 商品条码 바코드");
        yield return Of(ColumnRole.ItemCode, 1, "商品コード 商品CD 商品番号 商品NO 品番 品目コード 品目CD 品目番号 品コード 自社コード"
            + " 自社品番 品目 製品コード 製品CD 製品番号 部品番号 品名コード アイテムコード アイテムCD アイテム番号 単品コード 物品コード 貨品コード"
            + " SKU SKU番号 SKUコード SKU管理番号 システム連携用SKU番号 商品管理番号 商品ID 製品ID 品名CD 薬品コード 資材コード"
            + " sku skuid skucode skunumber itemcode itemno itemnumber itemnbr itemid item productcode productid productno productnumber"
            + " articlenumber articleno articlecode article material materialnumber materialno partnumber partno stockcode variantsku sellersku"
            + " 商品編號 商品编号 商品編碼 商品编码 商品代碼 商品代码 商品代號 品號 品号 貨號 货号 料號 料号 產品編號 产品编号 產品代碼 物料編號 物料编码"
            + " 상품코드 상품번호 품번 품목코드 제품코드 제품번호 자재코드 상품ID");
        yield return Of(ColumnRole.ItemCode, 0.8, "型番 型式 コード 品種コード メーカー品番 商品URL code mpn asin fnsku 編號 编号 코드 품목 货品代码");
        yield return Of(ColumnRole.ItemName, 1, "商品名 商品名称 品名 品目名 品目名称 製品名 製品名称 名称 商品 アイテム名 品名規格 品目テキスト 商品説明"
            + " 商品名カナ 規格 サイズ カラー itemname productname name title description itemdescription productdescription"
            + " materialdescription articlename style option1value option1name variant handle"
            + " 商品名稱 產品名稱 产品名称 名稱 品名規格 規格型號 상품명 제품명 품명 품목명 규격");
    }

    private static IEnumerable<(ColumnRole, double, string[])> Quantities()
    {
        yield return Of(ColumnRole.Quantity, 1, "在庫数 在庫 在庫数量 現在庫 現在庫数 現在庫数量 現在庫量 即時在庫数量 即時在庫数 即時在庫 実在庫 実在庫数"
            + " 実在庫数量 手持在庫 手持在庫数 手持数 在庫残 在庫残数 在庫残高 残在庫 残在庫数 残数 残数量 在庫量 在庫高 現物在庫 現物数 現在数 現在数量 当日在庫 当日在庫数"
            + " 本日在庫 本日在庫数 当月末在庫 月末在庫 期末在庫 棚卸数 棚卸数量 実棚数 実棚数量 実棚 在庫合計 総在庫 総在庫数 合計在庫数 良品在庫数 良品在庫"
            + " ザイコ ザイコスウ 在庫個数 在庫枚数 在庫本数 在庫箱数 最新在庫数 最新在庫"
            + " onhand onhandqty onhandquantity qtyonhand quantityonhand qoh soh stockonhand stock stockqty stockquantity stocklevel"
            + " inventory inventoryqty inventoryquantity inventorylevel currentstock actualstock physicalstock physicalqty actualqty instock"
            + " unrestricted unrestrictedstock unrestrictedusestock unrestricteduse stockunits invqty variantinventoryqty closingstock qtyinstock"
            + " balanceonhand onhandbalance"
            + " 庫存 庫存數 庫存數量 庫存量 現有庫存 目前庫存 實際庫存 剩餘數 剩餘數量 剩餘量 總剩餘數 現存量 結存 結存數量 可用庫存"
            + " 库存 库存数 库存数量 库存量 现有库存 当前库存 实际库存 剩余数 剩余数量 现存量 结存 结存数量"
            + " 재고 재고수량 재고량 재고수 현재고 현재고수량 현재재고 보유수량 실재고 가용재고");
        yield return Of(ColumnRole.Quantity, 0.9, "店舗在庫 店舗在庫数 店頭在庫 店頭在庫数 倉庫在庫 倉庫在庫数 自倉庫在庫 センター在庫 available availableqty"
            + " availablequantity qtyavailable balance 残");
        // A quantity of what? Orders and sales have one too.
        yield return Of(ColumnRole.Quantity, 0.75, "数量 qty quantity 數量 数量合計 수량 count units 個数 枚数 本数 箱数 点数");
        yield return Of(ColumnRole.Quantity, 0.8, "理論在庫 理論在庫数 帳簿在庫 帳簿在庫数"
            + " 良品数 販売可能数 販売可能在庫数 自由在庫");
        yield return Of(ColumnRole.OtherQuantity, 1, "他倉庫 他店在庫 他店在庫数 他倉庫在庫 他倉庫在庫数 他拠点在庫 他センター在庫 他店舗在庫"
            + " otherwarehouse otherwarehousestock otherstores 他店 타매장재고 他倉 他倉庫存");
    }

    private static IEnumerable<(ColumnRole, double, string[])> Places()
    {
        yield return Of(ColumnRole.Location, 1, "店舗コード 店舗CD 店舗番号 店舗NO 店コード 店CD 店番 店番号 店NO 店舗ID 倉庫コード 倉庫CD 倉庫番号 倉庫ID 在庫計上場所CD"
            + " 在庫場所コード 在庫場所CD 保管場所コード 保管場所CD 場所コード 場所CD センターコード センターCD 物流センターコード 事業所コード 事業所CD GLN"
            + " gln storecode storeid storeno storenumber storenbr store warehousecode warehouseid whcode whs wh locationid locationcode sitecode siteid"
            + " sourcecode facilityid facilitycode branchcode shopcode shopid outletcode depotcode dccode whscode location warehouse plant storagelocation"
            + " 門市代號 門市代碼 門市編號 店號 倉庫代碼 倉庫代號 倉庫編號 倉別 倉別代號 倉儲代碼 醫事機構代碼 機構代碼 藥局代碼 仓库编码 仓库代码 仓库编号 门店编码 门店编号"
            + " 매장코드 점포코드 창고코드 지점코드 점포번호 매장번호");
        yield return Of(ColumnRole.Location, 0.8, "拠点コード 拠点CD 拠点番号 工場コード 工場CD 支店コード 営業所コード 保管場所 site branch facility depot dc shop outlet"
            + " stloc sloc inventorylocation 得意先店舗コード");
        yield return Of(ColumnRole.LocationName, 1, "倉庫名 倉庫名称 店舗名 店舗名称 店名 センター名 在庫計上場所名 場所名 保管場所名 在庫場所名 拠点名 事業所名"
            + " storename warehousename locationname sitename branchname shopname facilityname plantname"
            + " 門市名稱 店名稱 倉庫名稱 醫事機構名稱 機構名稱 藥局名稱 仓库名称 门店名称 매장명 점포명 창고명 지점명");
        yield return Of(ColumnRole.LocationName, 0.85, "倉庫 店舗 店 センター 在庫場所 場所 拠点 事業所 倉庫別 仓库 门店 門市 창고 매장 점포 지점");
    }

    private static IEnumerable<(ColumnRole, double, string[])> Rest()
    {
        yield return Of(ColumnRole.AsOf, 1, "時点 在庫時点 基準日 基準日時 在庫日 在庫日付 在庫基準日 在庫日時 棚卸日 棚卸日時 データ日付 データ日時 集計日 集計日時 現在日 取得日時"
            + " asof asofdate snapshotdate snapshottime stockdate inventorydate countdate counteddate stocktime datetime timestamp postingdate"
            + " reportdate balancedate 來源資料時間 资料时间 資料時間 盤點日期 庫存日期 库存日期 盘点日期 기준일 기준일자 재고일자 재고기준일 기준일시");
        yield return Of(ColumnRole.AsOf, 0.85, "日付 年月日 日時 更新日 更新日時 更新日付 更新時刻 最終更新日 最終更新日時 処理日 処理日時 作成日 作成日時 抽出日時 出力日時 date lastupdated"
            + " updatedat updated lastupdate lastmodified updatedate writedate extractdate 更新時間 更新日期 日期 更新时间 時間 날짜 일자 갱신일시 업데이트");
        yield return Of(ColumnRole.Unit, 1, "単位 在庫単位 数量単位 基本単位 管理単位 単位名 単位CD 単位コード unit uom unitofmeasure baseunit baseunitofmeasure bun stockuom qtyunit units"
            + " 單位 单位 庫存單位 单位名称 計量單位 단위 재고단위");
        yield return Of(ColumnRole.Status, 1, "在庫区分 在庫状態 在庫ステータス 品質区分 良品区分 在庫種別 stockstatus stocktype inventorystatus 庫存狀態 库存状态 재고상태 재고구분");
        yield return Of(ColumnRole.Status, 0.6, "状態 ステータス 区分 status condition 狀態 상태");
        yield return Of(ColumnRole.SaleState, 1, "販売状態 販売区分 販売ステータス 取扱区分 取扱状態 販売状況 salestate salesstatus 販售狀態 销售状态 판매상태");
        yield return Of(ColumnRole.Lot, 1, "ロット ロットNO ロット番号 LOTNO ロットコード 製造番号 製造ロット lot lotno lotnumber batch batchno batchnumber lotcode batchcode"
            + " 批號 批号 批次 批次號 批次号 로트 로트번호 LOT번호");
        yield return Of(ColumnRole.Expiry, 1, "賞味期限 消費期限 使用期限 有効期限 期限 期限日 賞味期限日 使用期限日 expiry expirydate expirationdate expiration bestbefore bestbeforedate"
            + " expdate useby sled sledbbd bbd 有效期限 有效日期 有效期 效期 保存期限 到期日 유통기한 유효기한 유효기간 소비기한");
        yield return Of(ColumnRole.Owner, 1, "所有者 荷主 荷主コード 荷主CD 寄託者 寄託者コード owner ownercode consignor ownerid 貨主 货主 화주");
    }

    private static IEnumerable<(ColumnRole, double, string[])> NoStock()
    {
        yield return Of(ColumnRole.Plan, 1, "受注 受注数 受注残 発注 発注数 発注残 注残 注残数 注文 注文数 予定 予約 予約数 入荷 入荷数 入荷予定 入庫 入庫数 入庫予定 出荷 出荷数 出庫 出庫数 出庫予定 予定在庫数 予定在庫"
            + " 有効残 有効在庫 有効在庫数 引当 引当数 引当済 引当済数 引当可能 引当可能数 販売数 売上 売上数 売数 売上数量 販売数量 販売実績 仕入 仕入数 返品 廃棄 移動 積送 輸送中 消費 使用数 需要 需要数 見込 計画 生産 製造数"
            + " 安全在庫 安全在庫数 適正在庫 最低在庫 最低在庫数 最小在庫 最大在庫 基準在庫 基準在庫数 目標在庫 発注点 発注点数 在庫日数 在庫回転率 回転 在庫金額 在庫高金額 金額 単価 原価 売価 価格 定価 評価額 卸値 税込 税抜"
            + " 前日在庫 前回在庫 前月 前月在庫 前月末在庫 前月末 前月残 前日残 前回 前年 期首 期首在庫 繰越 繰越数 差異 差異数 棚差 差 過不足 不足数 過剰 月販 週販 日販 平均 累計 入数 入り数 ケース入数 ボール入数 重量 容積 構成比 率 取込 着荷 納品"
            + " 不良在庫 不良品 不良数 保留 検品中 預り 指定日 出数 閾値 しきい値 期間 区間 粗利 利益 ポイント 消化 翌日 翌週 来週 来月 今後 将来");
        yield return Of(ColumnRole.Plan, 1, "order ordered orders onorder qtyonorder orderqty openorders openpo poqty po incoming inbound arrival arrivals expected eta planned plan forecast"
            + " allocated reserved committed reservedqty allocatedqty unavailable backorder backordered demand sales sold soldqty unitssold salesqty received receipts shipped"
            + " shipment issued issue usage consumption min minimum max maximum minstock maxstock reorder reorderpoint reorderlevel reorderqty safety safetystock target projected"
            + " price cost value amount unitcost unitprice retail total totalvalue stockvalue inventoryvalue transit intransit stockintransit qualityinspection inqualityinsp blocked"
            + " blockedstock restricted returns returned damaged opening openingstock previous previousstock variance difference average avg weight volume packsize casepack innerpack moq"
            + " leadtime days daysofsupply daysofcover cover turnover threshold limit velocity availabletopromise atp available2sell");
        yield return Of(ColumnRole.Plan, 1, "安全庫存 最低庫存 最高庫存 在途 在途數量 採購 採購量 訂單 訂單數量 訂購 預計 預定 入庫 出庫 進貨 出貨 銷售 銷量 單價 成本 售價 金額 期初 預留 已分配 差異"
            + " 安全库存 最低库存 最高库存 在途数量 采购 订单 订单数量 预计 入库 出库 进货 出货 销售 销量 单价 金额 期初 预留 占用"
            + " 안전재고 적정재고 최소재고 최대재고 주문 주문수량 발주 발주수량 발주잔량 입고 입고예정 입고수량 출고 출고수량 출고예정 판매 판매수량 예약 예약수량 단가 금액 원가 판매가 매입 이월 전월 기초재고 예정");
    }

    private static IEnumerable<(ColumnRole, double, string[])> Others()
    {
        yield return Of(ColumnRole.Other, 1, "仕入先 仕入先コード 仕入先CD 仕入先名 取引先 取引先コード 取引先CD 取引先名 得意先 得意先コード 得意先CD 得意先名 メーカー メーカーコード メーカー名 ベンダー ブランド"
            + " 部門 部門コード 部門CD 部門名 分類 分類コード 分類CD 分類名 大分類 中分類 小分類 品種CD 品種名 品目区分 品目分類 カテゴリ カテゴリー クラス ライン ジャンル 廃番区分 フラグ 備考 摘要 コメント メモ"
            + " 担当 担当者 担当者コード 担当者CD 担当者名 電話 電話番号 住所 郵便番号 都道府県 県 市 棚番 棚 棚番号 ロケ ロケーション ロケーション番号 棚卸区分 税区分 会社ID 会社コード 会社 NO 行 行番号 連番 項番 順位"
            + " 登録日 発売日 入荷日 入荷予定日 入庫日 出荷日 出庫日 製造日 製造年月日 納期 受注日 発注日 最終入荷日 最終入庫日 最終出荷日 最終出庫日 最終販売日 最終仕入日 販売開始日 販売終了日 廃番日 棚割 ロット区分 緯度 経度"
            + " supplier suppliercode suppliername vendor vendorcode vendorname customer customercode brand category class department dept group subclass division"
            + " materialgroup producttype type flag notes note comment remarks contact phone address zip postal city country region state bin binlocation shelf aisle"
            + " createdat createddate manufacturedate productiondate mfgdate receiptdate deliverydate duedate shipdate lastsold lastsale lastsaledate lastreceived lastreceipt launchdate hscode coo currency company line rowno no seq rank lat lng"
            + " 供應商 供應商代碼 供应商 廠商 廠商代碼 品牌 分類 類別 类别 地址 電話 电话 醫事機構地址 醫事機構電話 備註 备注 儲位 库位 货位 製造日期 生產日期 生产日期 進貨日期"
            + " 공급업체 거래처 거래처코드 브랜드 분류 주소 전화 전화번호 비고 제조일 제조일자 입고일 입고일자 담당자 위치 순번");
    }
}
