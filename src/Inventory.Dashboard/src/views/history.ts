// The 24 hours of the chosen category: the stock and, below it, how much of it was reported. The chart's code is loaded only
// when there is something to draw; afterwards the line is continued from the live levels.

import type uPlot from "uplot";
import { fetchHistory, HttpError } from "../api.js";
import { clock, exact, quantity } from "../figures.js";
import { Provenance } from "../figure-view.js";
import { nameOf, unitOf, type Page } from "../page.js";
import { byId, element, plain, setAttribute, setHidden, setText } from "../painter.js";

const SPAN_MS = 86_400_000;
const STEP_S = 300;
const WEEK_MS = 7 * SPAN_MS;
/** The live end of the line gets a point at most this often, the grid of the server's history. */
const LIVE_STEP_MS = 10_000;
const HEIGHT_PX = 240;
/** A page just opened on an empty history shows ten minutes, so that the axis has different times on it. */
const SPAN_MIN_S = 600;
/** Round steps of a clock, none below the minute the axis writes. */
const TICKS_S = [60, 300, 600, 1800, 3600, 7200, 10_800, 21_600];
const TABLE_STEP_MS = 3_600_000;

/** Two weeks' points are of the same time when they lie in the same step. */
const slot = (atMs: number): number => Math.floor(atMs / (STEP_S * 1000));

interface Point {
  readonly atMs: number;
  readonly quantity: number | null;
  readonly share: number | null;
}

export class HistoryView {
  private readonly provenance = new Provenance(byId("history-meta"));
  private points: Point[] = [];
  /** The same times a week before, moved to today: times of a week's rhythm are compared with their like. */
  private weekBefore = new Map<number, number>();
  private category: string | null = null;
  private problem = "";
  private chart: uPlot | null = null;
  private chartUnit = "";
  private isLoading = false;
  private isDirty = false;
  private pastMs: number | null = null;

