// Who takes part, and where their stock stands. All names are invented and say so.
import { corporateNumber, gln } from './numbers.mjs';
import { prefectures } from './prefectures.mjs';
import { categories } from './goods.mjs';

const makerCount = 8;
const wholesalerCount = 8;
const retailerCount = 24;
const siteCounts = { manufacturer: 40, wholesaler: 160, retailer: 1800 };

// Chains differ in size, as real ones do: the first names of each list own most of the places.
const makerNames = [
  ['デモ衛生材料', 'Demo Hygiene'], ['デモ製紙', 'Demo Paper'], ['見本紙業', 'Sample Tissue'], ['デモ薬品工業', 'Demo Chemicals'],
  ['見本精機', 'Sample Instruments'], ['デモ乳業', 'Demo Dairy'], ['デモ飲料', 'Demo Beverage'], ['デモ米穀', 'Demo Rice Milling'],
];
const makerCategories = [
  ['masks'], ['toilet-paper', 'tissue'], ['tissue', 'masks'], ['hand-sanitizer'],
  ['thermometers'], ['infant-formula'], ['bottled-water'], ['rice'],
];
const wholesalerNames = [
  ['デモ東日本商事', 'Demo East Trading'], ['デモ西日本商事', 'Demo West Trading'], ['見本メディカル物流', 'Sample Medical Logistics'],
  ['デモ日用品卸', 'Demo Household Wholesale'], ['デモ食品卸', 'Demo Food Wholesale'], ['見本北部物流', 'Sample North Logistics'],
  ['見本南部物流', 'Sample South Logistics'], ['デモ共同配送', 'Demo Joint Delivery'],
];
const retailerNames = [
  ['デモ薬局', 'Demo Pharmacy'], ['見本ドラッグ', 'Sample Drug'], ['デモマート', 'Demo Mart'], ['デモスーパー', 'Demo Super'],
  ['見本ストア', 'Sample Store'], ['デモホームセンター', 'Demo Home Center'], ['デモコンビニ', 'Demo Convenience'],
  ['見本薬局', 'Sample Pharmacy'], ['デモベビー', 'Demo Baby'], ['見本マート', 'Sample Mart'], ['デモ生協', 'Demo Co-op'],
  ['見本スーパー', 'Sample Super'], ['デモ調剤', 'Demo Dispensary'], ['見本ホーム', 'Sample Home'], ['デモ商店', 'Demo Shop'],
  ['見本コンビニ', 'Sample Convenience'], ['デモ量販', 'Demo Volume Store'], ['見本調剤', 'Sample Dispensary'],
  ['デモ食品館', 'Demo Food Hall'], ['見本生協', 'Sample Co-op'], ['デモ雑貨', 'Demo Sundries'], ['見本商店', 'Sample Shop'],
  ['デモ直売所', 'Demo Farm Stand'], ['見本雑貨', 'Sample Sundries'],
];
// Subsidiary to parent; disclosure counts the parent.
const parents = {
  'retailer-08': 'retailer-02', 'retailer-13': 'retailer-01', 'retailer-18': 'retailer-02', 'maker-03': 'maker-02',
};
// The baby-goods and farm-stand chains carry a few categories only; every other shop is expected to report all.
const narrowChains = { 8: 'thermometers infant-formula', 22: 'rice' };
const districts = [
  ['北', 'North'], ['南', 'South'], ['東', 'East'], ['西', 'West'],
  ['中央', 'Central'], ['駅前', 'Station'], ['港', 'Harbour'], ['緑町', 'Midoricho'],
];

const number = (index) => String(index + 1).padStart(2, '0');

/** Forty legal entities of the demo, and the sender of the Taiwanese mask file. */
export function participants() {
  const list = [];
  const add = (role, names) => names.forEach(([nameJa, nameEn], i) => {
    const id = `${role}-${number(i)}`;
    list.push({
      id, nameJa: `${nameJa}（架空）`, nameEn: `${nameEn} (invented)`,
      corporateNumber: corporateNumber(list.length + 1), ultimateParent: parents[id] ?? '',
    });
  });
  add('maker', makerNames.slice(0, makerCount));
  add('wholesaler', wholesalerNames.slice(0, wholesalerCount));
  add('retailer', retailerNames.slice(0, retailerCount));
  list.push({
    id: 'tw-nhi', nameJa: '台湾 健康保険署（公開データ）', nameEn: 'Taiwan NHI (open data)', corporateNumber: '', ultimateParent: '',
  });
  list.push({
    id: 'demo-formats', nameJa: '形式の見本（架空）', nameEn: 'Sample formats (invented)', corporateNumber: '', ultimateParent: '',
  });
  return list;
}

