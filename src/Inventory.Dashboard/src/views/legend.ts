// The legend is drawn from the same table of states as the tiles, with the category's own limits.

import { SIGN, type State } from "../figures.js";
import { paintState } from "../figure-view.js";
import { nameOf, type Page } from "../page.js";
import { byId, element, setHidden, setText } from "../painter.js";

const PUBLIC: readonly State[] = ["plenty", "some", "few", "none", "unknown"];
const FULL: readonly State[] = ["band5", "band4", "band3", "band2", "band1", "noOutflow", "unknown", "withheld"];

export class LegendView {
  private readonly entries: { item: HTMLElement; swatch: HTMLElement; text: HTMLElement }[] = [];

  constructor(private readonly page: Page) {
    for (let at = 0; at < FULL.length + 1; at++) {
      const item = element("li", "", byId("legend-list"));
      const swatch = element("span", "swatch", item);
      this.entries.push({ item, swatch, text: element("span", "", item) });
    }
  }

  paint(): void {
    const { page } = this;
    const category = page.category(page.choices.category);
    if (!category) return;
    setText(byId("legend-limits"), page.words("legend.limits", nameOf(category, page)));
    const states = page.audience() === "public" ? PUBLIC : FULL;
    const { fewDays, someDays, ampleDays, plentyDays } = category.bands;
    this.entries.forEach(({ item, swatch, text }, at) => {
      const of = states[at];
      const isStaleEntry = at === states.length && page.audience() !== "public";
      setHidden(item, !of && !isStaleEntry);
      if (of) {
        paintState(swatch, of, false);
        setText(swatch, SIGN[of]);
        // The public's "some" spans two of the ministry's bands.
        setText(text, page.words(`legend.${of}`, fewDays, someDays, of === "some" ? plentyDays : ampleDays, plentyDays));
      } else if (isStaleEntry) {
        paintState(swatch, "band5", true);
        setText(swatch, "12");
        setText(text, page.words("legend.stale"));
      }
    });
  }
}
