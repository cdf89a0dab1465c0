// The shapes of a push's answer (a receipt, or a problem with a receipt's members), and what they say in words. Pure.

import type { Words } from "./figures.js";

export interface Said {
  ja: string;
  en: string;
}

/** A place in what was sent, in the sender's terms. */
export interface Source {
  line?: number;
  row?: number;
  segment?: number;
  path?: string;
  column?: string;
}

export interface Refused {
  source?: Source;
  field: string;
  value?: string | null;
  reason: string;
  message: Said;
}

export interface Warned {
  kind: string;
  count: number;
  source?: Source;
  value?: string | null;
  message: Said;
}

export interface Total {
  status: string;
  /** Null when the file names none. */
  unit: string | null;
  /** A text, for a decimal may be more exact than a script's number. */
  quantity: string | number;
  lines: number;
}

export interface PreviousTotals {
  at?: string | null;
  totals: Total[];
}

/** What any push answers; which members are there depends on the status. */
export interface Answer {
  receipt?: string;
  dryRun?: boolean;
  receivedAt?: string;
  feed?: string;
  snapshots?: number;
  lines?: { accepted: number; rejected: number; duplicate: number; superseded?: number | null };
  warnings?: Warned[];
  rejections?: Refused[];
  totals?: Total[];
  previousTotals?: PreviousTotals | null;
  asOf?: { oldest: string; newest: string; source: string } | null;
  held?: { id: string; until: string } | null;
  reason?: string;
  message?: Said;
}

/** A quantity this many times the previous one, or this part of it, is most often a slip between cases and pieces. */
export const SLIP_RATIO = 5;

export interface Compared {
  status: string;
  unit: string;
  now: string | null;
  before: string | null;
  /** Now divided by before; null when one of the two is missing or before is zero. */
  ratio: number | null;
  isSlip: boolean;
}

/** This delivery's totals beside the last one's, one row for each status and unit of either. */
export function compare(now: Total[], before: Total[] | null): Compared[] {
  const keyOf = (total: Total): string => `${total.status} ${total.unit ?? ""}`;
  const past = new Map((before ?? []).map((total) => [keyOf(total), total]));
  const rows = now.map((total) => compared(total, total, past.get(keyOf(total))));
  const present = new Set(now.map(keyOf));
  for (const [key, total] of past) if (!present.has(key)) rows.push(compared(total, undefined, total));
  return rows;
}

function compared(of: Total, now: Total | undefined, before: Total | undefined): Compared {
  const past = Number(before?.quantity ?? 0);
  const ratio = now && before && past !== 0 ? Number(now.quantity) / past : null;
  const isSlip = ratio !== null && (ratio >= SLIP_RATIO || ratio <= 1 / SLIP_RATIO);
  return { status: of.status, unit: of.unit ?? "", now: now ? amount(now.quantity) : null, before: before ? amount(before.quantity) : null, ratio, isSlip };
}

/** A decimal text with separators, every digit kept. */
export function amount(value: string | number): string {
  const [whole = "0", fraction] = String(value).split(".");
  const digits = whole.replace(/^-/, "\u2212").replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${digits}.${fraction}` : digits;
}

/** "40" or "0.025" as people say it: whole times from ten on, else one digit; cut. */
export function timesText(ratio: number): string {
  if (ratio >= 10) return Math.floor(ratio).toString();
  return ratio >= 1 ? (Math.floor(ratio * 10) / 10).toString() : "";
}

/** What is wrong, and what to do: the server's texts are sentences in this order. */
export function splitMessage(text: string): { wrong: string; remedy: string } {
  const end = text.search(/。|\. /);
  if (end < 0) return { wrong: text, remedy: "" };
  return { wrong: text.slice(0, end + 1), remedy: text.slice(end + 1).trim() };
}

/** The place as the sender's program shows it: line, sheet row, EDI segment or path. */
export function placeText(source: Source | undefined, words: Words): string {
  if (source?.row) return source.path ? words("place.sheetRow", source.path, source.row) : words("place.row", source.row);
  if (source?.line) return words("place.line", source.line);
  if (source?.segment) return words("place.segment", source.segment);
  return source?.path || words("place.file");
}

/** The word of a status, a unit or a field; what has no word stands for itself. */
export function wordOr(words: Words, key: string, fallback: string): string {
  const text = words(key);
  return text === key ? fallback : text;
}

/** A, B, … Z, AA as a spreadsheet counts its columns; from 0. */
export function columnLetter(index: number): string {
  let letters = "";
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}