  constructor(private readonly page: Page) {
    byId<HTMLDetailsElement>("history-details").addEventListener("toggle", () => this.paintTable());
    new ResizeObserver(() => this.chart?.setSize(this.size())).observe(byId("history"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.reset());
  }

  /** Another language or category: the axes carry words, so the chart is made anew. */
  reset(): void {
    this.chart?.destroy();
    this.chart = null;
    this.isDirty = true;
    this.page.painter.ask();
  }

  paint(): void {
    const { page } = this;
    const category = page.category(page.choices.category);
    if (page.audience() !== "ministry") {
      setText(byId("history-note"), page.words(page.nation.store.isLoaded ? "history.only" : "loading"));
      setHidden(byId("history-meta"), true);
      return;
    }
    setHidden(byId("history-meta"), false);
    // A screen of the past ends at its time: what came later was not seen then.
    if (page.pastMs !== this.pastMs) this.isDirty = true;
    this.pastMs = page.pastMs;
    const level = page.nation.store.get(category?.id);
    this.provenance.paint(level, page);
    if (category && category.id !== this.category) void this.load(category.id);
    if (page.pastMs === null && level?.asOf && typeof level.quantity === "number") {
      const seen = level.locations;
      this.extend(page.nation.computedAtMs, level.quantity, seen && seen.expected > 0 ? (100 * seen.reporting) / seen.expected : null);
    }
    const hasPoints = this.shown().length > 0;
    const note = this.problem || (this.isLoading ? "history.loading" : hasPoints ? "" : "history.none");
    setText(byId("history-note"), note ? page.words(note) : this.summary());
    setHidden(byId("history-chart"), !hasPoints);
    setHidden(byId("history-details"), !hasPoints);
    if (hasPoints && this.isDirty) void this.draw(unitOf(category, page));
    if (byId<HTMLDetailsElement>("history-details").open) this.paintTable();
  }

  private async load(category: string): Promise<void> {
    this.category = category;
    this.points = [];
    this.weekBefore = new Map();
    this.problem = "";
    this.isLoading = true;
    this.reset();
    const now = this.page.now();
    try {
      const found = await fetchHistory(category, now - SPAN_MS, now, STEP_S);
      if (category !== this.category) return;
      const past = found.map((point) => {
        const seen = point.locations;
        return {
          atMs: Date.parse(point.time), quantity: point.quantity,
          share: seen && seen.expected > 0 ? (100 * seen.reporting) / seen.expected : null,
        };
      });
      const end = past.at(-1)?.atMs ?? 0;
      this.points = [...past, ...this.points.filter((point) => point.atMs > end)];
      const week = await fetchHistory(category, now - SPAN_MS - WEEK_MS, now - WEEK_MS, STEP_S);
      if (category !== this.category) return;
      for (const point of week) if (point.quantity !== null) this.weekBefore.set(slot(Date.parse(point.time) + WEEK_MS), point.quantity);
    } catch (error) {
      this.problem = error instanceof HttpError && error.status === 403 ? "history.only" : "history.failed";
    } finally {
      this.isLoading = false;
      this.isDirty = true;
      this.page.painter.ask();
    }
  }

  private extend(atMs: number, amount: number, share: number | null): void {
    const last = this.points.at(-1);
    const before = this.points.at(-2);
    const point = { atMs, quantity: amount, share };
    if (last && atMs <= last.atMs) return;
    if (last && before && last.atMs - before.atMs < LIVE_STEP_MS) this.points.pop();
    else if (last && last.quantity === amount && atMs - last.atMs < LIVE_STEP_MS) return;
    this.points.push(point);
    while (this.points[0] && this.points[0].atMs < atMs - SPAN_MS) this.points.shift();
    this.isDirty = true;
  }

  /** The points the screen may show. */
  private shown(): Point[] {
    const { pastMs } = this;
    return pastMs === null ? this.points : this.points.filter((point) => point.atMs <= pastMs);
  }

  private async draw(unit: string): Promise<void> {
    this.isDirty = false;
    const points = this.shown();
    const data: uPlot.AlignedData = [
      points.map((point) => point.atMs / 1000),
      points.map((point) => point.quantity),
      points.map((point) => point.share),
      points.map((point) => this.before(point)),
    ];
    setAttribute(byId("history-chart"), "aria-label", this.summary());
    if (this.chart && this.chartUnit === unit) {
      this.chart.setData(data);
      return;
    }
    const { default: Chart } = await import("uplot");
    if (this.chart) return;
    this.chartUnit = unit;
    this.chart = new Chart(this.options(unit), data, byId("history-chart"));
  }

  private options(unit: string): uPlot.Options {
    const { words } = this.page;
    const style = getComputedStyle(document.documentElement);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: color("--text"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
    return {
      ...this.size(),
      tzDate: (seconds) => new Date((seconds + 9 * 3600 + new Date().getTimezoneOffset() * 60) * 1000),
      scales: { x: { range: (_, min, max) => [Math.min(min, max - SPAN_MIN_S), max] }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] }, share: { range: [0, 100] } },
      legend: { show: false },
      pxAlign: true,
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      series: [
        {},
        { label: plain(words("history.quantity", unit)), stroke: color("--accent"), width: 2, scale: "y" },
        { label: plain(words("history.coverage")), stroke: color("--muted"), width: 1, dash: [4, 4], scale: "share" },
        { label: plain(words("history.week")), stroke: color("--text"), width: 1, dash: [1, 3], scale: "y" },
      ],
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((tick) => clock(tick * 1000, tick * 1000, words)), space: 80, incrs: TICKS_S },
        { ...axis, scale: "y", size: 72, label: plain(words("history.quantity", unit)), values: (_, ticks) => ticks.map((tick) => quantity(tick, words)) },
        { ...axis, scale: "share", side: 1, size: 48, label: plain(words("history.coverage")), grid: { show: false } },
      ],
    };
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(240, byId("history").clientWidth - 34), height: HEIGHT_PX };
  }

  private summary(): string {
    const { page } = this;
    const category = page.category(this.category);
    const known = this.shown().filter((point) => point.quantity !== null);
    const first = known[0];
    const last = known.at(-1);
    if (!first || !last) return page.words("history.none");
    const unit = unitOf(category, page);
    const gap = page.words("number.unitGap");
    const write = (point: Point) => [
      clock(point.atMs, page.now(), page.words), `${quantity(point.quantity ?? 0, page.words)}${gap}${unit}`,
    ];
    const text = page.words("history.summary", nameOf(category, page), ...write(first), ...write(last));
    const week = this.before(last);
    if (week === null || week <= 0 || last.quantity === null) return text;
    const share = Math.round((100 * (last.quantity - week)) / week);
    return `${text} ${page.words(share === 0 ? "history.weekSame" : share < 0 ? "history.weekLess" : "history.weekMore", Math.abs(share))}`;
  }

  /** What stood there a week before; null when nothing is known of it. */
  private before(point: Point): number | null {
    return this.weekBefore.get(slot(point.atMs)) ?? null;
  }

  private paintTable(): void {
    if (!byId<HTMLDetailsElement>("history-details").open) return;
    const { words } = this.page;
    const unit = unitOf(this.page.category(this.category), this.page);
    const points = this.shown();
    const hourly = points.filter((point, at) =>
      at === points.length - 1 || Math.floor(point.atMs / TABLE_STEP_MS) !== Math.floor((points[at + 1]?.atMs ?? 0) / TABLE_STEP_MS));
    const holder = byId("history-table");
    const table = (holder.firstElementChild as HTMLTableElement | null) ?? buildTable(holder);
    const titles = [words("history.time"), words("history.quantity", unit), words("history.coverage"), words("history.week")];
    titles.forEach((title, at) => setText(table.tHead?.rows[0]?.cells[at] as HTMLElement, title));
    const body = table.tBodies[0] as HTMLTableSectionElement;
    hourly.reverse().forEach((point, at) => {
      const row = body.rows[at] ?? body.insertRow();
      const texts = [
        clock(point.atMs, this.page.now(), words), point.quantity === null ? "—" : exact(point.quantity),
        point.share === null ? "—" : `${Math.floor(point.share)}%`,
        (this.before(point) === null ? "—" : exact(this.before(point) ?? 0)),
      ];
      texts.forEach((text, column) => setText(row.cells[column] ?? row.insertCell(), text));
    });
    while (body.rows.length > hourly.length) body.deleteRow(-1);
  }
}

function buildTable(holder: HTMLElement): HTMLTableElement {
  const table = element("table", "levels", holder);
  const head = element("tr", "", element("thead", "", table));
  for (let at = 0; at < 4; at++) element("th", "", head).scope = "col";
  element("tbody", "", table);
  return table;
}
