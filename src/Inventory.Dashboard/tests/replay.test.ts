import assert from "node:assert/strict";
import { test } from "node:test";
import { fromField, moved, onGrid, readPast, SPAN_MS, spanOf, toAddress, toField } from "../src/replay.js";

const NOW = Date.parse("2026-11-22T05:03:17Z");

test("a field holds the clock of Japan and gives the same time back", () => {
  const at = onGrid(NOW);
  assert.equal(toField(at), "2026-11-22T14:03:10");
  assert.equal(fromField(toField(at)), at);
  assert.equal(fromField("2026-11-22T14:03"), Date.parse("2026-11-22T05:03:00Z"));
  assert.equal(fromField(""), null);
});

test("an address names a time with its offset; a future or broken one is none", () => {
  assert.equal(readPast(`?at=${encodeURIComponent(toAddress(NOW))}`, NOW), NOW);
  assert.equal(readPast("?at=2026-11-22T06:00:00Z", NOW), null);
  assert.equal(readPast("?at=yesterday", NOW), null);
  assert.equal(readPast("?at=-271821-04-20T00:00:00Z", NOW), null);
  assert.equal(readPast("", NOW), null);
});

test("nobody moves into the future", () => {
  assert.equal(moved(onGrid(NOW), 60_000, NOW), onGrid(NOW));
  assert.equal(moved(onGrid(NOW), -3_600_000, NOW), onGrid(NOW) - 3_600_000);
});

test("the slider covers the last day, or the day around an older time", () => {
  assert.deepEqual(spanOf(null, NOW), { fromMs: onGrid(NOW) - SPAN_MS, toMs: onGrid(NOW) });
  const old = onGrid(NOW) - 3 * SPAN_MS;
  const span = spanOf(old, NOW);
  assert.ok(span.fromMs < old && old < span.toMs && span.toMs - span.fromMs === SPAN_MS);
});
