import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, shareText, wordFor, type Reporter } from "../src/coverage-figures.js";
import { columnIndex, decode, delimiterOf, headerOf, rowsOf } from "../src/file-text.js";
import { isCorporateNumber, isGln, digitsOf } from "../src/identifiers.js";
import { choiceOf, profileOf, statusWords, type Suggestion } from "../src/join-profile.js";
import { amount, columnLetter, compare, splitMessage, timesText } from "../src/receipts.js";
import { outcomeState, type Delivery } from "../src/sending.js";
import type { Outcome } from "../src/upload.js";
import ja from "../src/strings/ja.json";

const words = (key: string, ...args: (string | number)[]): string =>
  ((ja as Record<string, string>)[key] ?? key).replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)] ?? ""));

test("a row keeps the line it begins in, whatever ends its lines and stands in its quotes", () => {
  const text = "a,b\r\n\"x\r\ny\",1\rc,\"say \"\"hi\"\"\"\n\nlast,2";
  const rows = [...rowsOf(text, ",")];
  assert.deepEqual(rows.map((row) => row.line), [1, 2, 4, 5, 6]);
  assert.deepEqual(rows.map((row) => row.cells), [["a", "b"], ["x\r\ny", "1"], ["c", "say \"hi\""], [""], ["last", "2"]]);
});

test("an encoding is taken only when every byte fits it, and a workbook is no text", () => {
  assert.equal(decode(new Uint8Array([0x8d, 0xdd, 0x8c, 0xc9])), "\u5728\u5eab");
  assert.equal(decode(new TextEncoder().encode("\u5728\u5eab")), "\u5728\u5eab");
  assert.equal(decode(new Uint8Array([0xff, 0xfe, 0x28, 0x57])), "\u5728");
  assert.equal(decode(new Uint8Array([0x50, 0x4b, 3, 4])), null);
  assert.equal(decode(new Uint8Array([0x41, 0, 0x42])), null);
  assert.equal(decode(new TextEncoder().encode("{\"a\":1}")), null);
  assert.equal(decode(new TextEncoder().encode("UNB+UNOA:3")), null);
});

test("a column is found by its name or its place and has a spreadsheet's letter", () => {
  const text = "made,2026\nJAN\tQty \nx\ty";
  const form = { skipLines: 1 };
  assert.equal(delimiterOf(text, form), "\t");
  const header = headerOf(text, form);
  assert.equal(header?.line, 2);
  assert.equal(columnIndex("qty", header), 1);
  assert.equal(columnIndex("3", null), 2);
  assert.equal(columnIndex("none", header), -1);
  assert.deepEqual([0, 25, 26, 701, 702].map(columnLetter), ["A", "Z", "AA", "ZZ", "AAA"]);
});

test("a case and piece slip is seen from five times on, either way, and only within one unit", () => {
  const before = [{ status: "onHand", unit: "EA", quantity: "1000", lines: 1 }, { status: "onHold", unit: "EA", quantity: "0", lines: 1 }];
  const row = (quantity: string): boolean | undefined => compare([{ status: "onHand", unit: "EA", quantity, lines: 1 }], before)[0]?.isSlip;
  assert.deepEqual(["5000", "4999", "200", "201", "0"].map(row), [true, false, true, false, true]);
  const other = compare([{ status: "onHand", unit: "CS", quantity: 7, lines: 1 }], before);
  assert.deepEqual(other.map((one) => [one.unit, one.now, one.before, one.isSlip]),
    [["CS", "7", null, false], ["EA", null, "1,000", false], ["EA", null, "0", false]]);
  assert.equal(compare([{ status: "onHold", unit: "EA", quantity: "9", lines: 1 }], before)[0]?.ratio, null);
  assert.deepEqual([40.9, 9.99, 1].map(timesText), ["40", "9.9", "1"]);
});

test("amounts keep every digit", () => {
  assert.deepEqual(["12345678901234567890", "-1234.500", 1234, "0.25"].map(amount), ["12,345,678,901,234,567,890", "\u22121,234.500", "1,234", "0.25"]);
});

test("a message is what is wrong and then what to do", () => {
  assert.deepEqual(splitMessage("\u6570\u3067\u306f\u3042\u308a\u307e\u305b\u3093\u3002\u76f4\u3059\u3002"), { wrong: "\u6570\u3067\u306f\u3042\u308a\u307e\u305b\u3093\u3002", remedy: "\u76f4\u3059\u3002" });
  assert.deepEqual(splitMessage("Not a number. Write 1.5 or 2."), { wrong: "Not a number.", remedy: "Write 1.5 or 2." });
  assert.deepEqual(splitMessage("one"), { wrong: "one", remedy: "" });
});

