// The times a screen can go back to, and how it moves between them. Pure.

/** The server keeps what was shown on this grid. */
export const GRID_MS = 10_000;
/** The slider's width: a day. Older times are picked by date. */
export const SPAN_MS = 86_400_000;
/** Playing: a minute of the past in a second. */
export const PLAY_STEP_MS = 60_000;
const JST_MS = 9 * 3_600_000;

/** The slider's two ends. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function onGrid(atMs: number): number {
  return Math.floor(atMs / GRID_MS) * GRID_MS;
}

/** A named time is asked for as it is: the newest record may be younger than the grid's last line. */
function toSecond(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}

/** The last day; a time before it gets the day around it. */
export function spanOf(atMs: number | null, nowMs: number): Span {
  const toMs = onGrid(nowMs);
  if (atMs === null || atMs >= toMs - SPAN_MS) return { fromMs: toMs - SPAN_MS, toMs };
  const from = onGrid(atMs - SPAN_MS / 2);
  return { fromMs: from, toMs: from + SPAN_MS };
}

/** A time further on or back, never in the future. */
export function moved(atMs: number, byMs: number, nowMs: number): number {
  return Math.min(onGrid(atMs + byMs), onGrid(nowMs));
}

/** The time an address asks for; null when it asks for none or for what is no past. */
export function readPast(search: string, nowMs: number): number | null {
  const given = new URLSearchParams(search).get("at");
  const atMs = given === null ? NaN : Date.parse(given);
  return Number.isFinite(atMs) && atMs > 0 && atMs <= nowMs ? toSecond(atMs) : null;
}

/** What a date field holds: the clock of Japan, wherever the visitor is. */
export function toField(atMs: number): string {
  return new Date(atMs + JST_MS).toISOString().slice(0, 19);
}

/** The time of a date field; null when it is not filled in. */
export function fromField(text: string): number | null {
  const atMs = Date.parse(`${text.length === 16 ? `${text}:00` : text}+09:00`);
  return Number.isFinite(atMs) ? toSecond(atMs) : null;
}

/** With Japan's offset, as the server writes times. */
export function toAddress(atMs: number): string {
  return `${toField(atMs)}+09:00`;
}
