// Formats every number, age and state the pages show. Goals: one place, pure functions, testable alone.
// Non-goals: no element is touched and no clock is read here; "now" is an argument.
// Invariants: figures are cut, never rounded, so that the page never shows more stock than there is; unknown, zero,
// withheld, stale and "no outflow known" always give five different texts; times are Japan's.

import type { Category, Level, PublicBand } from "./wire.js";

/** Looks a text up by its key and fills {0}, {1}, … */
export type Words = (key: string, ...args: (string | number)[]) => string;

/** What a figure says, from the least stock to the most, then the reasons for saying nothing. */
export type State =
  | "band1" | "band2" | "band3" | "band4" | "band5"
  | "none" | "few" | "some" | "plenty"
  | "unknown" | "withheld" | "noOutflow";

const JST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
/** Below this share of fresh reporters a figure is only indicative (PAGES.md section 2.1). */
export const LOW_COVERAGE = 0.5;
/** Within this share either way a change is "about the same". */
export const STEADY_SHARE = 0.03;

export const SIGN: Record<State, string> = {
  band5: "◎", band4: "○", band3: "○", band2: "△", band1: "×",
  plenty: "◎", some: "○", few: "△", none: "×",
  unknown: "？", withheld: "x", noOutflow: "–",
};

/** Thousands separators without a locale database, so that every browser writes the same. */
function separated(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The exact count, for titles, tables and CSV. */
export function exact(value: number): string {
  const digits = separated(Math.abs(value).toString());
  return value < 0 ? `−${digits}` : digits;
}

/** Three significant digits in myriads (Japanese) or thousands (English), cut; exact below ten thousand. */
export function quantity(value: number, words: Words): string {
  const digits = Math.abs(value).toFixed(0);
  const sign = value < 0 ? "−" : "";
  if (digits.length < 5) return sign + separated(digits);
  const group = words("number.group") === "myriad" ? 4 : 3;
  const power = Math.min(Math.floor((digits.length - 1) / group), 4);
  const kept = digits.slice(0, 3).padEnd(digits.length, "0");
  const point = digits.length - power * group;
  const fraction = kept.slice(point).replace(/0+$/, "");
  const whole = kept.slice(0, point);
  return sign + (fraction ? `${whole}.${fraction}` : whole) + words(`number.power${power}`);
}

/** Days of supply, cut. */
export function days(value: number | null | undefined, words: Words): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return words("days.unknown");
  if (value < 1) return words("days.underOne");
  if (value > 60) return words("days.over", 60);
  return words("days.some", cutDays(value));
}

/** The bare number for a tile: "1.8", "21", "60+", "<1". */
export function shortDays(value: number): string {
  if (value < 1) return "<1";
  return value > 60 ? "60+" : cutDays(value);
}

function cutDays(value: number): string {
  return value < 10 ? (Math.floor(value * 10 + 1e-9) / 10).toFixed(1) : Math.floor(value).toString();
}

/** A share as whole percent, cut. */
export function percent(part: number, whole: number): string {
  return whole <= 0 ? "—" : `${Math.floor((part * 100) / whole)}%`;
}

/** Coverage always with its denominator. */
export function coverage(level: Level | undefined, words: Words): string {
  const seen = level?.locations;
  if (!seen && level?.suppressed) return words("coverage.withheld");
  if (!seen || seen.expected <= 0) return words("coverage.none");
  return words("coverage.some", percent(seen.reporting, seen.expected), exact(seen.reporting), exact(seen.expected));
}

/** The same inside a column that is headed "coverage". */
export function shortCoverage(level: Level | undefined, words: Words): string {
  const seen = level?.locations;
  if (!seen || seen.expected <= 0) return level?.suppressed ? "x" : "—";
  return words("coverage.cell", percent(seen.reporting, seen.expected), exact(seen.reporting), exact(seen.expected));
}

export function isLowCoverage(level: Level | undefined): boolean {
  const seen = level?.locations;
  return !!seen && seen.expected > 0 && seen.reporting / seen.expected < LOW_COVERAGE;
}

/** True when everything behind the figure is past its reporting intervals. */
export function isStale(level: Level | undefined): boolean {
  return !!level?.locations && level.locations.reporting === 0 && !!level.asOf;
}

