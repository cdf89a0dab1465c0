// Categories, items and packaging levels. Every item is invented; pack sizes are those that shops in Japan know.
// A pack is [unit, factor in base units, indicator digit of its own GTIN-14 or 0]; the first one is the consumer unit.
import { consumerGtin, packGtin } from './numbers.mjs';

const bands = (fewDays, someDays, ampleDays, plentyDays) => ({ fewDays, someDays, ampleDays, plentyDays });

export const categories = [
  ['masks', 'マスク', 'Masks', 'ST', '枚', 'sheets', bands(1, 3, 7, 14)],
  ['toilet-paper', 'トイレットペーパー', 'Toilet paper', 'RO', 'ロール', 'rolls', bands(1, 3, 7, 14)],
  ['tissue', 'ティシュペーパー', 'Facial tissue', 'BX', '箱', 'boxes', bands(1, 3, 7, 14)],
  ['hand-sanitizer', '手指消毒液', 'Hand sanitizer', 'MLT', 'mL', 'mL', bands(1, 3, 7, 14)],
  ['thermometers', '体温計', 'Thermometers', 'EA', '本', 'pieces', bands(2, 5, 10, 21)],
  ['infant-formula', '乳児用ミルク', 'Infant formula', 'GRM', 'g', 'g', bands(2, 5, 10, 21)],
  ['bottled-water', '飲料水', 'Bottled water', 'MLT', 'mL', 'mL', bands(1, 3, 7, 14)],
  ['rice', '米', 'Rice', 'GRM', 'g', 'g', bands(1, 3, 7, 14)],
].map(([id, nameJa, nameEn, baseUnit, unitJa, unitEn, limits]) =>
  ({ id, nameJa, nameEn, baseUnit, unitJa, unitEn, bands: limits }));

const sheets = (inBox, inCase) => [['BX', inBox, 0], ['CS', inCase, 1], ['ST', 1, 0]];
const rolls = (inPack, inCase) => [['PK', inPack, 0], ['CS', inCase, 1], ['RO', 1, 0]];
const boxes = (inPack, inCase) => [['PK', inPack, 0], ['CS', inCase, 1], ['BX', 1, 0]];
const pieces = (each, inCase) => [['EA', each, 0], ['CS', inCase, 1]];
const cartons = (each, inBox, inCase) => [['EA', each, 0], ['BX', inBox, 1], ['CS', inCase, 2]];
const bags = (each, inCase) => [['PK', each, 0], ['CS', inCase, 1]];

