// The nation's share, the steps, the matrix and the list of those who do not report.

import type { Named } from "../api.js";
import { missing, shareText, sum, wordFor, type Coverage, type CoverageWord, type Share } from "../coverage-figures.js";
import { clock, exact, percent } from "../figures.js";
import { nameIn, type Frame } from "../frame.js";
import { byId, element, setHidden, setText, tell } from "../painter.js";
import { TIERS } from "../page.js";
import { addCell, makeTable } from "./table.js";

/** Reporters shown one by one. */
const SILENT_SHOWN = 50;
/** "If these many companies reported": the question a caller asks first. */
const CALLS = 5;
const SIGN: Record<CoverageWord, string> = { good: "◎", part: "○", low: "△", silent: "×", none: "–", withheld: "x" };

export class CoverageView {
  constructor(private readonly frame: Frame, private readonly names: Map<string, Named>) {}

  paint(answer: Coverage): void {
    const { words } = this.frame;
    const national = byId("national-figure");
    national.replaceChildren();
    this.figure(national, answer.national, answer);
    this.tiers(answer);
    this.matrix(answer);
    this.silent(answer);
    setHidden(byId("national-if"), answer.audience !== "ministry");
    if (answer.audience === "ministry") setText(byId("national-if"), this.ifText(answer, words));
  }

  /** "If the five largest gaps were closed": what a telephone call is worth. */
  private ifText(answer: Coverage, words: Frame["words"]): string {
    const gaps = missing(answer.participants ?? []).slice(0, CALLS);
    const { fresh = 0, expected = 0 } = answer.national;
    if (gaps.length === 0) return words("coverage.noGap");
    const gained = gaps.reduce((total, gap) => total + gap.silent + gap.stale, 0);
    return words("coverage.if", gaps.length, percent(fresh + gained, expected));
  }

  private figure(parent: HTMLElement, share: Share | undefined, answer: Coverage): void {
    const { words } = this.frame;
    const word = wordFor(share, answer.audience);
    parent.dataset["word"] = word;
    tell("span", "sign", parent, SIGN[word]).setAttribute("aria-hidden", "true");
    const text = share ? shareText(share, words) : "";
    if (text) tell("span", "share coverage", parent, text).dataset["figure"] = "coverage";
    tell("span", "word", parent, words(`coverage.word.${word}`));
  }

  private tiers(answer: Coverage): void {
    const { words } = this.frame;
    const box = byId("tiers");
    box.replaceChildren();
    const list = element("ul", "shares", box);
    for (const tier of TIERS) {
      const item = element("li", "share-cell", list);
      tell("strong", "", item, words(`tier.${tier}`));
      this.figure(item, answer.tiers.find((one) => one.tier === tier), answer);
    }
  }

  private matrix(answer: Coverage): void {
    const { words } = this.frame;
    const reporters = answer.audience === "ministry" ? answer.participants ?? [] : [];
    const isFull = reporters.length > 0;
    setText(byId("matrix-note"), words(isFull ? "coverage.matrixNote" : answer.audience === "public" ? "coverage.matrixPublic" : "coverage.matrixOwn"));
    const box = byId("matrix-body");
    box.replaceChildren();
    const tiers = isFull ? TIERS.map((tier) => `tier.${tier}`) : [];
    const table = makeTable(box, words, "coverage.matrixTable", ["table.prefecture", "tier.all", ...tiers], "coverage-table");
    for (const place of answer.prefectures) {
      const row = element("tr", "", table);
      row.dataset["code"] = place.prefecture;
      addCell(row, words, "table.prefecture", words(`prefecture.${place.prefecture}`), "th");
      this.figure(this.inner(addCell(row, words, "tier.all", "")), place, answer);
      if (!isFull) continue;
      const here = reporters.filter((one) => one.prefecture === place.prefecture);
      for (const tier of TIERS) {
        this.figure(this.inner(addCell(row, words, `tier.${tier}`, "")), sum(here.filter((one) => one.tier === tier)), answer);
      }
    }
  }

  private inner(cell: HTMLElement): HTMLElement {
    return element("span", "share-cell", cell);
  }

  private silent(answer: Coverage): void {
    const { words, language } = this.frame;
    setHidden(byId("silent"), answer.audience === "public");
    if (answer.audience === "public") return;
    const gaps = missing(answer.participants ?? []);
    const box = byId("silent-body");
    box.replaceChildren();
    const isOwn = answer.audience === "participant";
    const note = gaps.length === 0 ? (isOwn ? "coverage.silentNoneOwn" : "coverage.silentNone") : isOwn ? "coverage.silentOwn" : "coverage.silentNote";
    setText(byId("silent-note"), words(note));
    if (gaps.length === 0) return;
    const heads = ["coverage.company", "coverage.silentPlaces", "coverage.stalePlaces", "coverage.effect", "coverage.last"];
    const table = makeTable(box, words, "coverage.silentTable", isOwn ? heads.filter((head) => head !== "coverage.effect") : heads, "silent-table");
    const { fresh = 0, expected = 0 } = answer.national;
    const now = Date.now();
    for (const gap of gaps.slice(0, SILENT_SHOWN)) {
      const row = element("tr", "", table);
      const known = this.names.get(gap.participant);
      const who = addCell(row, words, heads[0] ?? "", known ? nameIn(known, language) : gap.participant, "th");
      tell("small", "code", who, `${gap.participant} · ${gap.tiers.map((tier) => words(`tier.${tier}`)).join(" ")}`);
      addCell(row, words, heads[1] ?? "", words("coverage.places", exact(gap.silent), exact(gap.expected)));
      addCell(row, words, heads[2] ?? "", words("coverage.places", exact(gap.stale), exact(gap.expected)));
      if (!isOwn) addCell(row, words, heads[3] ?? "", words("coverage.becomes", percent(fresh + gap.silent + gap.stale, expected)));
      addCell(row, words, heads[4] ?? "", gap.newestAsOf ? clock(Date.parse(gap.newestAsOf), now, words) : words("coverage.never"));
    }
    if (gaps.length > SILENT_SHOWN) tell("p", "hint", box, words("coverage.more", SILENT_SHOWN, exact(gaps.length)));
  }
}
