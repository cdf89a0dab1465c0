// One row per category: how much, how many days at each step, how it moved since the page was opened, and how far the figure
// can be believed. Rows are sorted by urgency once; later the visitor is asked, so that nothing moves by itself.

import {
  change, clock, days, exact, isStale, quantity, shortDays, SIGN, state, stateWord, urgency, type State,
} from "../figures.js";
import { describe, paintState, Provenance } from "../figure-view.js";
import { nameOf, unitOf, type Page } from "../page.js";
import { byId, element, setAttribute, setFigure, setHidden, setText } from "../painter.js";
import type { Category, Level, Tier } from "../wire.js";

/** The wall re-sorts by itself, at most once a minute; nobody points at it. */
const WALL_SORT_MS = 60_000;
const ROW_TIERS: readonly Tier[] = ["retailer", "wholesaler", "manufacturer"];

interface TierCell {
  readonly box: HTMLElement;
  readonly name: HTMLElement;
  readonly sign: HTMLElement;
  readonly figure: HTMLElement;
  readonly word: HTMLElement;
}

interface Row {
  readonly item: HTMLLIElement;
  readonly choose: HTMLButtonElement;
  readonly figure: HTMLElement;
  readonly unit: HTMLElement;
  readonly supply: HTMLElement;
  readonly stale: HTMLElement;
  readonly trend: HTMLElement;
  readonly since: HTMLElement;
  readonly tiers: Map<Tier, TierCell>;
  readonly provenance: Provenance;
  opened: { quantity: number; atMs: number } | null;
  lastState: State | null;
}

export class RowsView {
  private readonly rows = new Map<string, Row>();
  private readonly list = byId<HTMLUListElement>("rows-list");
  private sortedMs = -Infinity;
  private isSorted = false;

  constructor(private readonly page: Page) {
    byId("rows-sort").addEventListener("click", () => this.sort());
  }

  /** Called once the registry is known. */
  build(): void {
    for (const category of this.page.categories) {
      if (!this.rows.has(category.id)) this.rows.set(category.id, this.create(category));
    }
  }

  paint(): void {
    for (const category of this.page.categories) {
      const row = this.rows.get(category.id);
      if (row) this.paintRow(row, category);
    }
    this.paintOrder();
  }

