import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import en from "../src/strings/en.json";
import ja from "../src/strings/ja.json";
import yasashii from "../src/strings/yasashii.json";

declare const SOURCE_FOLDER: string;
const tables: Record<string, Record<string, string>> = { ja, en, yasashii };

test("the three languages have the same keys, none empty", () => {
  for (const [name, table] of Object.entries(tables)) {
    assert.deepEqual(Object.keys(table).sort(), Object.keys(ja).sort(), name);
    for (const [key, text] of Object.entries(table)) {
      if (!key.startsWith("number.unitGap")) assert.notEqual(text.trim(), "", `${name}: ${key}`);
    }
  }
});

test("a translation names no argument that the Japanese text does not have", () => {
  const places = (text: string) => new Set(text.match(/\{\d\}/g) ?? []);
  for (const [name, table] of Object.entries(tables)) {
    for (const [key, text] of Object.entries(table)) {
      const known = places((ja as Record<string, string>)[key] ?? "");
      for (const place of places(text)) assert.ok(known.has(place), `${name}: ${key} has ${place}`);
    }
  }
});

test("scripts hold no text: every Japanese letter stands in a string table", () => {
  for (const file of scripts(SOURCE_FOLDER)) {
    const code = fs.readFileSync(file, "utf8").split("\n").filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line)).join("\n");
    assert.doesNotMatch(code, /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/, file);
  }
});

test("every key a script asks for exists", () => {
  for (const file of scripts(SOURCE_FOLDER)) {
    for (const [, key] of fs.readFileSync(file, "utf8").matchAll(/words\("([a-zA-Z.0-9]+)"/g)) {
      assert.ok(key && key in ja, `${file} asks for ${key}`);
    }
  }
});

test("plain Japanese sentences are short", () => {
  for (const [key, text] of Object.entries(yasashii)) {
    if (key.startsWith("help.") || key.startsWith("key.") || key.startsWith("legend.") || key.startsWith("footer.")) continue;
    for (const sentence of text.replace(/《[^》]*》/g, "").split("。")) assert.ok(sentence.length <= 40, `${key}: ${sentence}`);
  }
});

test("a reading stands directly behind kanji and only in plain Japanese", () => {
  for (const [name, table] of Object.entries(tables)) {
    for (const [key, text] of Object.entries(table)) {
      if (name !== "yasashii") assert.doesNotMatch(text, /[《》]/, `${name}: ${key}`);
      assert.doesNotMatch(text.replace(/[一-鿿々]+《[ぁ-ゖ]+》/g, ""), /[《》]/, `${name}: ${key}`);
    }
  }
});

function scripts(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return scripts(full);
    return entry.name.endsWith(".ts") ? [full] : [];
  });
}
