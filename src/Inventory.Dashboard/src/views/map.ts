// The tile map and its equal table: the same levels, the same words. The map moves by arrow keys (one tab stop); the table is
// built when first opened. Comparison is by days of supply, never by raw quantity, which would be a map of the population.

import {
  age, asOf, clock, coverage, days, exact, isStale, machineTime, quantity, shortCoverage, shortDays, SIGN, state, type State,
} from "../figures.js";
import { describe, paintState, Provenance } from "../figure-view.js";
import { nameOf, unitOf, type Page } from "../page.js";
import { byId, element, setAttribute, setFigure, setHidden, setText } from "../painter.js";
import { saveCsv } from "../csv.js";
import { writeChoices } from "../session.js";
import { neighbour, PLACES } from "../tile-layout.js";
import type { Category, Level, Tier } from "../wire.js";

const EXTREMES = 5;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const COLUMNS = ["prefecture", "days", "state", "quantity", "coverage", "asOf"] as const;
type Column = (typeof COLUMNS)[number];

interface Tile {
  readonly button: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly value: HTMLElement;
  readonly sign: HTMLElement;
  readonly figure: HTMLElement;
}

export class MapView {
  private readonly tiles = new Map<string, Tile>();
  private readonly tableRows = new Map<string, { row: HTMLTableRowElement; cells: Map<Column, HTMLElement> }>();
  private readonly headers = new Map<Column, HTMLTableCellElement>();
  private readonly provenance = new Provenance(byId("map-meta"));
  private table: HTMLTableElement | null = null;
  private caption: HTMLElement | null = null;
  private picked: string | null = null;
  private focusCode = "13";
  private sortBy: { column: Column; ascending: boolean } = { column: "prefecture", ascending: true };

  constructor(private readonly page: Page) {
    const grid = byId("tiles");
    for (const place of PLACES) {
      const tile = this.createTile(grid, place.code);
      tile.button.style.gridArea = `${place.row + 1} / ${place.column + 1}`;
      this.tiles.set(place.code, tile);
    }
    grid.addEventListener("keydown", (event) => this.move(event));
    for (const list of ["lowest", "highest"]) {
      for (let at = 0; at < EXTREMES; at++) element("li", "", byId(list));
    }
    byId("view-map").addEventListener("click", () => this.show("map"));
    byId("view-table").addEventListener("click", () => this.show("table"));
    byId("csv").addEventListener("click", () => this.save());
    byId<HTMLSelectElement>("pick-category").addEventListener("change", (event) =>
      this.page.choose((event.target as HTMLSelectElement).value));
    byId<HTMLSelectElement>("pick-tier").addEventListener("change", (event) =>
      this.page.chooseTier((event.target as HTMLSelectElement).value as Tier));
  }

  toggle(): void {
    this.show(this.page.choices.view === "map" ? "table" : "map");
  }

  paint(): void {
    const { page } = this;
    const category = page.category(page.choices.category);
    this.paintPickers();
    this.provenance.paint(page.tiers.store.get(category?.id, page.choices.tier), page);
    setHidden(byId("map-panel"), page.choices.view !== "map");
    setHidden(byId("table-panel"), page.choices.view !== "table");
    for (const view of ["map", "table"]) setAttribute(byId(`view-${view}`), "aria-pressed", String(page.choices.view === view));
    if (page.choices.view === "table") this.paintTable(category);
    else this.paintMap(category);
  }

  private level(code: string): Level | undefined {
    const { prefectures, choices } = this.page;
    return prefectures.store.get(choices.category, choices.tier, code) ?? prefectures.store.get(choices.category, null, code);
  }

  private createTile(grid: HTMLElement, code: string): Tile {
    const button = element("button", "tile", grid);
    button.type = "button";
    button.dataset["code"] = code;
    button.tabIndex = code === this.focusCode ? 0 : -1;
    button.addEventListener("click", () => {
      this.picked = this.picked === code ? null : code;
      this.focusOn(code);
      this.page.painter.now();
    });
    const name = element("span", "tile-name", button);
    const value = element("span", "tile-value", button);
    return { button, name, value, sign: element("span", "tile-sign", value), figure: element("span", "tile-figure", value) };
  }

  private focusOn(code: string): void {
    const before = this.tiles.get(this.focusCode);
    if (before) before.button.tabIndex = -1;
    this.focusCode = code;
    const tile = this.tiles.get(code);
    if (!tile) return;
    tile.button.tabIndex = 0;
    tile.button.focus();
  }

  private move(event: KeyboardEvent): void {
    const step = ARROWS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.focusOn(neighbour(this.focusCode, step[0], step[1]));
  }

