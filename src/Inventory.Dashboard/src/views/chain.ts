// Maker → wholesaler → in transit → shop for the chosen category, and the one sentence the ministry needs: short or stuck. The
// sentence always gives its figures, and says so when it cannot tell.

import { fetchLevels } from "../api.js";
import { days, exact, isStale, quantity, SIGN, state, stateWord } from "../figures.js";
import { describe, paintState, Provenance } from "../figure-view.js";
import { nameOf, unitOf, type Page } from "../page.js";
import { byId, element, setAttribute, setFigure, setHidden, setText } from "../painter.js";
import type { Category, Level, Tier } from "../wire.js";

/** Goods in transit change with deliveries, not with sales; asking each minute is enough. */
const TRANSIT_INTERVAL_MS = 60_000;
type Step = Tier | "inTransit";
const STEPS: readonly Step[] = ["manufacturer", "wholesaler", "inTransit", "retailer"];

interface Parts {
  readonly item: HTMLElement;
  readonly box: HTMLElement;
  readonly name: HTMLElement;
  readonly supply: HTMLElement;
  readonly amount: HTMLElement;
  readonly word: HTMLElement;
  readonly provenance: Provenance;
}

export class ChainView {
  private readonly steps = new Map<Step, Parts>();
  private transit: { category: string; level: Level | undefined } | null = null;
  private transitAskedMs = -Infinity;
  private transitFor: string | null = null;

  constructor(private readonly page: Page) {
    for (const step of STEPS) {
      const item = element("li", "", byId("chain-steps"));
      item.dataset["card"] = "";
      item.dataset["step"] = step;
      const name = element("h3", "", item);
      const box = element("p", "step-state", item);
      const supply = element("strong", "step-days", box);
      supply.dataset["figure"] = "days";
      const word = element("span", "step-word", box);
      const amount = element("p", "step-amount", item);
      amount.dataset["figure"] = "quantity";
      const provenance = new Provenance(element("p", "provenance", item));
      this.steps.set(step, { item, box, name, supply, amount, word, provenance });
    }
  }

  /** The goods in transit come by HTTP; for the public there is no such figure. */
  async watch(nowMs: number): Promise<void> {
    const category = this.page.choices.category;
    if (!category || this.page.audience() === "public" || document.hidden) return;
    if (category === this.transitFor && nowMs - this.transitAskedMs < TRANSIT_INTERVAL_MS) return;
    this.transitAskedMs = nowMs;
    this.transitFor = category;
    try {
      const answer = await fetchLevels({ by: "", category, status: "inTransit" });
      this.transit = { category, level: answer.levels[0] };
    } catch {
      this.transit = null;
    }
    this.page.painter.ask();
  }

  paint(): void {
    const { page } = this;
    const category = page.category(page.choices.category);
    setText(byId("chain-title"), page.words("chain.title", nameOf(category, page)));
    for (const [step, parts] of this.steps) {
      setText(parts.name, page.words(`tier.${step}`));
      if (step === "inTransit") this.paintTransit(parts, category);
      else this.paintStep(parts, page.tiers.store.get(category?.id, step), category);
    }
    setText(byId("chain-says"), this.sentence(category));
  }

  private paintStep(parts: Parts, level: Level | undefined, category: Category | undefined): void {
    const { words } = this.page;
    const of = state(level, category);
    paintState(parts.box, of, isStale(level));
    const supply = level?.daysOfSupply;
    const hasDays = typeof supply === "number" && of !== "withheld" && of !== "unknown";
    const text = hasDays ? `${SIGN[of]} ${days(supply, words)}` : SIGN[of];
    if (this.page.audience() === "public") delete parts.supply.dataset["figure"];
    setFigure(parts.supply, text);
    setText(parts.word, describe(level, category, this.page));
    this.paintAmount(parts, level, category);
    parts.provenance.paint(level, this.page);
  }

