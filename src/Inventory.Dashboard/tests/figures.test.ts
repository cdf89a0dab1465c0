import assert from "node:assert/strict";
import { test } from "node:test";
import { age, asOf, change, clock, coverage, days, exact, percent, quantity, shortDays, state, SIGN, stateWord } from "../src/figures.js";
import { wordsOf } from "../src/texts.js";
import type { Category, Level } from "../src/wire.js";

const ja = wordsOf("ja");
const en = wordsOf("en");
const NOON = Date.parse("2026-11-22T12:00:00+09:00");
const MASKS: Category = {
  id: "masks", nameJa: "マスク", nameEn: "Masks", baseUnit: "ST", unitJa: "枚", unitEn: "sheets",
  bands: { fewDays: 1, someDays: 3, ampleDays: 7, plentyDays: 14 },
};

function level(more: Partial<Level>): Level {
  const asOfRange = { oldest: "2026-11-22T11:00:00+09:00", newest: "2026-11-22T11:57:00+09:00" };
  return { category: "masks", quantity: 100, staleQuantity: 0, asOf: asOfRange, ...more };
}

// Rows of PAGES.md section 2.1 and the ends of each range.
const QUANTITIES: [number, string, string][] = [
  [0, "0", "0"], [1, "1", "1"], [999, "999", "999"], [1_000, "1,000", "1,000"], [9_999, "9,999", "9,999"],
  [10_000, "1万", "10 K"], [10_099, "1万", "10 K"], [12_345, "1.23万", "12.3 K"], [99_999, "9.99万", "99.9 K"],
  [999_999, "99.9万", "999 K"], [1_000_000, "100万", "1 M"], [9_999_999, "999万", "9.99 M"],
  [9_776_739, "977万", "9.77 M"], [12_300_000, "1230万", "12.3 M"], [99_999_999, "9990万", "99.9 M"],
  [100_000_000, "1億", "100 M"], [350_999_999, "3.5億", "350 M"], [1_000_000_000_000, "1兆", "1 T"],
  [-1_200, "−1,200", "−1,200"], [-12_345, "−1.23万", "−12.3 K"],
];

test("quantities are cut to three digits in myriads and in thousands, never rounded up", () => {
  for (const [value, japanese, english] of QUANTITIES) {
    assert.equal(quantity(value, ja), japanese, `${value} in Japanese`);
    assert.equal(quantity(value, en), english, `${value} in English`);
  }
});

test("a cut figure never says more than there is", () => {
  const powers: Record<string, number> = { "": 1, 万: 1e4, 億: 1e8, 兆: 1e12 };
  let seed = 20261122;
  for (let count = 0; count < 5_000; count++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const value = seed * (1 + (count % 1000));
    const match = /^([\d.,]+)(.*)$/.exec(quantity(value, ja));
    assert.ok(match, `seed 20261122, value ${value}`);
    const read = Number(match[1]?.replaceAll(",", "")) * (powers[match[2] ?? ""] ?? NaN);
    assert.ok(read <= value + 1e-3 && read > value * 0.989, `${value} was written ${match[0]}`);
  }
});

test("days of supply are cut, and unknown is never zero or endless", () => {
  const rows: [number | null, string, string][] = [
    [0, "1日分未満", "under 1 day"], [0.99, "1日分未満", "under 1 day"], [1, "1.0日分", "1.0 days"], [3.49, "3.4日分", "3.4 days"],
    [9.99, "9.9日分", "9.9 days"], [10, "10日分", "10 days"], [21.9, "21日分", "21 days"], [60, "60日分", "60 days"],
    [60.1, "60日分超", "over 60 days"], [null, "日数は不明", "days unknown"], [Infinity, "日数は不明", "days unknown"],
  ];
  for (const [value, japanese, english] of rows) {
    assert.equal(days(value, ja), japanese);
    assert.equal(days(value, en), english);
  }
  assert.deepEqual([0.5, 1.85, 21.9, 99].map(shortDays), ["<1", "1.8", "21", "60+"]);
});

test("unknown, zero, withheld, late and without outflow are five different texts", () => {
  const cases: Level[] = [
    level({ quantity: null, asOf: null }), level({ quantity: 0 }), level({ quantity: null, suppressed: true }), level({ quantity: 5 }),
  ];
  const texts = cases.map((of) => stateWord(state(of, MASKS), ja));
  texts.push(ja("state.stale", "11/21(土) 09:00"));
  assert.equal(new Set(texts).size, 5, texts.join(" | "));
});

test("bands begin at the category's own limits", () => {
  const rows: [number, string][] = [
    [0.9, "band1"], [1, "band2"], [2.9, "band2"], [3, "band3"], [7, "band4"], [13.9, "band4"], [14, "band5"],
  ];
  for (const [supply, band] of rows) assert.equal(state(level({ daysOfSupply: supply }), MASKS), band);
  assert.equal(state({ category: "masks", band: "some" }, MASKS), "some");
  assert.equal(state(undefined, MASKS), "unknown");
  assert.notEqual(SIGN.unknown, SIGN.noOutflow);
});

test("times are Japan's and carry their age", () => {
  assert.equal(asOf(NOON - 180_000, NOON, ja), "11:57時点（3分前）");
  assert.equal(asOf(NOON - 8_000, NOON, ja), "11:59時点（8秒前）");
  assert.equal(asOf(Date.parse("2026-11-21T23:50:00+09:00"), NOON, ja), "11/21(土) 23:50時点（昨日）");
  assert.equal(age(Date.parse("2026-11-19T10:00:00+09:00"), NOON, en), "3 days ago");
  assert.equal(clock(Date.parse("2020-03-03T10:02:40+08:00"), NOON, ja), "2020/3/3(火) 11:02");
  assert.equal(clock(NOON, NOON, en, true), "12:00:00");
});

test("coverage always names its denominator and is cut", () => {
  const seen = level({ locations: { expected: 9_900, reporting: 8_120, stocked: 1, out: 1 } });
  assert.equal(coverage(seen, ja), "報告率 82%（8,120／9,900か所）");
  assert.equal(percent(999, 1000), "99%");
  assert.equal(coverage(undefined, en), "coverage — (nobody registered)");
});

test("a change has a sign, a word and an amount", () => {
  assert.equal(change(9_776_739, 9_773_680, "枚", ja), "→ ほぼ同じ（−3,059枚）");
  assert.equal(change(100, 50, "枚", ja), "▼ 減（−50枚）");
  assert.equal(change(100, 100, "枚", ja), "→ 変わらず");
  assert.equal(change(0, 20_000, "sheets", en), "▲ up (+20 K sheets)");
  assert.equal(exact(-1_234_567), "−1,234,567");
});