/** The state of a level: a band, or the reason why there is none. */
export function state(level: Level | undefined, category: Category | undefined): State {
  if (!level) return "unknown";
  if (level.suppressed) return "withheld";
  if (level.band) return level.band as PublicBand;
  if (level.quantity === null || level.quantity === undefined || !level.asOf) return "unknown";
  const supply = level.daysOfSupply;
  if (supply === null || supply === undefined) return level.quantity <= 0 ? "band1" : "noOutflow";
  if (!category) return "noOutflow";
  const { fewDays, someDays, ampleDays, plentyDays } = category.bands;
  if (supply < fewDays) return "band1";
  if (supply < someDays) return "band2";
  if (supply < ampleDays) return "band3";
  return supply < plentyDays ? "band4" : "band5";
}

/** The state's word without limits. */
export function stateWord(of: State, words: Words): string {
  return words(`state.${of}`);
}

/** A number that orders states by urgency; the worst first, the unknown before the plentiful. */
export function urgency(level: Level | undefined, category: Category | undefined): number {
  const rank: Record<State, number> = {
    band1: 0, none: 0, band2: 1, few: 1, band3: 2, some: 2.5, band4: 3, noOutflow: 4, withheld: 4, unknown: 5, band5: 6, plenty: 6,
  };
  const of = state(level, category);
  return rank[of] * 1000 + Math.min(level?.daysOfSupply ?? 500, 900);
}

/** "14:03", "14:03:12" or, on another day, "11/21(土) 23:50": Japan's time. */
export function clock(timeMs: number, nowMs: number, words: Words, seconds = false): string {
  const at = new Date(timeMs + JST_OFFSET_MS);
  const text = [at.getUTCHours(), at.getUTCMinutes(), ...(seconds ? [at.getUTCSeconds()] : [])]
    .map((part) => part.toString().padStart(2, "0")).join(":");
  if (jstDay(timeMs) === jstDay(nowMs)) return text;
  const weekday = words("weekdays").split(",")[at.getUTCDay()] ?? "";
  const year = at.getUTCFullYear() === new Date(nowMs + JST_OFFSET_MS).getUTCFullYear() ? "" : `${at.getUTCFullYear()}/`;
  return `${year}${at.getUTCMonth() + 1}/${at.getUTCDate()}(${weekday}) ${text}`;
}

function jstDay(timeMs: number): number {
  return Math.floor((timeMs + JST_OFFSET_MS) / DAY_MS);
}

/** How long ago, in words. */
export function age(timeMs: number, nowMs: number, words: Words): string {
  const past = Math.max(0, nowMs - timeMs);
  const dayCount = jstDay(nowMs) - jstDay(timeMs);
  if (past < 60_000) return words("age.seconds", Math.floor(past / 1000));
  if (past < 3_600_000) return words("age.minutes", Math.floor(past / 60_000));
  if (dayCount === 1) return words("age.yesterday");
  if (dayCount > 1) return words("age.days", dayCount);
  return words("age.hours", Math.floor(past / 3_600_000));
}

/** "14:03時点（3分前）". */
export function asOf(timeMs: number, nowMs: number, words: Words): string {
  return words("asOf.at", clock(timeMs, nowMs, words), age(timeMs, nowMs, words));
}

/** The oldest as-of of a level, when it differs from the newest by a minute or more. */
export function asOfOldest(level: Level, nowMs: number, words: Words): string {
  if (!level.asOf) return "";
  const oldest = Date.parse(level.asOf.oldest);
  if (Date.parse(level.asOf.newest) - oldest < 60_000) return "";
  return words("asOf.oldest", clock(oldest, nowMs, words));
}

/** An RFC 3339 time with Japan's offset, for `datetime` attributes. */
export function machineTime(timeMs: number): string {
  return new Date(timeMs + JST_OFFSET_MS).toISOString().replace(/\.\d+Z$/, "+09:00");
}

/** A change against an earlier figure: sign, word and amount. */
export function change(before: number, now: number, unit: string, words: Words): string {
  const delta = now - before;
  if (delta === 0) return words("trend.same");
  const amount = `${delta > 0 ? "+" : "−"}${quantity(Math.abs(delta), words)}${words("number.unitGap")}${unit}`;
  const share = before === 0 ? 1 : Math.abs(delta / before);
  if (share <= STEADY_SHARE) return words("trend.steady", amount);
  return words(delta > 0 ? "trend.up" : "trend.down", amount);
}
