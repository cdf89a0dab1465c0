// Composes the overview page: reads the choices, opens the three live views, wires the cards to the painter, keeps the clock.
// Goals: first figures by HTTP before any socket; the last good figures always stay. Non-goals: no formatting, no markup.

import { fetchCategories, HttpError } from "./api.js";
import { bindKeys } from "./keyboard.js";
import { LiveView, type LiveEvents } from "./live-view.js";
import type { Page } from "./page.js";
import { byId, Painter, plain, setAttribute } from "./painter.js";
import { readChoices, readKey, saveKey, takeKeyFromAddress, writeChoices } from "./session.js";
import { htmlLang, translate, wordsOf, type Language } from "./texts.js";
import { AlertsView } from "./views/alerts.js";
import { ChainView } from "./views/chain.js";
import { bindDialogs, markLanguage } from "./views/dialogs.js";
import { HistoryView } from "./views/history.js";
import { LegendView } from "./views/legend.js";
import { MapView } from "./views/map.js";
import { PastView } from "./views/past.js";
import { RowsView } from "./views/rows.js";
import { StatusView } from "./views/status.js";
import type { Category, Filter } from "./wire.js";

/** PAGES.md section 2.10: paints per view. */
const DESK_PAINT_MS = 500;
const CALM_PAINT_MS = 1_000;
const WALL_PAINT_MS = 5_000;
const REGISTRY_RETRY_MS = 5_000;
const TICK_MS = 1_000;
/** A tab hidden longer than this is brought up to date before it is painted. */
const WAKE_MS = 5_000;
/** A full answer that takes longer than this no longer holds back the screen; the link's state speaks. */
const RESYNC_WAIT_MS = 3_000;

takeKeyFromAddress();
const choices = readChoices();
let words = wordsOf(choices.language);
let categories: Category[] = [];
let hiddenAtMs = 0;
let resyncAtMs = -Infinity;

const events: LiveEvents = {
  // What was asked for is shown at once, also on the wall; what changes by itself waits for its turn.
  changed: (isFull) => (isFull && !painter.isPaused ? painter.soon() : painter.ask()),
  alert: (alert) => alerts.take(alert),
  refused: () => refuseKey(),
};
const quiet: LiveEvents = { changed: events.changed, refused: events.refused };
const nation = new LiveView({ by: "category" }, events);
const tiers = new LiveView({ by: "category,tier" }, quiet);
const prefectures = new LiveView(mapFilter(), quiet);
const isCalm = matchMedia("(max-width: 600px)").matches || !readKey();
const painter = new Painter(choices.wall ? WALL_PAINT_MS : isCalm ? CALM_PAINT_MS : DESK_PAINT_MS, () =>
  [nation, tiers, prefectures].some((view) => view.isResyncing) && performance.now() - resyncAtMs < RESYNC_WAIT_MS);

const page: Page = {
  get words() { return words; },
  choices,
  get categories() { return categories; },
  nation, tiers, prefectures, painter,
  openedAtMs: Date.now(),
  // Until the first answer a visitor with a key is taken for a participant: no public wording, no ministry's button.
  audience: () => (!nation.store.isLoaded && readKey() ? "participant" : nation.store.audience),
  category: (id) => categories.find((category) => category.id === id),
  get pastMs() { return past.atMs; },
  now: () => past.atMs ?? Math.max(Date.now(), nation.computedAtMs),
  choose(category) {
    if (choices.category === category) return;
    choices.category = category;
    changeMap();
  },
  chooseTier(tier) {
    choices.tier = tier;
    changeMap();
  },
  say: (text) => status.say(text),
};

const past = new PastView(page);
const status = new StatusView(page);
const rows = new RowsView(page);
const map = new MapView(page);
const chain = new ChainView(page);
const alerts = new AlertsView(page);
const trend = new HistoryView(page);
const legend = new LegendView(page);
for (const view of [rows, map, chain, alerts, trend, legend]) painter.add(() => view.paint());

function mapFilter(): Filter {
  return { by: "category,prefecture", tier: choices.tier, ...(choices.category ? { category: choices.category } : {}) };
}

function changeMap(): void {
  writeChoices(choices);
  prefectures.change(mapFilter());
  painter.ask();
  void chain.watch(Date.now());
}

function changeLanguage(language: Language): void {
  choices.language = language;
  words = wordsOf(language);
  writeChoices(choices);
  applyLanguage();
  trend.reset();
  past.paint();
  painter.now();
  status.tick();
}

function applyLanguage(): void {
  document.documentElement.lang = htmlLang(choices.language);
  setAttribute(document.documentElement, "data-language", choices.language);
  document.title = plain(words("title"));
  translate(document, words);
  markLanguage(choices.language);
}

/** A key the server refuses is dropped, and the page says so and shows what everybody may see. */
function refuseKey(): void {
  if (!readKey()) return;
  saveKey(null);
  status.isKeyRefused = true;
  for (const view of [nation, tiers, prefectures]) {
    view.store.clear();
    void view.refetch();
  }
}

async function loadRegistry(): Promise<void> {
  try {
    categories = await fetchCategories();
    if (!page.category(choices.category)) choices.category = null;
    rows.build();
    painter.ask();
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) refuseKey();
    setTimeout(() => void loadRegistry(), REGISTRY_RETRY_MS);
  }
}

function wake(): void {
  if (document.hidden) {
    hiddenAtMs = Date.now();
    return;
  }
  if (past.atMs !== null) return;
  if (Date.now() - hiddenAtMs < WAKE_MS) return;
  resyncAtMs = performance.now();
  for (const view of [nation, tiers, prefectures]) view.resync();
  status.tick();
}

function tick(): void {
  const now = Date.now();
  for (const view of [nation, tiers, prefectures]) view.watch(now);
  void chain.watch(now);
  void alerts.refresh(now);
  if (!document.hidden) status.tick();
  painter.ask();
}

if (choices.wall) {
  setAttribute(document.documentElement, "data-wall", "true");
  byId("history").classList.add("off-wall");
}
if (choices.embed) setAttribute(document.documentElement, "data-embed", "true");
document.querySelector('nav.pages a[href="/"]')?.setAttribute("aria-current", "page");
applyLanguage();
bindDialogs(choices.language, changeLanguage);
bindKeys({
  h: () => past.toggle(), t: () => map.toggle(), p: () => status.togglePause(), a: () => alerts.acknowledgeFirst(),
  j: () => rows.step(1), k: () => rows.step(-1),
});
document.addEventListener("visibilitychange", wake);
window.addEventListener("online", wake);
void loadRegistry();
for (const view of [nation, tiers, prefectures]) void view.start();
past.start();
setInterval(tick, TICK_MS);
tick();
