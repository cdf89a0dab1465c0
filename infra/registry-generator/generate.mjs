// Writes the demo registry: node infra/registry-generator/generate.mjs [folder]. No chance, no clock, no network: the
// same program writes the same bytes, and a test fails when the committed files are not what this program writes.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { categories, items } from './goods.mjs';
import { locations, participants } from './chain.mjs';
import { feeds } from './feeds.mjs';
import { alertRules } from './rules.mjs';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'registry');
const goods = items();

mkdirSync(join(folder, 'feeds'), { recursive: true });
writeJson('registry.json', { name: 'デモ登録簿 / Demo registry', demo: true });
writeJson('categories.json', categories);
writeCsv('items.csv', ['id', 'category', 'nameJa', 'nameEn'], goods);
writeCsv('packs.csv', ['item', 'unit', 'factor', 'gtin'],
  goods.flatMap((item) => item.packs.map((pack) => ({ item: item.id, ...pack }))));
writeCsv('participants.csv', ['id', 'nameJa', 'nameEn', 'corporateNumber', 'ultimateParent'], participants());
writeCsv('locations.csv',
  ['id', 'nameJa', 'nameEn', 'participant', 'tier', 'prefecture', 'intervalMinutes', 'categories'], locations());
writeJson('keys.json', [
  key('demo-ministry'),
  key('demo-maker', 'maker-01'),
  key('demo-wholesaler', 'wholesaler-01'),
  key('demo-retailer', 'retailer-01'),
  key('demo-sender', 'demo-formats'),
]);
for (const feed of feeds)
  writeJson(join('feeds', `${feed.id}.json`), feed);
writeJson('alert-rules.json', alertRules);

/** A demo key's entry: only its hash is written, and it opens nothing unless the registry says that it is a demo. */
function key(secret, participant) {
  const sha256 = createHash('sha256').update(secret, 'utf8').digest('hex');
  return participant ? { sha256, participant, role: 'participant', demo: true } : { sha256, role: 'ministry', demo: true };
}

function writeJson(name, value) {
  writeFileSync(join(folder, name), JSON.stringify(value, null, 2) + '\n');
}

function writeCsv(name, columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => field(String(row[column]))))];
  writeFileSync(join(folder, name), lines.map((line) => line.join(',') + '\n').join(''));
}

function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
