// The status line, the banners and the one polite live region. A screen reader hears at most one sentence in 30 s, never a
// changing digit.

import { isReady } from "../api.js";
import { age, clock, exact, isStale } from "../figures.js";
import { readKey } from "../session.js";
import type { LinkState } from "../live-view.js";
import { nameOf, type Page } from "../page.js";
import { byId, element, setAttribute, setHidden, setText } from "../painter.js";

const SAY_INTERVAL_MS = 30_000;
const READY_INTERVAL_MS = 30_000;
const WORST: readonly LinkState[] = ["live", "connecting", "late", "polling", "lost"];
const BANNERS = ["past", "simulated", "key", "lost", "degraded", "stale", "empty", "public"] as const;
type Banner = (typeof BANNERS)[number];

export class StatusView {
  private readonly banners = new Map<Banner, HTMLElement>();
  private lastSayMs = -Infinity;
  private waiting: string | null = null;
  private wasLost = false;
  private lostSinceMs = 0;
  private readyAskedMs = 0;
  private ready: boolean | null = true;
  private pausedAt: number | null = null;
  isKeyRefused = false;

  constructor(private readonly page: Page) {
    for (const name of BANNERS) {
      const banner = element("p", "banner", byId("banners"));
      banner.dataset["kind"] = name;
      banner.hidden = true;
      this.banners.set(name, banner);
    }
    byId("pause").addEventListener("click", () => this.togglePause());
  }

  /** The worst link of the page speaks for it. */
  link(): LinkState {
    const now = Date.now();
    const { nation, tiers, prefectures } = this.page;
    return [nation, tiers, prefectures].map((view) => view.state(now))
      .reduce((worst, state) => (WORST.indexOf(state) > WORST.indexOf(worst) ? state : worst), "live" as LinkState);
  }

  togglePause(): void {
    const { painter, words } = this.page;
    painter.isPaused = !painter.isPaused;
    this.pausedAt = painter.isPaused ? this.received() : null;
    if (!painter.isPaused) painter.now();
    this.say(words(painter.isPaused ? "status.paused" : "status.resumed"));
    this.tick();
  }

  /** Each second, also while paused: the link, the ages of the link, the banners. */
  tick(): void {
    const { words, painter, nation } = this.page;
    const state = this.link();
    const now = Date.now();
    setAttribute(byId("link"), "data-state", state);
    setText(byId("link-word"), words(`connection.${state}`));
    setText(byId("link-time"), this.linkTime());
    setText(byId("pause"), words(painter.isPaused ? "resume" : "pause"));
    setAttribute(byId("pause"), "aria-pressed", String(painter.isPaused));
    const audience = nation.store.isLoaded ? words(`audience.${this.page.audience()}`) : words("loading");
    setText(byId("audience"), audience);
    setAttribute(document.documentElement, "data-audience", nation.store.isLoaded ? this.page.audience() : "");
    this.followLink(state, now);
    void this.askReady(now);
    this.paintBanners(state);
    this.speak(now);
  }

  say(text: string): void {
    this.waiting = text;
    this.speak(Date.now());
  }

  private received(): number {
    return this.page.nation.received + this.page.tiers.received + this.page.prefectures.received;
  }

  private linkTime(): string {
    const { words, nation } = this.page;
    if (this.pausedAt !== null) return words("connection.paused", this.received() - this.pausedAt);
    if (nation.computedAtMs === 0) return "";
    const now = this.page.now();
    const at = clock(nation.computedAtMs, now, words, true);
    return words("connection.computed", at, age(nation.computedAtMs, now, words));
  }

  private followLink(state: LinkState, nowMs: number): void {
    const isLost = state === "lost" || state === "polling";
    if (isLost && !this.wasLost) {
      this.lostSinceMs = nowMs;
      this.say(this.page.words("status.connectionLost"));
    }
    if (!isLost && this.wasLost && state === "live") this.say(this.page.words("status.connectionBack"));
    if (isLost || state === "live") this.wasLost = isLost;
    setAttribute(document.documentElement, "data-link", state);
  }

  private async askReady(nowMs: number): Promise<void> {
    if (nowMs - this.readyAskedMs < READY_INTERVAL_MS || document.hidden) return;
    this.readyAskedMs = nowMs;
    this.ready = await isReady();
  }

  private paintBanners(state: LinkState): void {
    const { words, nation, categories } = this.page;
    const shown = nation.computedAtMs ? clock(nation.computedAtMs, this.page.now(), words, true) : "";
    const late = categories.filter((category) => isStale(nation.store.get(category.id)));
    const levels = [...nation.store.values()];
    const isEmpty = nation.store.isLoaded && !levels.some((level) => level.asOf || (level.band && level.band !== "unknown"));
    const since = clock(this.lostSinceMs, this.page.now(), words);
    const { pastMs } = this.page;
    this.set("past", pastMs === null ? "" : words("banner.past", clock(nation.computedAtMs || pastMs, Date.now(), words, true)));
    setAttribute(document.documentElement, "data-past", pastMs === null ? "" : "true");
    this.set("simulated", nation.store.isSimulated ? words("banner.simulated") : "");
    // The server shows the public view to a key it does not know; whoever gave one must be told.
    const isUnknownKey = nation.store.isLoaded && this.page.audience() === "public" && readKey() !== null;
    this.set("key", this.isKeyRefused || isUnknownKey ? words("banner.wrongKey") : "");
    const lost = shown ? words("banner.lost", shown) : words("banner.lostNever", since);
    this.set("lost", state === "lost" ? lost : "");
    const degraded = state === "polling" ? words("banner.degraded", shown)
      : state === "live" && nation.isStalled ? words("banner.stalled", shown) : "";
    this.set("degraded", degraded || (this.ready === false ? words("banner.notReady", shown) : ""));
    const names = late.map((category) => nameOf(category, this.page)).join(words("chain.join"));
    this.set("stale", names ? words("banner.stale", names) : "");
    const expected = Math.max(0, ...levels.map((level) => level.locations?.expected ?? 0));
    this.set("empty", !isEmpty ? "" : words(expected > 0 ? "banner.emptyOf" : "banner.empty", exact(expected)));
    const isPublic = nation.store.isLoaded && this.page.audience() === "public";
    this.set("public", isPublic ? `${words("banner.public1")} ${words("banner.public2")}` : "");
  }

  private set(name: Banner, text: string): void {
    const banner = this.banners.get(name);
    if (!banner) return;
    setHidden(banner, text === "");
    setText(banner, text);
  }

  private speak(nowMs: number): void {
    if (this.waiting === null || nowMs - this.lastSayMs < SAY_INTERVAL_MS) return;
    setText(byId("status"), this.waiting);
    this.waiting = null;
    this.lastSayMs = nowMs;
  }
}