  private paintTransit(parts: Parts, category: Category | undefined): void {
    const isPublic = this.page.audience() === "public";
    setHidden(parts.item, isPublic);
    if (isPublic) return;
    const level = this.transit?.category === category?.id ? this.transit?.level : undefined;
    const isKnown = !!level?.asOf && typeof level.quantity === "number" && !level.suppressed;
    setAttribute(parts.box, "data-state", isKnown ? "noOutflow" : "unknown");
    const supply = this.transitDays(level, category);
    setText(parts.supply, supply === null ? (isKnown ? SIGN.noOutflow : SIGN.unknown) : days(supply, this.page.words));
    setText(parts.word, isKnown ? "" : this.page.words("chain.noTransit"));
    this.paintAmount(parts, level, category);
    parts.provenance.paint(level, this.page);
  }

  private paintAmount(parts: Parts, level: Level | undefined, category: Category | undefined): void {
    const isPublic = this.page.audience() === "public";
    setHidden(parts.amount, isPublic);
    if (isPublic) {
      delete parts.amount.dataset["figure"];
      return;
    }
    const amount = level?.quantity;
    const isKnown = !!level?.asOf && typeof amount === "number" && !level.suppressed;
    const unit = unitOf(category, this.page);
    const { words } = this.page;
    const text = isKnown ? `${quantity(amount, words)}${words("number.unitGap")}${unit}` : words(level?.suppressed ? "state.withheld" : "quantity.unknown");
    setFigure(parts.amount, text, isKnown ? `${exact(amount)} ${unit}` : "");
  }

  /** In transit divided by what leaves the shops in a day. */
  private transitDays(level: Level | undefined, category: Category | undefined): number | null {
    const outflow = this.page.tiers.store.get(category?.id, "retailer")?.outflowPerDay;
    if (!level?.asOf || typeof level.quantity !== "number" || !outflow || level.suppressed) return null;
    return level.quantity / outflow;
  }

  sentence(category: Category | undefined): string {
    const { words, tiers } = this.page;
    const level = (tier: Tier) => tiers.store.get(category?.id, tier);
    if (this.page.audience() === "public") {
      const word = (tier: Tier) => {
        const of = state(level(tier), category);
        return of === "unknown" ? words("state.unknownShort") : stateWord(of, words);
      };
      const isLow = ["few", "none"].includes(state(level("retailer"), category));
      const isHeld = (["manufacturer", "wholesaler"] as const).some((tier) => ["plenty", "some"].includes(state(level(tier), category)));
      return words(isLow && isHeld ? "chain.publicMoving" : "chain.public", word("manufacturer"), word("wholesaler"), word("retailer"));
    }
    const shops = level("retailer")?.daysOfSupply;
    if (level("retailer")?.suppressed) return words("chain.withheld");
    if (!category || typeof shops !== "number") return words("chain.unknown");
    const { someDays, ampleDays } = category.bands;
    const shopText = days(shops, words);
    if (shops >= ampleDays) return words("chain.fine", shopText);
    const upstream = (["wholesaler", "manufacturer"] as const).flatMap((tier) => {
      const supply = level(tier)?.daysOfSupply;
      return typeof supply === "number" ? [{ tier, supply }] : [];
    });
    if (upstream.length === 0) return words(shops >= someDays ? "chain.fine" : "chain.unknown", shopText);
    const holds = upstream.map(({ tier, supply }) => words("chain.holds", words(`tier.${tier}`), days(supply, words)));
    const transit = this.transitDays(this.transit?.level, category);
    if (transit !== null) holds.push(words("chain.holds", words("tier.inTransit"), days(transit, words)));
    if (shops >= someDays) return words("chain.low", shopText, holds.join(words("chain.join")));
    const isStuck = upstream.some(({ supply }) => supply >= ampleDays);
    return words(isStuck ? "chain.stuck" : "chain.short", shopText, holds.join(words("chain.join")));
  }
}