  /** Moves the focus to the next or the previous category. */
  step(by: 1 | -1): void {
    const buttons = [...this.list.querySelectorAll<HTMLButtonElement>("button.choose")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[at < 0 ? 0 : Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus();
  }

  private create(category: Category): Row {
    const item = element("li", "row", this.list);
    item.dataset["card"] = "";
    item.dataset["category"] = category.id;
    const choose = element("button", "choose", item);
    choose.type = "button";
    choose.addEventListener("click", () => this.page.choose(category.id));
    const stock = element("div", "stock", item);
    const line = element("p", "amount", stock);
    const figure = element("span", "figure", line);
    figure.dataset["figure"] = "quantity";
    const unit = element("span", "unit", line);
    const supply = element("span", "supply", stock);
    supply.dataset["figure"] = "days";
    const stale = element("span", "stale", stock);
    const tierBox = element("div", "tiers", item);
    const tiers = new Map(ROW_TIERS.map((tier) => [tier, createTier(tierBox, tier)] as const));
    const move = element("div", "trend", item);
    const trend = element("span", "move", move);
    trend.dataset["figure"] = "trend";
    const since = element("span", "since", move);
    const provenance = new Provenance(element("div", "provenance", item));
    return {
      item, choose, figure, unit, supply, stale, trend, since, tiers, provenance, opened: null, lastState: null,
    };
  }

  private paintRow(row: Row, category: Category): void {
    const { page } = this;
    const level = page.nation.store.get(category.id);
    const isPublic = page.audience() === "public";
    setText(row.choose, nameOf(category, page));
    setAttribute(row.choose, "aria-pressed", String(page.choices.category === category.id));
    for (const node of [row.figure, row.unit, row.stale, row.trend, row.since]) setHidden(node, isPublic);
    if (isPublic) this.paintPublic(row, level, category);
    else this.paintAmount(row, level, category);
    for (const [tier, cell] of row.tiers) this.paintTier(cell, page.tiers.store.get(category.id, tier), category, tier);
    row.provenance.paint(level, page);
    this.announce(row, category);
  }

  private paintPublic(row: Row, level: Level | undefined, category: Category): void {
    const of = state(level, category);
    setText(row.supply, this.page.nation.store.isLoaded
      ? `${this.page.words("nation")} ${SIGN[of]} ${of === "unknown" ? this.page.words("state.unknownShort") : stateWord(of, this.page.words)}` : this.page.words("loading"));
    delete row.supply.dataset["figure"];
    delete row.figure.dataset["figure"];
    delete row.trend.dataset["figure"];
  }

  private paintAmount(row: Row, level: Level | undefined, category: Category): void {
    const { words } = this.page;
    const unit = unitOf(category, this.page);
    const amount = level?.quantity;
    const isKnown = typeof amount === "number" && !!level?.asOf && !level.suppressed;
    if (!this.page.nation.store.isLoaded) {
      setText(row.supply, words("loading"));
      return;
    }
    paintState(row.figure, state(level, category), isStale(level));
    if (!isKnown) {
      setText(row.figure, level?.suppressed ? "x" : SIGN.unknown);
      setText(row.unit, "");
      setText(row.supply, describe(level, category, this.page));
      setText(row.stale, "");
      setText(row.trend, words("trend.none"));
      setText(row.since, "");
      return;
    }
    setFigure(row.figure, quantity(amount, words), `${exact(amount)} ${unit}`);
    setText(row.unit, unit);
    setText(row.supply, days(level.daysOfSupply, words));
    const late = level.staleQuantity ?? 0;
    setText(row.stale, lateText(late, amount, unit, this.page));
    this.paintTrend(row, amount, unit);
  }

  private paintTrend(row: Row, amount: number, unit: string): void {
    const { words } = this.page;
    row.opened ??= { quantity: amount, atMs: this.page.now() };
    setText(row.trend, change(row.opened.quantity, amount, unit, words));
    setText(row.since, words("trend.since", clock(row.opened.atMs, this.page.now(), words)));
  }

  private paintTier(cell: TierCell, level: Level | undefined, category: Category, tier: Tier): void {
    const { words } = this.page;
    const of = state(level, category);
    paintState(cell.box, of, isStale(level));
    setText(cell.name, words(`tier.${tier}`));
    setText(cell.sign, SIGN[of]);
    const supply = level?.daysOfSupply;
    const hasDays = typeof supply === "number" && of !== "unknown" && of !== "withheld";
    setText(cell.figure, hasDays ? days(supply, words) : "");
    setHidden(cell.figure, !hasDays);
    setText(cell.word, of === "unknown" ? words("state.unknownShort") : stateWord(of, words));
    setHidden(cell.word, of === "noOutflow" && hasDays);
    setAttribute(cell.box, "title", describe(level, category, this.page) + (hasDays ? ` ${shortDays(supply)}` : ""));
  }

  /** One sentence when the shops' band of the chosen category changes. */
  private announce(row: Row, category: Category): void {
    const level = this.page.tiers.store.get(category.id, "retailer");
    if (!level) return;
    const of = state(level, category);
    if (row.lastState && row.lastState !== of && this.page.choices.category === category.id) {
      this.page.say(this.page.words("status.band", nameOf(category, this.page), stateWord(of, this.page.words)));
    }
    row.lastState = of;
  }

  private order(): string[] {
    const key = (category: Category) => {
      const shops = this.page.tiers.store.get(category.id, "retailer");
      return urgency(shops?.asOf || shops?.band ? shops : this.page.nation.store.get(category.id), category);
    };
    return [...this.page.categories].map((category, at) => ({ id: category.id, key: key(category), at }))
      .sort((a, b) => Math.floor(a.key) - Math.floor(b.key) || a.at - b.at).map((entry) => entry.id);
  }

  private paintOrder(): void {
    if (!this.page.tiers.store.isLoaded || !this.page.nation.store.isLoaded) return;
    const isWallTime = this.page.choices.wall && performance.now() - this.sortedMs > WALL_SORT_MS;
    if (!this.isSorted || isWallTime) this.sort();
    const shown = [...this.list.children].map((item) => (item as HTMLElement).dataset["category"]);
    setHidden(byId("rows-sort"), this.page.choices.wall || this.order().every((id, at) => id === shown[at]));
  }

  private sort(): void {
    this.isSorted = true;
    this.sortedMs = performance.now();
    const order = this.order();
    const focused = document.activeElement as HTMLElement | null;
    order.forEach((id, at) => {
      const item = this.rows.get(id)?.item;
      if (item && this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    });
    if (focused && this.list.contains(focused)) focused.focus();
    setHidden(byId("rows-sort"), true);
    const first = order[0];
    if (!this.page.choices.category && first) this.page.choose(first);
  }
}

function createTier(parent: HTMLElement, tier: Tier): TierCell {
  const box = element("div", "tier", parent);
  box.dataset["tier"] = tier;
  const name = element("span", "tier-name", box);
  const sign = element("span", "sign", box);
  sign.setAttribute("aria-hidden", "true");
  const figure = element("span", "tier-days", box);
  figure.dataset["figure"] = "days";
  return { box, name, sign, figure, word: element("span", "tier-word", box) };
}

function lateText(late: number, amount: number, unit: string, page: Page): string {
  if (late <= 0) return page.words("stale.noPart");
  if (late >= amount) return page.words("stale.all");
  return page.words("stale.part", `${quantity(late, page.words)}${page.words("number.unitGap")}${unit}`);
}
