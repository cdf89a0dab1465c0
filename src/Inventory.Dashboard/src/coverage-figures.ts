// The shapes of GET /v1/coverage and what follows from them. Pure. Shares are cut, never rounded up.

import { exact, LOW_COVERAGE, percent, type Words } from "./figures.js";
import type { Said } from "./receipts.js";
import type { Audience, Tier } from "./wire.js";

/** Counts are there for the ministry, and for a participant where enough companies stand behind them. */
export interface Share {
  coverage: number | null;
  expected?: number;
  fresh?: number;
  stale?: number;
  silent?: number;
}

export interface Reporter extends Share {
  participant: string;
  tier: Tier;
  prefecture: string;
  newestAsOf?: string | null;
}

export interface Finding {
  id: string;
  kind: string;
  feed?: string | null;
  participant: string;
  location?: string | null;
  item?: string | null;
  count: number;
  firstSeen: string;
  lastSeen: string;
  evidence?: Record<string, unknown> | null;
  message: Said;
  remedy: Said;
  threshold?: Said;
  state: "new" | "told" | "confirmed" | "resolved";
}

export interface Coverage {
  audience: Audience;
  computedAt: string;
  simulated?: boolean;
  national: Share;
  tiers: (Share & { tier: Tier })[];
  prefectures: (Share & { prefecture: string })[];
  participants?: Reporter[];
  findings?: Finding[];
  /** How much is known at all; for the ministry. */
  counts?: Record<string, number>;
}

export type CoverageWord = "none" | "withheld" | "silent" | "low" | "part" | "good";

/** At this share and above a figure is called well covered. */
export const GOOD_COVERAGE = 0.8;

export function wordFor(share: Share | undefined, audience: Audience): CoverageWord {
  if (!share || share.coverage === null) return share && audience !== "ministry" ? "withheld" : "none";
  // The public's share is rounded: nothing may look like nobody.
  if (share.coverage <= 0 && audience !== "public") return "silent";
  if (share.coverage < LOW_COVERAGE) return "low";
  return share.coverage < GOOD_COVERAGE ? "part" : "good";
}

/** "82%（41／50）", for the public "82%". */
export function shareText(share: Share, words: Words): string {
  if (share.coverage === null) return "";
  if (share.expected === undefined || share.fresh === undefined) return `${Math.floor(share.coverage * 100 + 1e-9)}%`;
  return words("coverage.cell", percent(share.fresh, share.expected), exact(share.fresh), exact(share.expected));
}

/** The sum of some reporters' counts. */
export function sum(reporters: Reporter[]): Share {
  const add = (name: "expected" | "fresh" | "stale" | "silent"): number =>
    reporters.reduce((total, one) => total + (one[name] ?? 0), 0);
  const expected = add("expected");
  const fresh = add("fresh");
  return { coverage: expected === 0 ? null : fresh / expected, expected, fresh, stale: add("stale"), silent: add("silent") };
}

export interface Missing {
  participant: string;
  silent: number;
  stale: number;
  expected: number;
  prefectures: string[];
  tiers: Tier[];
  newestAsOf: string | null;
}

/** Companies with places that do not report, those whose silence weighs most first. */
export function missing(reporters: Reporter[]): Missing[] {
  const found = new Map<string, Missing>();
  for (const one of reporters) {
    const gap = (one.silent ?? 0) + (one.stale ?? 0);
    const entry = found.get(one.participant)
      ?? { participant: one.participant, silent: 0, stale: 0, expected: 0, prefectures: [], tiers: [], newestAsOf: null };
    found.set(one.participant, entry);
    entry.expected += one.expected ?? 0;
    entry.silent += one.silent ?? 0;
    entry.stale += one.stale ?? 0;
    if (gap > 0 && !entry.prefectures.includes(one.prefecture)) entry.prefectures.push(one.prefecture);
    if (!entry.tiers.includes(one.tier)) entry.tiers.push(one.tier);
    if (one.newestAsOf && (!entry.newestAsOf || Date.parse(one.newestAsOf) > Date.parse(entry.newestAsOf))) entry.newestAsOf = one.newestAsOf;
  }
  return [...found.values()].filter((one) => one.silent + one.stale > 0)
    .sort((a, b) => b.silent + b.stale - (a.silent + a.stale) || a.participant.localeCompare(b.participant));
}
