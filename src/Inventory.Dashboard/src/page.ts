// What every part of the page reads: the stores, the choices, the words, the clock. One object, made in main.ts.

import type { Words } from "./figures.js";
import type { LiveView } from "./live-view.js";
import type { Painter } from "./painter.js";
import type { Choices } from "./session.js";
import type { Audience, Category, Tier } from "./wire.js";

export const TIERS: readonly Tier[] = ["manufacturer", "wholesaler", "retailer"];

export interface Page {
  words: Words;
  readonly choices: Choices;
  categories: Category[];
  readonly nation: LiveView;
  readonly tiers: LiveView;
  readonly prefectures: LiveView;
  readonly painter: Painter;
  readonly openedAtMs: number;
  audience(): Audience;
  category(id: string | null | undefined): Category | undefined;
  /** The time the screen shows instead of now; null for now. */
  readonly pastMs: number | null;
  /** The figures' clock: the visitor's, set right by the server's when the two differ. */
  now(): number;
  choose(category: string): void;
  chooseTier(tier: Tier): void;
  say(text: string): void;
}

export function nameOf(category: Category | undefined, page: Page): string {
  if (!category) return "";
  return page.choices.language === "en" ? category.nameEn : category.nameJa;
}

export function unitOf(category: Category | undefined, page: Page): string {
  if (!category) return "";
  return page.choices.language === "en" ? category.unitEn : category.unitJa;
}
