import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../src/csv.js";
import { LevelStore } from "../src/level-store.js";
import { neighbour, PLACES } from "../src/tile-layout.js";
import type { LevelMessage } from "../src/wire.js";

function message(sequence: number, more: Partial<LevelMessage> = {}): LevelMessage {
  return { audience: "ministry", sequence, computedAt: "2026-11-22T03:00:00Z", levels: [], ...more };
}

test("a full message replaces everything and a changed one patches", () => {
  const store = new LevelStore();
  store.take(message(1, { full: true, levels: [{ category: "masks", quantity: 1 }, { category: "rice", quantity: 2 }] }));
  assert.equal(store.take(message(2, { previous: 1, levels: [{ category: "masks", quantity: 5 }] })), "taken");
  assert.equal(store.get("masks")?.quantity, 5);
  store.take(message(3, { previous: 2, removed: [{ category: "rice" }] }));
  assert.equal(store.get("rice"), undefined);
  store.take(message(9, { full: true, levels: [{ category: "rice", quantity: 7 }] }));
  assert.equal(store.get("masks"), undefined);
});

test("a message after a gap is refused and changes nothing", () => {
  const store = new LevelStore();
  store.take(message(1, { full: true, levels: [{ category: "masks", quantity: 1 }] }));
  assert.equal(store.take(message(5, { previous: 4, levels: [{ category: "masks", quantity: 9 }] })), "gap");
  assert.equal(store.get("masks")?.quantity, 1);
});

test("an older message never replaces a newer one", () => {
  const store = new LevelStore();
  store.take(message(5, { full: true, levels: [{ category: "masks", quantity: 5 }] }));
  assert.equal(store.take(message(4, { levels: [{ category: "masks", quantity: 4 }] })), "old");
  assert.equal(store.get("masks")?.quantity, 5);
});

test("the CSV has a BOM, exact figures and no formula", () => {
  const store = new LevelStore();
  store.take(message(1, { full: true, simulated: true, levels: [{ category: "=cmd", quantity: 9776739 }] }));
  const text = csvOf(store);
  assert.ok(text.startsWith("\uFEFFcategory,"));
  assert.match(text, /'=cmd,.*,9776739,/);
  assert.match(text, /,true,1\r\n$/);
});

test("the map has every prefecture once and the arrows reach all of them", () => {
  assert.equal(PLACES.length, 48);
  assert.equal(new Set(PLACES.map((place) => `${place.column}/${place.row}`)).size, 48);
  const seen = new Set(["13"]);
  for (const code of seen) {
    for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) seen.add(neighbour(code, x, y));
  }
  assert.equal(seen.size, 48);
});
