// The screen as it was: a slider over the last day, a date for older times, a play button. What it shows is what the server
// showed this audience then, never a new calculation.

import { clock } from "../figures.js";
import type { Page } from "../page.js";
import { byId, plain, setAttribute, setHidden, setText } from "../painter.js";
import { fromField, moved, onGrid, PLAY_STEP_MS, readPast, spanOf, toAddress, toField } from "../replay.js";
import { writePast } from "../session.js";

/** A slider that is drawn asks once it rests. */
const REST_MS = 150;
const PLAY_MS = 1_000;

export class PastView {
  /** The time shown; null for now. */
  atMs: number | null = null;
  private isMissing = false;
  private isOpen = false;
  private restTimer = 0;
  private playTimer = 0;
  private asked = 0;

  constructor(private readonly page: Page) {
    byId("past-open").addEventListener("click", () => this.toggle());
    byId("past-now").addEventListener("click", () => this.leave());
    byId("past-play").addEventListener("click", () => this.togglePlay());
    const slider = byId<HTMLInputElement>("past-slider");
    slider.addEventListener("input", () => this.go(Number(slider.value), REST_MS));
    const pick = byId<HTMLInputElement>("past-pick");
    pick.addEventListener("change", () => {
      const atMs = fromField(pick.value);
      if (atMs !== null) this.go(Math.min(atMs, onGrid(Date.now())), 0);
    });
    for (const button of document.querySelectorAll<HTMLElement>("[data-move]")) {
      button.addEventListener("click", () => this.go(moved(this.atMs ?? Date.now(), Number(button.dataset["move"]), Date.now()), 0));
    }
  }

  /** An address may ask for a time. */
  start(): void {
    const atMs = readPast(location.search, Date.now());
    if (atMs === null) return;
    this.isOpen = true;
    this.go(atMs, 0);
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
    if (!this.isOpen && this.atMs !== null) this.leave();
    this.paint();
    if (this.isOpen) byId("past-slider").focus();
  }

  paint(): void {
    const { words } = this.page;
    setHidden(byId("past"), !this.isOpen);
    setAttribute(byId("past-open"), "aria-expanded", String(this.isOpen));
    if (!this.isOpen) return;
    const now = Date.now();
    const shown = this.atMs ?? onGrid(now);
    const { fromMs, toMs } = spanOf(this.atMs, now);
    const slider = byId<HTMLInputElement>("past-slider");
    slider.min = String(fromMs);
    slider.max = String(toMs);
    slider.value = String(shown);
    slider.setAttribute("aria-valuetext", plain(clock(shown, now, words, true)));
    const pick = byId<HTMLInputElement>("past-pick");
    pick.max = toField(onGrid(now));
    if (document.activeElement !== pick) pick.value = toField(shown);
    setText(byId("past-play"), words(this.playTimer ? "past.stop" : "past.play"));
    setHidden(byId("past-now"), this.atMs === null);
    const says = this.isMissing ? words("past.missing", clock(shown, now, words, true))
      : words(this.atMs === null ? "past.hint" : "past.shown", clock(shown, now, words, true));
    setText(byId("past-says"), says);
  }

  private go(atMs: number, restMs: number): void {
    this.atMs = atMs;
    this.paint();
    clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => void this.load(atMs), restMs);
  }

  private async load(atMs: number): Promise<void> {
    const turn = ++this.asked;
    const { nation, tiers, prefectures, painter } = this.page;
    writePast(toAddress(atMs));
    const found = await Promise.all([nation, tiers, prefectures].map((view) => view.showPast(atMs)));
    if (turn !== this.asked) return;
    this.isMissing = found.includes(false);
    if (this.isMissing) this.stopPlaying();
    this.paint();
    painter.now();
  }

  private leave(): void {
    this.stopPlaying();
    clearTimeout(this.restTimer);
    this.asked++;
    this.atMs = null;
    this.isMissing = false;
    writePast(null);
    const { nation, tiers, prefectures } = this.page;
    for (const view of [nation, tiers, prefectures]) void view.showPast(null);
    this.paint();
    byId("past-open").focus();
  }

  private togglePlay(): void {
    if (this.playTimer) {
      this.stopPlaying();
    } else {
      const startMs = this.atMs ?? moved(Date.now(), -3_600_000, Date.now());
      this.playTimer = window.setInterval(() => this.play(), PLAY_MS);
      this.go(startMs, 0);
    }
    this.paint();
  }

  private play(): void {
    const now = Date.now();
    const next = moved(this.atMs ?? now, PLAY_STEP_MS, now);
    if (next === this.atMs || next >= onGrid(now)) this.stopPlaying();
    this.go(next, 0);
  }

  private stopPlaying(): void {
    clearInterval(this.playTimer);
    this.playTimer = 0;
  }
}
