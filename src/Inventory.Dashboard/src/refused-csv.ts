// The refused lines as a file for Excel: the sender's own columns where the page has them, then place, reason and remedy, so
// that the lines can be mended and sent again. UTF-8 with BOM, CRLF.

import { csvField } from "./csv.js";
import type { Words } from "./figures.js";
import { delimiterOf, headerOf, rowsOf, type TextForm, type TextRow } from "./file-text.js";
import { said } from "./frame.js";
import { placeText, splitMessage, type Refused } from "./receipts.js";
import type { Language } from "./texts.js";
import { plain } from "./painter.js";

export function refusedCsv(refused: Refused[], text: string | null, form: TextForm, words: Words, language: Language): string {
  const byLine = text !== null && refused.every((entry) => entry.source?.line);
  const rows = byLine ? withOriginals(refused, text, form, words, language) : placesOnly(refused, words, language);
  return `\uFEFF${rows.map((cells) => cells.map(csvField).join(",")).join("\r\n")}\r\n`;
}

/** What stands above the header stays, so that the feed finds its header again. */
function withOriginals(refused: Refused[], text: string, form: TextForm, words: Words, language: Language): string[][] {
  const header = headerOf(text, form);
  const wanted = new Map<number, Refused[]>();
  for (const entry of refused) {
    const line = entry.source?.line ?? 0;
    wanted.set(line, [...(wanted.get(line) ?? []), entry]);
  }
  const lines = [...wanted.keys()];
  const width = Math.max(header?.cells.length ?? 0, 1);
  const out: string[][] = [];
  let before: TextRow | null = null;
  const take = (row: TextRow, nextLine: number): void => {
    // A reason may name a line inside a row that has line ends in quotes.
    const found = lines.filter((line) => line >= row.line && line < nextLine);
    if (found.length === 0) return;
    const entries = found.flatMap((line) => wanted.get(line) ?? []);
    out.push([...padded(row.cells, width), String(found[0]), ...wordsFor(entries, language)]);
  };
  for (const row of rowsOf(text, delimiterOf(text, form), form.quote)) {
    if (before) take(before, row.line);
    before = null;
    if (header && row.line < header.line) out.push(row.cells);
    else if (header && row.line === header.line) out.push([...row.cells, ...titles(words)]);
    else before = row;
  }
  if (before) take(before, Infinity);
  return header ? out : [[...Array.from({ length: width }, (_, index) => String(index + 1)), ...titles(words)], ...out];
}

function padded(cells: string[], width: number): string[] {
  return cells.length >= width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => "")];
}

function titles(words: Words): string[] {
  return ["refused.originalRow", "refused.reason", "refused.remedy"].map((key) => plain(words(key)));
}

function wordsFor(entries: Refused[], language: Language): string[] {
  const parts = entries.map((entry) => splitMessage(said(entry.message, language)));
  return [parts.map((part) => part.wrong).join(" "), parts.map((part) => part.remedy).join(" ")];
}

function placesOnly(refused: Refused[], words: Words, language: Language): string[][] {
  const head = ["refused.place", "refused.column", "refused.value", "refused.reason", "refused.remedy"].map((key) => plain(words(key)));
  const rows = refused.map((entry) => {
    const { wrong, remedy } = splitMessage(said(entry.message, language));
    return [plain(placeText(entry.source, words)), entry.source?.column ?? entry.field, entry.value ?? "", wrong, remedy];
  });
  return [head, ...rows];
}