/** Two thousand places, dealt to prefectures by population. */
export function locations() {
  const list = [];
  for (const place of places('manufacturer')) list.push(manufacturer(place, list.length + 1));
  for (const place of places('wholesaler')) list.push(wholesaler(place, list.length + 1));
  for (const place of places('retailer')) list.push(retailer(place, list.length + 1));
  return list;
}

function manufacturer({ prefecture, index }, serial) {
  const maker = index % makerCount;
  return row(serial, `maker-${number(maker)}`, prefecture, {
    nameJa: `${makerNames[maker][0]} ${prefecture.ja}工場${Math.floor(index / makerCount) + 1}`,
    nameEn: `${makerNames[maker][1]} ${prefecture.en} plant ${Math.floor(index / makerCount) + 1}`,
    tier: 'manufacturer', intervalMinutes: 120, categories: makerCategories[maker].join(' '),
  });
}

function wholesaler({ prefecture, index }, serial) {
  // Food and household wholesalers each carry their half of the categories, the others carry everything.
  const owner = index % wholesalerCount;
  const half = owner === 3 ? categories.slice(0, 5) : owner === 4 ? categories.slice(5) : [];
  return row(serial, `wholesaler-${number(owner)}`, prefecture, {
    nameJa: `${wholesalerNames[owner][0]} ${prefecture.ja}物流センター${Math.floor(index / wholesalerCount) + 1}`,
    nameEn: `${wholesalerNames[owner][1]} ${prefecture.en} depot ${Math.floor(index / wholesalerCount) + 1}`,
    tier: 'wholesaler', intervalMinutes: 60, categories: half.map((category) => category.id).join(' '),
  });
}

function retailer({ prefecture, index, nth }, serial) {
  const owner = retailerOwner(index);
  const district = districts[nth % districts.length];
  const shop = Math.floor(nth / districts.length) + 1;
  return row(serial, `retailer-${number(owner)}`, prefecture, {
    nameJa: `${retailerNames[owner][0]} ${prefecture.ja}${district[0]}${shop}号店`,
    nameEn: `${retailerNames[owner][1]} ${prefecture.en} ${district[1]} No. ${shop}`,
      tier: 'retailer', intervalMinutes: 60, categories: narrowChains[owner] ?? '',
  });
}

/** Chain k owns about 1/(k+4) of the shops (a long tail), spread evenly through the list. */
function retailerOwner(index) {
  const weights = Array.from({ length: retailerCount }, (_, k) => 1 / (k + 4));
  const total = weights.reduce((a, b) => a + b);
  // Multiples of the golden ratio modulo one: even without chance, so that the file never changes by itself.
  let point = ((index * 0.6180339887498949) % 1) * total;
  for (let k = 0; k < retailerCount; k++) {
    point -= weights[k];
    if (point < 0) return k;
  }

  return retailerCount - 1;
}

function row(serial, participant, prefecture, rest) {
  return { id: gln(serial), ...rest, participant, prefecture: prefecture.code };
}

/** The places of one tier: its count dealt by largest remainder; shops and depots stand in every prefecture. */
function places(tier) {
  const count = siteCounts[tier];
  const floor = tier === 'manufacturer' ? 0 : 1;
  const people = prefectures.reduce((sum, prefecture) => sum + prefecture.thousands, 0);
  const free = count - floor * prefectures.length;
  const shares = prefectures.map((prefecture) => {
    const exact = (free * prefecture.thousands) / people;
    return { prefecture, whole: floor + Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let left = count - shares.reduce((sum, share) => sum + share.whole, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest || (a.prefecture.code < b.prefecture.code ? -1 : 1)))
    share.whole += left-- > 0 ? 1 : 0;
  const list = [];
  for (const { prefecture, whole } of shares) {
    for (let nth = 0; nth < whole; nth++)
      list.push({ prefecture, nth, index: list.length });
  }

  return list;
}
