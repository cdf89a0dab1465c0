// The independent reader of Arrow in tests: node read-arrow.mjs FILE > rows
// First line: the schema (names, types, nullable, notes, batches); then one JSON array a row. Integers of 64 bits are texts.
import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';

const table = tableFromIPC(readFileSync(process.argv[2]));
const lines = [JSON.stringify({
  fields: table.schema.fields.map((field) => [field.name, String(field.type), field.nullable]),
  notes: Object.fromEntries(table.schema.metadata),
  batches: table.batches.map((batch) => batch.numRows),
})];
const plain = (value) => (typeof value === 'bigint' ? value.toString() : value);
for (let row = 0; row < table.numRows; row++)
  lines.push(JSON.stringify(table.schema.fields.map((_, column) => plain(table.getChildAt(column).get(row)))));
process.stdout.write(lines.join('\n') + '\n');
