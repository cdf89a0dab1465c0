// The page of who reports. Goals: no percentage without its denominator where the reader may see one, no colour without a word, and
// what to do about each gap. The server decides who sees what; this page shows what it was given and nothing besides.

import { fetchJson, fetchParticipants, HttpError, type Named } from "./api.js";
import type { Coverage } from "./coverage-figures.js";
import { age, clock, exact, machineTime } from "./figures.js";
import { Frame } from "./frame.js";
import { byId, element, setHidden, setText } from "./painter.js";
import { CoverageView } from "./views/coverage-view.js";
import { FindingsView } from "./views/findings-view.js";

const REFRESH_MS = 60_000;
const TICK_MS = 10_000;

const frame = new Frame("coverage.title");
const names = new Map<string, Named>();
const view = new CoverageView(frame, names);
const findings = new FindingsView(frame, names, () => void load());
let answer: Coverage | null = null;
let isFailed = false;
let askedMs = -Infinity;

async function load(isAsked = false): Promise<void> {
  askedMs = Date.now();
  try {
    answer = await fetchJson<Coverage>("/v1/coverage");
    isFailed = false;
    if (answer.audience !== "public" && names.size === 0) {
      for (const one of await fetchParticipants()) names.set(one.id, one);
    }
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) frame.refuseKey();
    isFailed = true;
  }
  paint();
  if (isAsked) frame.say(frame.words(isFailed ? "coverage.failed" : "coverage.refreshed"));
}

function paint(): void {
  paintProblem();
  if (!answer) return;
  view.paint(answer);
  findings.paint(answer);
  paintAge();
}

/** The last good figures stay, with their age. */
function paintProblem(): void {
  setHidden(byId("problem"), !isFailed);
  setText(byId("problem"), frame.words("coverage.failed"));
}

function paintAge(): void {
  if (!answer) return;
  const at = Date.parse(answer.computedAt);
  const now = Math.max(Date.now(), at);
  const meta = byId("national-meta");
  const time = meta.querySelector("time") ?? element("time", "", meta);
  time.dateTime = machineTime(at);
  setText(time, frame.words("coverage.computed", clock(at, now, frame.words, true), age(at, now, frame.words)));
  if (answer.national.expected === undefined) return;
  const { fresh = 0, stale = 0, silent = 0 } = answer.national;
  const counts = meta.querySelector<HTMLElement>(".counts") ?? element("span", "counts", meta);
  setText(counts, frame.words("coverage.counts", exact(fresh), exact(stale), exact(silent)));
}

function tick(): void {
  if (document.hidden) return;
  if (Date.now() - askedMs >= REFRESH_MS) void load();
  else paintAge();
}

byId("refresh").addEventListener("click", () => void load(true));
document.addEventListener("visibilitychange", tick);
setInterval(tick, TICK_MS);
frame.onPaint(paint);
frame.onKnown(() => void load());
void frame.identify();
