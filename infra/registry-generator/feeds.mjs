// The demo's feed profiles. Only the names of columns are taken from the sources.

const japaneseColumns = {
  item: ['JANコード', 'JAN', 'GTIN', '商品コード', 'item'],
  quantity: ['在庫数', '在庫', '数量', 'quantity'],
  unit: ['単位', 'unit'],
  location: ['店舗コード', '場所', 'location'],
  asOf: ['時点', 'asOf'],
  status: ['在庫区分', 'status'],
  saleState: ['販売状態', 'saleState'],
  lot: ['ロット', 'lot'],
  expiry: ['使用期限', '賞味期限', 'expiry'],
};

export const feeds = [
  {
    id: 'demo-csv',
    participant: 'retailer-01',
    format: 'delimited',
    nameJa: 'デモ小売の在庫CSV',
    nameEn: 'Stock CSV of the demo retailer',
    encoding: 'auto',
    delimiter: 'auto',
    scope: 'partial',
    columns: japaneseColumns,
    saleState: 'selling',
    unknownLocation: 'reject',
  },
  {
    id: 'tw-nhi-masks',
    participant: 'tw-nhi',
    format: 'delimited',
    nameJa: '台湾 全国マスク在庫（公開データ）',
    nameEn: 'Taiwan national mask stock (open data)',
    encoding: 'utf-8',
    delimiter: ',',
    timeZone: '+08:00',
    scope: 'full',
    completeRun: true,
    columns: {
      location: ['醫事機構代碼'],
      locationName: ['醫事機構名稱'],
      asOf: ['來源資料時間'],
    },
    quantities: [
      { column: ['成人口罩剩餘數', '成人口罩總剩餘數'], item: 'MASK_ADULT', unit: 'EA' },
      { column: ['兒童口罩剩餘數', '兒童口罩總剩餘數', '兒童剩餘數'], item: 'MASK_CHILD', unit: 'EA' },
    ],
    asOfOrder: ['line', 'header', 'fileName', 'delivery'],
    asOfMeaning: 'fileMade',
    saleState: 'selling',
    unknownLocation: 'accept',
    unknownLocationTier: 'retailer',
    intervalMinutes: 60,
    // Third parties publish the same facts again as JSON: a list with the Chinese names, or GeoJSON.
    variants: [
      {
        format: 'json',
        columns: null,
        quantities: null,
        constants: { unit: 'EA' },
        paths: {
          records: [
            {
              path: ['/*', '/data/*'],
              fields: { location: ['醫事機構代碼'], locationName: ['醫事機構名稱'], asOf: ['來源資料時間'] },
              quantities: [
                { path: ['成人口罩剩餘數', '成人口罩總剩餘數'], item: 'MASK_ADULT' },
                { path: ['兒童口罩剩餘數', '兒童口罩總剩餘數', '兒童剩餘數'], item: 'MASK_CHILD' },
              ],
            },
            {
              path: '/features/*',
              fields: { location: ['properties/id'], locationName: ['properties/name'], asOf: ['properties/updated'] },
              quantities: [
                { path: 'properties/mask_adult', item: 'MASK_ADULT' },
                { path: 'properties/mask_child', item: 'MASK_CHILD' },
              ],
            },
          ],
        },
      },
    ],
  },
  {
    id: 'xlsx-auto',
    participant: 'demo-formats',
    format: 'spreadsheet',
    nameJa: 'Excel（列は自動で見つける）',
    nameEn: 'Excel (columns found in each file)',
    scope: 'partial',
    mapping: 'auto',
    constants: { location: '0001' },
    locationStatuses: { '*使用禁止*': 'onHold' },
    unknownLocation: 'accept',
  },
  {
    id: 'epcis', participant: 'demo-formats', format: 'epcis',
    nameJa: 'EPCIS イベント', nameEn: 'EPCIS events',
    scope: 'partial', saleState: 'selling', unknownLocation: 'accept', unknownLocationTier: 'wholesaler', intervalMinutes: 1440,
    epcis: { opening: 'stockTaking' },
  },
  {
    id: 'gs1-inventory', participant: 'demo-formats', format: 'gs1-inventory',
    nameJa: 'GS1 XML 在庫報告', nameEn: 'GS1 XML inventory report',
    scope: 'full', saleState: 'selling', unknownLocation: 'accept', unknownLocationTier: 'wholesaler', intervalMinutes: 1440,
  },
];