test("only an answer with a receipt is a success", () => {
  const state = (outcome: Outcome | null, isDryRun = false): string =>
    outcomeState({ outcome, isDryRun } as unknown as Delivery);
  const lines = { accepted: 1, rejected: 0, duplicate: 0 };
  assert.equal(state({ kind: "answer", status: 200, body: { receipt: "R-1", lines } }), "received");
  assert.equal(state({ kind: "answer", status: 200, body: { receipt: "R-1", lines: { accepted: 0, rejected: 0, duplicate: 2 } } }), "duplicate");
  assert.equal(state({ kind: "answer", status: 200, body: { dryRun: true, lines } }, true), "checked");
  assert.equal(state({ kind: "answer", status: 200, body: { lines } }), "unknown");
  const others: Outcome[] = [{ kind: "unsent" }, { kind: "unknown" }, { kind: "stopped" },
    ...[400, 401, 403, 404, 413, 415, 422, 429, 500, 502, 503].map((status): Outcome => ({ kind: "answer", status, body: {} }))];
  for (const outcome of others) assert.ok(!["received", "duplicate", "checked"].includes(state(outcome)), JSON.stringify(outcome));
  const held: Outcome = { kind: "answer", status: 422, body: { reason: "needsConfirmation", held: { id: "h", until: "2026-11-23T00:00:00Z" } } };
  assert.deepEqual([state(held), state(held, true)], ["held", "shrunk"]);
});

test("check digits are tested as the authorities define them", () => {
  assert.ok(isCorporateNumber("7000012050002"));
  assert.ok(!isCorporateNumber("6000012050002"));
  assert.ok(!isCorporateNumber("700001205000"));
  assert.ok(isGln("9520000002015"));
  assert.ok(!isGln("9520000002014"));
  assert.equal(digitsOf(" \uff17\uff10\uff10\uff10-0120\u30fc50002 "), "7000012050002");
});

test("a profile follows the choices: plans are left out, nameless columns are counted, wide columns keep their items", () => {
  const column = (index: number, name: string, field: string | null) => ({ index, name, field, confidence: 0.9, evidence: [] });
  const suggestion: Suggestion = {
    profile: { id: "a", participant: "p", format: "delimited", skipLines: 1, columns: { item: ["JAN", "code"], quantity: ["stock"] } },
    confidence: 0.9, headerRow: 2, blanks: [], sample: [],
    columns: [column(0, "code", "item"), column(1, "JAN", "item"), column(2, "stock", "quantity"), column(3, "plan", "plan"), column(4, "", null)],
  };
  const choices = suggestion.columns.map((one) => choiceOf(one, suggestion.profile));
  assert.deepEqual(choices, ["item", "item", "quantity:onHand", "plan", ""]);
  const none = { location: "", unit: "", scope: "", timeZone: "", statuses: {} };
  const plain = profileOf(suggestion, choices, { ...none, unit: "CS", location: "shop-1", scope: "full" });
  assert.deepEqual(plain?.columns, { item: ["JAN", "code"], quantity: ["stock"] });
  assert.deepEqual([plain?.constants, plain?.["scope"], plain?.header], [{ unit: "CS", location: "shop-1" }, "full", undefined]);
  const counted = profileOf(suggestion, ["item", "", "quantity:onHand", "quantity:inTransit", "location"], { ...none, location: "x" });
  assert.deepEqual([counted?.header, counted?.skipLines, counted?.columns, counted?.constants], [false, 2, { item: ["1"], location: ["5"] }, undefined]);
  assert.deepEqual(counted?.quantities, [{ column: ["3"], status: "onHand" }, { column: ["4"], status: "inTransit" }]);
  const wide: Suggestion = { ...suggestion, profile: { id: "a", participant: "p", format: "delimited", quantities: [{ column: ["stock"], item: "adult" }] } };
  assert.deepEqual(profileOf(wide, ["", "", "quantity:onHand", "", ""], none)?.quantities, [{ column: ["stock"], item: "adult", status: "onHand" }]);
  const status: Suggestion = { ...suggestion, sample: [["x", "y", "1", "good"], ["x", "y", "1", "held"]],
    profile: { id: "a", participant: "p", format: "delimited", statuses: { good: "onHand" } } };
  const withStatus = ["item", "", "quantity:onHand", "status", ""];
  assert.deepEqual(statusWords(status, withStatus), ["held"]);
  assert.deepEqual(profileOf(status, withStatus, { ...none, statuses: { held: "onHold", other: "" } })?.["statuses"], { good: "onHand", held: "onHold" });
  assert.equal(profileOf({ ...suggestion, profile: null }, choices, none), null);
});

test("coverage is never rounded up and the gap that weighs most is called first", () => {
  assert.equal(shareText({ coverage: 0.8299, expected: 1000, fresh: 829 }, words), "82%\uff08829\uff0f1,000\uff09");
  assert.equal(shareText({ coverage: 0.29 }, words), "29%");
  assert.deepEqual([{ coverage: 0.8 }, { coverage: 0.79 }, { coverage: 0.49 }, { coverage: 0 }].map((share) => wordFor(share, "ministry")), ["good", "part", "low", "silent"]);
  assert.deepEqual([wordFor({ coverage: null }, "ministry"), wordFor({ coverage: null }, "public"), wordFor(undefined, "public")], ["none", "withheld", "none"]);
  const reporter = (participant: string, silent: number, stale: number): Reporter =>
    ({ participant, tier: "retailer", prefecture: "13", coverage: 0, expected: 10, fresh: 10 - silent - stale, silent, stale });
  assert.deepEqual(missing([reporter("a", 1, 0), reporter("b", 2, 3), reporter("a", 0, 2), reporter("c", 0, 0)]).map((one) => [one.participant, one.silent, one.stale]),
    [["b", 2, 3], ["a", 1, 2]]);
});
