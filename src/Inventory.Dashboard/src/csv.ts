// One row per level, with the API's columns and exact figures; UTF-8 with BOM, so that Excel reads it.

import type { LevelStore } from "./level-store.js";

const COLUMNS = [
  "category", "prefecture", "tier", "status", "quantity", "staleQuantity", "unit", "expected", "reporting", "stocked", "out",
  "outflowPerDay", "daysOfSupply", "asOf_oldest", "asOf_newest", "coverage", "band", "suppressed", "simulated", "sequence",
] as const;

export function csvOf(store: LevelStore): string {
  const lines = [COLUMNS.join(",")];
  for (const level of store.values()) {
    const seen = level.locations;
    const values = [
      level.category, level.prefecture, level.tier, level.status, level.quantity, level.staleQuantity, level.unit,
      seen?.expected, seen?.reporting, seen?.stocked, seen?.out, level.outflowPerDay, level.daysOfSupply,
      level.asOf?.oldest, level.asOf?.newest, seen && seen.expected > 0 ? seen.reporting / seen.expected : null,
      level.band, level.suppressed ?? false, store.isSimulated, store.sequence,
    ];
    lines.push(values.map(csvField).join(","));
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** A text that a spreadsheet could take for a formula is made a text; a signed number stays one. */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const isFormula = typeof value === "string" && /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d,.]*$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function saveCsv(name: string, store: LevelStore): void {
  saveFile(name, csvOf(store), "text/csv;charset=utf-8");
}

/** Gives the visitor a file made here. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