const catalogue = {
  masks: [
    ['デモマスク ふつう 7枚入', 'Demo mask regular 7', [['PK', 7, 0], ['BX', 70, 1], ['CS', 840, 2], ['ST', 1, 0]]],
    ['デモマスク ふつう 30枚入', 'Demo mask regular 30', sheets(30, 1440)],
    ['デモマスク ふつう 50枚入', 'Demo mask regular 50', sheets(50, 2000)],
    ['デモマスク ふつう 60枚入', 'Demo mask regular 60', sheets(60, 2160)],
    ['デモマスク 小さめ 30枚入', 'Demo mask small 30', sheets(30, 1440)],
    ['デモマスク 小さめ 50枚入', 'Demo mask small 50', sheets(50, 2000)],
    ['デモマスク 大きめ 40枚入', 'Demo mask large 40', sheets(40, 1600)],
    ['デモマスク こども用 30枚入', 'Demo mask children 30', sheets(30, 1440)],
    ['デモ医療用マスク 50枚入', 'Demo surgical mask 50', sheets(50, 3000)],
    ['デモ高機能マスク 5枚入', 'Demo respirator 5', [['PK', 5, 0], ['CS', 300, 1], ['ST', 1, 0]]],
  ],
  'toilet-paper': [
    ['デモロール シングル 12ロール', 'Demo roll single 12', rolls(12, 96)],
    ['デモロール ダブル 12ロール', 'Demo roll double 12', rolls(12, 72)],
    ['デモロール シングル 18ロール', 'Demo roll single 18', rolls(18, 72)],
    ['デモロール ダブル 18ロール', 'Demo roll double 18', rolls(18, 72)],
    ['デモロール 長巻 シングル 6ロール', 'Demo roll long single 6', rolls(6, 48)],
    ['デモロール 長巻 ダブル 8ロール', 'Demo roll long double 8', rolls(8, 64)],
    ['デモロール 再生紙 シングル 12ロール', 'Demo roll recycled 12', rolls(12, 96)],
    ['デモロール 業務用 芯なし 1ロール', 'Demo roll coreless 1', [['RO', 1, 0], ['CS', 48, 1]]],
  ],
  tissue: [
    ['デモティシュ 150組 5箱', 'Demo tissue 150 x 5', boxes(5, 60)],
    ['デモティシュ 200組 5箱', 'Demo tissue 200 x 5', boxes(5, 60)],
    ['デモティシュ 180組 3箱', 'Demo tissue 180 x 3', boxes(3, 48)],
    ['デモティシュ 保湿 200組 1箱', 'Demo tissue lotion 200', [['BX', 1, 0], ['CS', 40, 1]]],
    ['デモティシュ 保湿 180組 3箱', 'Demo tissue lotion 180 x 3', boxes(3, 36)],
    ['デモティシュ 業務用 100箱', 'Demo tissue office 100', [['CS', 100, 0], ['BX', 1, 0]]],
    ['デモティシュ 再生紙 5箱', 'Demo tissue recycled x 5', boxes(5, 80)],
  ],
  'hand-sanitizer': [
    ['デモ消毒ジェル 60mL', 'Demo sanitizer gel 60 mL', pieces(60, 2880)],
    ['デモ消毒ジェル 250mL', 'Demo sanitizer gel 250 mL', pieces(250, 6000)],
    ['デモ消毒ジェル 500mL', 'Demo sanitizer gel 500 mL', pieces(500, 10000)],
    ['デモ消毒液 ポンプ 400mL', 'Demo sanitizer pump 400 mL', pieces(400, 8000)],
    ['デモ消毒液 詰替 500mL', 'Demo sanitizer refill 500 mL', pieces(500, 10000)],
    ['デモ消毒液 1L', 'Demo sanitizer 1 L', pieces(1000, 12000)],
    ['デモ消毒液 業務用 5L', 'Demo sanitizer 5 L', pieces(5000, 20000)],
  ],
  thermometers: [
    ['デモ体温計 予測式', 'Demo thermometer predictive', cartons(1, 10, 100)],
    ['デモ体温計 実測式', 'Demo thermometer direct', cartons(1, 10, 100)],
    ['デモ体温計 わき先端やわらか', 'Demo thermometer soft tip', cartons(1, 10, 100)],
    ['デモ体温計 耳式', 'Demo thermometer ear', cartons(1, 5, 40)],
    ['デモ体温計 非接触', 'Demo thermometer contactless', cartons(1, 5, 40)],
    ['デモ体温計 こども用', 'Demo thermometer children', cartons(1, 10, 100)],
    ['デモ基礎体温計', 'Demo basal thermometer', cartons(1, 10, 60)],
  ],
  'infant-formula': [
    ['デモミルク 0か月から 800g缶', 'Demo formula 0+ 800 g', pieces(800, 6400)],
    ['デモミルク 0か月から 300g缶', 'Demo formula 0+ 300 g', pieces(300, 3600)],
    ['デモミルク 9か月から 820g缶', 'Demo formula 9+ 820 g', pieces(820, 6560)],
    ['デモミルク 個包装 13g 10本', 'Demo formula sticks 13 g x 10', bags(130, 2340)],
    ['デモミルク キューブ 27g 24袋', 'Demo formula cubes 27 g x 24', bags(648, 5184)],
    ['デモミルク アレルギー対応 850g缶', 'Demo formula hypoallergenic 850 g', pieces(850, 6800)],
    ['デモミルク 低出生体重児用 400g缶', 'Demo formula preterm 400 g', pieces(400, 4800)],
  ],
  'bottled-water': [
    ['デモ天然水 500mL', 'Demo water 500 mL', pieces(500, 12000)],
    ['デモ天然水 2L', 'Demo water 2 L', pieces(2000, 12000)],
    ['デモ天然水 1L', 'Demo water 1 L', pieces(1000, 12000)],
    ['デモ天然水 280mL', 'Demo water 280 mL', pieces(280, 6720)],
    ['デモ保存水 5年 500mL', 'Demo emergency water 500 mL', pieces(500, 12000)],
    ['デモ保存水 10年 2L', 'Demo emergency water 2 L', pieces(2000, 12000)],
    ['デモ赤ちゃんの水 500mL', 'Demo baby water 500 mL', pieces(500, 12000)],
    ['デモ天然水 箱 10L', 'Demo water bag-in-box 10 L', [['BX', 10000, 0]]],
  ],
  rice: [
    ['デモ米 白米 2kg', 'Demo rice white 2 kg', bags(2000, 20000)],
    ['デモ米 白米 5kg', 'Demo rice white 5 kg', bags(5000, 20000)],
    ['デモ米 白米 10kg', 'Demo rice white 10 kg', bags(10000, 20000)],
    ['デモ米 無洗米 2kg', 'Demo rice rinse-free 2 kg', bags(2000, 20000)],
    ['デモ米 無洗米 5kg', 'Demo rice rinse-free 5 kg', bags(5000, 20000)],
    ['デモ米 玄米 5kg', 'Demo rice brown 5 kg', bags(5000, 20000)],
    ['デモ米 玄米 業務用 30kg', 'Demo rice brown 30 kg', [['PK', 30000, 0]]],
    ['デモパックごはん 200g 3食', 'Demo cooked rice 200 g x 3', bags(600, 7200)],
  ],
};

/** The demo's items with their packs, and the two local items of the Taiwanese mask file. */
export function items() {
  const list = [];
  for (const [categoryIndex, category] of categories.entries()) {
    for (const [index, [nameJa, nameEn, packs]] of catalogue[category.id].entries()) {
      const id = consumerGtin((categoryIndex + 1) * 1000 + index + 1);
      list.push({ id, category: category.id, nameJa, nameEn, packs: packs.map((pack, i) => packRow(id, pack, i)) });
    }
  }

  const packs = [{ unit: 'EA', factor: 1, gtin: '' }];
  const category = 'masks';
  list.push({ id: 'tw-nhi:MASK_ADULT', category, nameJa: '成人用マスク（台湾）', nameEn: 'Adult mask (Taiwan)', packs });
  list.push({ id: 'tw-nhi:MASK_CHILD', category, nameJa: '小児用マスク（台湾）', nameEn: 'Child mask (Taiwan)', packs });
  return list;
}

function packRow(item, [unit, factor, indicator], index) {
  // The consumer unit's own GTIN is the item's id.
  const gtin = index === 0 ? item : indicator > 0 ? packGtin(item, indicator) : '';
  return { unit, factor, gtin };
}
