// Small parts several cards share: a coloured sign with its word, an as-of with its age, a coverage text.

import {
  age, asOf, asOfOldest, clock, coverage, isLowCoverage, isStale, machineTime, percent, SIGN, state, stateWord, type State,
} from "./figures.js";
import type { Page } from "./page.js";
import { element, setAttribute, setHidden, setText } from "./painter.js";
import type { Category, Level } from "./wire.js";

/** Fills a node with the colour of a state; the words stand beside it. */
export function paintState(node: HTMLElement, of: State, stale: boolean): void {
  setAttribute(node, "data-state", of);
  setAttribute(node, "data-stale", stale ? "true" : "");
}

/** A level's state in words: the band, or why there is none, and whether it is late. */
export function describe(level: Level | undefined, category: Category | undefined, page: Page): string {
  const of = state(level, category);
  const word = of === "withheld"
    ? `${stateWord(of, page.words)}— ${page.words("state.withheldWhy")}`
    : stateWord(of, page.words);
  if (level?.asOf && isStale(level)) {
    const last = Date.parse(level.asOf.newest);
    return `${word} ${page.words("state.stale", clock(last, page.now(), page.words))}`;
  }
  return word;
}

export function signOf(level: Level | undefined, category: Category | undefined): string {
  return SIGN[state(level, category)];
}

/** As-of, oldest report and coverage: they stand in every card that holds a figure. */
export class Provenance {
  private readonly time: HTMLTimeElement;
  private readonly oldest: HTMLElement;
  private readonly coverage: HTMLElement;
  private readonly low: HTMLElement;

  constructor(parent: HTMLElement) {
    this.time = element("time", "as-of", parent);
    this.oldest = element("span", "oldest", parent);
    this.coverage = element("span", "coverage", parent);
    this.low = element("span", "chip", parent);
    this.low.hidden = true;
  }

  paint(level: Level | undefined, page: Page): void {
    const now = page.now();
    if (level?.asOf) {
      const newest = Date.parse(level.asOf.newest);
      setText(this.time, asOf(newest, now, page.words));
      setAttribute(this.time, "datetime", machineTime(newest));
      setText(this.oldest, asOfOldest(level, now, page.words));
    } else {
      const computed = page.nation.computedAtMs;
      // The public is told when the word was computed; the reporters' own times stay with those who may see them.
      const isWord = !!level?.band && computed > 0;
      setText(this.time, isWord
        ? page.words("connection.computed", clock(computed, now, page.words), age(computed, now, page.words))
        : page.words(level?.suppressed ? "asOf.withheld" : "asOf.none"));
      setAttribute(this.time, "datetime", isWord ? machineTime(computed) : "");
      setText(this.oldest, "");
    }
    const isPublic = page.audience() === "public" && !level?.locations;
    setHidden(this.coverage, isPublic);
    setText(this.coverage, isPublic ? page.words("coverage.public") : coverage(level, page.words));
    const seen = level?.locations;
    setHidden(this.low, !isLowCoverage(level));
    if (seen) setText(this.low, page.words("coverage.low", percent(seen.reporting, seen.expected)));
  }
}