  private show(view: "map" | "table"): void {
    this.page.choices.view = view;
    writeChoices(this.page.choices);
    this.page.painter.now();
  }

  private paintPickers(): void {
    const { page } = this;
    const picker = byId<HTMLSelectElement>("pick-category");
    page.categories.forEach((category, at) => {
      const option = picker.options[at] ?? picker.appendChild(document.createElement("option"));
      option.value = category.id;
      setText(option, nameOf(category, page));
    });
    if (page.choices.category && picker.value !== page.choices.category) picker.value = page.choices.category;
    const tier = byId<HTMLSelectElement>("pick-tier");
    if (tier.value !== page.choices.tier) tier.value = page.choices.tier;
  }

  private paintMap(category: Category | undefined): void {
    const { words } = this.page;
    for (const [code, tile] of this.tiles) {
      const level = this.level(code);
      const of = state(level, category);
      paintState(tile.button, of, isStale(level));
      setText(tile.name, shortName(code, this.page));
      const [sign = "", ...figure] = tileText(level, of).split(" ");
      setText(tile.sign, sign);
      setText(tile.figure, figure.length > 0 ? ` ${figure.join(" ")}` : "");
      setAttribute(tile.button, "aria-pressed", String(this.picked === code));
      const name = code === "00" ? shortName(code, this.page) : words(`prefecture.${code}`);
      setAttribute(tile.button, "aria-label", `${name} ${tileText(level, of)} ${describe(level, category, this.page)}`);
    }
    const ranked = this.ranked();
    setAttribute(byId("tiles"), "aria-label", this.summary(category, ranked));
    this.paintDetail(category);
    this.paintExtremes("lowest", ranked, category);
    this.paintExtremes("highest", [...ranked].reverse(), category);
  }

  private ranked(): { code: string; supply: number }[] {
    return PLACES.flatMap(({ code }) => {
      const supply = this.level(code)?.daysOfSupply;
      return typeof supply === "number" ? [{ code, supply }] : [];
    }).sort((a, b) => a.supply - b.supply);
  }

  private summary(category: Category | undefined, ranked: { code: string; supply: number }[]): string {
    const { words, choices } = this.page;
    const states = PLACES.map(({ code }) => state(this.level(code), category));
    const few = states.filter((of) => ["band1", "band2", "few", "none"].includes(of)).length;
    const unknown = states.filter((of) => of === "unknown").length;
    const first = ranked[0];
    const lowest = first ? words("map.lowest", words(`prefecture.${first.code}`), days(first.supply, words)) : "";
    return words("map.summary", nameOf(category, this.page), words(`tier.${choices.tier}`), few, unknown, lowest);
  }

  private paintDetail(category: Category | undefined): void {
    const { page } = this;
    const { words } = page;
    if (!this.picked) {
      setText(byId("map-detail"), words("map.pick"));
      return;
    }
    const level = this.level(this.picked);
    const parts = [words(`prefecture.${this.picked}`), describe(level, category, page)];
    if (level?.asOf && typeof level.quantity === "number" && !level.suppressed) {
      parts.push(amountText(level.quantity, category, page), days(level.daysOfSupply, words));
    }
    if (level?.locations) parts.push(coverage(level, words));
    if (level?.asOf) parts.push(asOf(Date.parse(level.asOf.newest), page.now(), words));
    setText(byId("map-detail"), parts.join(" · "));
  }

  private paintExtremes(id: string, ranked: { code: string; supply: number }[], category: Category | undefined): void {
    const { words } = this.page;
    const list = byId(id);
    setHidden(list.parentElement?.parentElement ?? list, ranked.length < 2 * EXTREMES);
    for (let at = 0; at < EXTREMES; at++) {
      const item = list.children[at] as HTMLElement;
      const entry = ranked[at];
      const sign = entry ? SIGN[state(this.level(entry.code), category)] : "";
      setText(item, entry ? `${words(`prefecture.${entry.code}`)} ${sign} ${days(entry.supply, words)}` : "—");
    }
  }

  private buildTable(): HTMLTableElement {
    const table = element("table", "levels", byId("table-panel"));
    this.caption = element("caption", "", table);
    const head = element("tr", "", element("thead", "", table));
    for (const column of COLUMNS) {
      const header = element("th", "", head);
      header.scope = "col";
      header.className = `column-${column}`;
      const button = element("button", "", header);
      button.type = "button";
      button.dataset["t"] = `table.${column}`;
      button.addEventListener("click", () => this.sort(column));
      this.headers.set(column, header);
    }
    const body = element("tbody", "", table);
    for (const { code } of PLACES) {
      const row = element("tr", "", body);
      row.dataset["card"] = "";
      row.dataset["code"] = code;
      const cells = new Map<Column, HTMLElement>();
      for (const column of COLUMNS) {
        const cell = element(column === "prefecture" ? "th" : "td", `column-${column}`, row);
        if (column === "prefecture") (cell as HTMLTableCellElement).scope = "row";
        cells.set(column, column === "asOf" ? element("time", "", cell) : cell);
      }
      this.tableRows.set(code, { row, cells });
    }
    return table;
  }

