// Each line as it would be read, with what would be refused beside it, in the order of the file.

import { clock, exact } from "../figures.js";
import { said, type Frame } from "../frame.js";
import { element, tell } from "../painter.js";
import { amount, placeText, splitMessage, wordOr, type Answer, type Refused, type Source } from "../receipts.js";
import { addCell, makeTable } from "./table.js";

/** A line of a preview. */
export interface PreviewRow {
  source: Source;
  location: string;
  item: string;
  status: string;
  quantity: string | number | null;
  unit: string | null;
  band?: { min: number; max?: number };
  asOf: string;
}

export interface PreviewAnswer extends Answer {
  rows?: PreviewRow[];
  errors?: { line: number; message: string }[];
}

/** Refused lines named above the table. */
const NAMED = 5;
const HEADS = ["refused.place", "field.location", "field.item", "field.status", "field.quantity", "field.asOf", "preview.verdict"];

export function paintPreview(box: HTMLElement, answer: PreviewAnswer, frame: Frame): void {
  const { words, language } = frame;
  box.replaceChildren();
  const rows = answer.rows ?? [];
  const refused = answer.rejections ?? [];
  const accepted = answer.lines?.accepted ?? 0;
  const title = tell("h3", "", box, accepted > 0 ? words("preview.title", exact(accepted), exact(answer.lines?.rejected ?? 0)) : words("preview.none"));
  title.id = "preview-title";
  title.tabIndex = -1;
  if (answer.message) tell("p", "warn", box, said(answer.message, language));
  for (const error of answer.errors ?? []) tell("p", "error", box, words("preview.error", error.line, error.message));
  for (const total of answer.totals ?? []) {
    const unit = total.unit ? wordOr(words, `unit.${total.unit}`, total.unit) : words("totals.noUnit");
    tell("p", "total", box, words("preview.total", wordOr(words, `stock.${total.status}`, total.status), amount(total.quantity), unit, exact(total.lines)));
  }
  if (refused.length > 0) {
    const first = refused.slice(0, NAMED).map((entry) => placeText(entry.source, words)).join(words("chain.join"));
    tell("p", "error", box, words(refused.length > NAMED ? "preview.refusedMore" : "preview.refused", first));
  }
  if (rows.length + refused.length === 0) return;
  const table = makeTable(box, words, "preview.caption", HEADS, "preview");
  const all = [...rows.map((row) => ({ source: row.source, row, refused: null })), ...refused.slice(0, 50).map((entry) => ({ source: entry.source, row: null, refused: entry }))];
  all.sort((a, b) => order(a.source) - order(b.source));
  const now = Date.now();
  for (const { row, refused: entry } of all) {
    const line = element("tr", entry ? "refused-row" : "", table);
    if (row) acceptedCells(line, row, frame, now);
    else if (entry) refusedCells(line, entry, frame);
  }
  if (accepted > rows.length) tell("p", "hint", box, words("preview.more", rows.length, exact(accepted)));
}

function order(source: Source | undefined): number {
  return source?.row ?? source?.line ?? source?.segment ?? 0;
}

function acceptedCells(line: HTMLElement, row: PreviewRow, frame: Frame, nowMs: number): void {
  const { words } = frame;
  const unit = row.unit ? wordOr(words, `unit.${row.unit}`, row.unit) : words("totals.noUnit");
  const count = row.quantity !== null && row.quantity !== undefined ? words("totals.amount", amount(row.quantity), unit)
    : row.band ? words("totals.amount", `${row.band.min}～${row.band.max ?? ""}`, unit) : words("refused.blank");
  const texts = [placeText(row.source, words), row.location, row.item, wordOr(words, `stock.${row.status}`, row.status), count,
    clock(Date.parse(row.asOf), nowMs, words), words("preview.good")];
  texts.forEach((text, index) => addCell(line, words, HEADS[index] ?? "", text, index === 0 ? "th" : "td"));
}

function refusedCells(line: HTMLElement, entry: Refused, frame: Frame): void {
  const { words, language } = frame;
  addCell(line, words, HEADS[0] ?? "", placeText(entry.source, words), "th");
  const { wrong, remedy } = splitMessage(said(entry.message, language));
  const value = entry.value ? words("refused.quoted", entry.value) : words("refused.blank");
  const cell = addCell(line, words, HEADS[6] ?? "", `${entry.source?.column ?? wordOr(words, `field.${entry.field}`, entry.field)} ${value} ${wrong} ${remedy}`);
  cell.colSpan = HEADS.length - 1;
}