  private paintTable(category: Category | undefined): void {
    const { page } = this;
    const { words, choices } = page;
    this.table ??= this.buildTable();
    if (this.caption) setText(this.caption, words("table.caption", nameOf(category, page), words(`tier.${choices.tier}`)));
    const isPublic = page.audience() === "public";
    for (const [column, header] of this.headers) {
      setText(header.firstElementChild as HTMLElement, words(`table.${column}`));
      const isSorted = this.sortBy.column === column;
      setAttribute(header, "aria-sort", isSorted ? (this.sortBy.ascending ? "ascending" : "descending") : "none");
    }
    for (const [code, { row, cells }] of this.tableRows) {
      const level = this.level(code);
      const of = state(level, category);
      const write = (column: Column, text: string, title = "") => {
        const cell = cells.get(column);
        if (cell) setFigure(cell, text, title);
      };
      const amount = level?.quantity;
      const known = typeof amount === "number" && !!level?.asOf && !level.suppressed;
      write("prefecture", words(`prefecture.${code}`));
      write("days", tileText(level, of));
      write("state", `${SIGN[of]} ${describe(level, category, page)}`);
      const hidden = isPublic || !level ? "—" : level.suppressed ? "x" : words("quantity.unknown");
      write("quantity", known ? amountText(amount, category, page) : hidden, known ? exact(amount) : "");
      write("coverage", isPublic ? "—" : shortCoverage(level, words));
      const newest = level?.asOf ? Date.parse(level.asOf.newest) : null;
      // An age grows by itself: that is no change to underline.
      const asOfCell = cells.get("asOf");
      if (asOfCell) setText(asOfCell, newest === null ? (level?.suppressed ? "x" : "—") : words("asOf.cell", clock(newest, page.now(), words), age(newest, page.now(), words)));
      const time = cells.get("asOf");
      if (time) setAttribute(time, "datetime", newest === null ? "" : machineTime(newest));
      setAttribute(row, "data-state", of);
    }
  }

  private sort(column: Column): void {
    this.sortBy = { column, ascending: this.sortBy.column === column ? !this.sortBy.ascending : true };
    const category = this.page.category(this.page.choices.category);
    const value = (code: string): string | number => {
      const level = this.level(code);
      const seen = level?.locations;
      switch (column) {
        case "days": return level?.daysOfSupply ?? Number.MAX_VALUE;
        case "quantity": return level?.quantity ?? Number.MAX_SAFE_INTEGER;
        case "coverage": return seen && seen.expected > 0 ? seen.reporting / seen.expected : -1;
        case "asOf": return level?.asOf ? Date.parse(level.asOf.newest) : 0;
        case "state": return "band1 none band2 few band3 some band4 band5 plenty noOutflow withheld unknown"
          .split(" ").indexOf(state(level, category));
        default: return code === "00" ? "99" : code;
      }
    };
    const way = this.sortBy.ascending ? 1 : -1;
    const sorted = [...this.tableRows].map(([code, entry]) => ({ row: entry.row, code, key: value(code) }))
      .sort((a, b) => (a.key < b.key ? -way : a.key > b.key ? way : a.code.localeCompare(b.code)));
    this.table?.tBodies[0]?.append(...sorted.map((entry) => entry.row));
    this.page.painter.now();
  }

  private save(): void {
    const { choices, prefectures } = this.page;
    saveCsv(`levels-${choices.category}-${choices.tier}.csv`, prefectures.store);
  }
}

/** What fits into a tile; the whole name is in its label. */
function shortName(code: string, page: Page): string {
  if (code === "00") return page.words("map.unknownPlace");
  return page.words(`prefecture.${code}`).slice(0, page.choices.language === "en" ? 4 : 3);
}

/** The value inside a tile and in the table's column of days: the same text in both. */
export function tileText(level: Level | undefined, of: State): string {
  const supply = level?.daysOfSupply;
  if (typeof supply === "number" && of !== "unknown" && of !== "withheld") return `${SIGN[of]} ${shortDays(supply)}`;
  return SIGN[of];
}

function amountText(amount: number, category: Category | undefined, page: Page): string {
  return `${quantity(amount, page.words)}${page.words("number.unitGap")}${unitOf(category, page)}`;
}
