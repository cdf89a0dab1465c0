// The page that sends a file. Goals: nothing is sent before it was read and shown; never a false success; the file stays in the
// page until a receipt is there. Invariant: what is sent are the bytes and the as-of that were checked, so that sending
// again is a duplicate and not a second delivery.

import { fetchFeeds, HttpError } from "./api.js";
import { saveFile } from "./csv.js";
import { exact, machineTime } from "./figures.js";
import { decode } from "./file-text.js";
import { Frame, nameIn } from "./frame.js";
import { byId, element, plain, setAttribute, setHidden, setText } from "./painter.js";
import { refusedCsv } from "./refused-csv.js";
import { outcomeState, type Delivery, type Feed } from "./sending.js";
import { readKey } from "./session.js";
import { post, upload, type Outcome, type Upload } from "./upload.js";
import { CheckView } from "./views/check-view.js";
import { receiptText } from "./views/receipt-view.js";

const FEED = "inventory.feed";
const RECEIPTS = "inventory.receipts";
const RECEIPTS_KEPT = 50;
const SIZE_MAX = 50_000_000;
/** How often a reader hears how far it is. */
const SAY_MS = 5_000;
const STEPS = ["choose", "check", "send", "receipt"];

const frame = new Frame("send.title");
const feedBox = byId<HTMLSelectElement>("feed");
const input = byId<HTMLInputElement>("file");
let feeds: Feed[] | null = null;
let delivery: Delivery | null = null;
let running: { upload: Upload; isDryRun: boolean } | null = null;
let sent = { bytes: 0, total: 0 };
let spokenMs = 0;

const view = new CheckView(frame, {
  send: (isConfirmed) => void run(false, isConfirmed),
  recheck: (asOf) => {
    if (delivery) delivery.asOf = asOf;
    void run(true, false);
  },
  confirmHeld: (id) => void confirmHeld(id),
  back: () => reset(),
  saveRefused: () => saveRefused(),
  saveReceipt: () => saveReceipt(),
  enterKey: () => byId("key-open").click(),
});

function step(name: string): void {
  const at = STEPS.indexOf(name);
  document.querySelectorAll<HTMLElement>("#steps li").forEach((item, index) => {
    setAttribute(item, "aria-current", index === at ? "step" : "");
    item.classList.toggle("done", index < at);
  });
}

async function loadFeeds(): Promise<void> {
  try {
    feeds = frame.audience === "public" ? [] : await fetchFeeds<Feed>();
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) frame.refuseKey();
    feeds = null;
  }
  paintFeeds();
}

/** The feed of the address, else the one used last, else the only one. */
function paintFeeds(): void {
  const wanted = feedBox.value || new URLSearchParams(location.search).get("feed") || localStorage.getItem(FEED);
  const known = feeds ?? [];
  feedBox.replaceChildren(...known.map((feed) => {
    const option = element("option");
    option.value = feed.id;
    const name = nameIn(feed, frame.language);
    setText(option, name === feed.id ? name : frame.words("send.feedName", name, feed.id));
    return option;
  }));
  feedBox.value = known.some((feed) => feed.id === wanted) ? wanted ?? "" : known[0]?.id ?? "";
  paintChoice();
}

function paintChoice(): void {
  const isPublic = frame.audience === "public";
  setHidden(byId("need-key"), !isPublic);
  setHidden(byId("choose"), isPublic || running !== null || delivery !== null);
  const isReady = feeds !== null && feeds.length > 0;
  byId<HTMLButtonElement>("pick").disabled = !isReady;
  byId("drop").classList.toggle("off", !isReady);
  const note = feeds === null ? (frame.audience === null ? "loading" : "send.feedsFailed") : feeds.length === 0 ? "send.noFeeds" : "send.feedNote";
  setText(byId("feed-note"), frame.words(note));
}

async function take(file: File | null | undefined): Promise<void> {
  const feed = feeds?.find((one) => one.id === feedBox.value);
  if (!file || !feed || running) return;
  localStorage.setItem(FEED, feed.id);
  delivery = { feed, name: file.name, size: file.size, body: new Blob(), text: null, asOf: null, outcome: null, isDryRun: true, pinnedAsOf: null };
  if (file.size === 0 || file.size > SIZE_MAX) return refuse(file.size === 0 ? "send.emptyFile" : "send.largeFile");
  try {
    // A copy: the program that made the file may go on writing into it.
    const bytes = await file.arrayBuffer();
    delivery.body = new Blob([bytes]);
    delivery.text = decode(new Uint8Array(bytes), feed.encoding);
  } catch {
    return refuse("send.unreadable");
  }
  await run(true, false);
}

/** What the page itself can see to be wrong needs no server. */
function refuse(key: string): void {
  if (!delivery) return;
  delivery.problem = key;
  finish();
}

async function run(isDryRun: boolean, isConfirmed: boolean): Promise<void> {
  if (!delivery || running) return;
  const { feed, body, name } = delivery;
  const asOf = delivery.asOf ?? (isDryRun ? null : delivery.pinnedAsOf);
  sent = { bytes: 0, total: delivery.size };
  await follow(isDryRun, upload({ feed: feed.id, body, name, asOf, isDryRun, isConfirmed }, (bytes, total) => {
    sent = { bytes, total };
    paintWork();
  }));
}

async function confirmHeld(id: string): Promise<void> {
  if (!delivery || running) return;
  sent = { bytes: 1, total: 1 };
  await follow(false, post(`/v1/held/${encodeURIComponent(id)}/confirm`, null, {}, () => undefined));
}

async function follow(isDryRun: boolean, started: Upload): Promise<void> {
  running = { upload: started, isDryRun };
  setHidden(byId("result"), true);
  setHidden(byId("work"), false);
  paintChoice();
  step(isDryRun ? "check" : "send");
  paintWork();
  byId("work-title").focus();
  const outcome = await started.outcome;
  running = null;
  setHidden(byId("work"), true);
  if (delivery) keep(delivery, outcome, isDryRun);
}

function keep(of: Delivery, outcome: Outcome, isDryRun: boolean): void {
  if (outcome.kind === "stopped" && isDryRun) return reset();
  of.problem = undefined;
  of.outcome = outcome;
  of.isDryRun = isDryRun;
  if (outcome.kind === "answer" && outcome.status === 401) frame.refuseKey();
  if (outcome.kind === "answer" && isDryRun) {
    // A file without a time is counted at the time it was checked, also when it has to be sent twice.
    const checked = outcome.body.asOf;
    of.pinnedAsOf = checked && checked.source === "received" ? machineTime(Date.parse(checked.newest)) : null;
  }
  if (outcome.kind === "answer" && outcome.body.receipt) of.before = remember(of, outcome.body.receipt, outcome.body.receivedAt ?? "");
  finish();
}

function finish(): void {
  if (!delivery) return;
  const state = outcomeState(delivery);
  step(state === "received" || state === "duplicate" ? "receipt" : delivery.isDryRun ? "check" : "send");
  setHidden(byId("result"), false);
  paintChoice();
  view.paint(delivery);
  byId("result-title").focus();
  const sentence = plain(byId("result-title").textContent ?? "");
  const isFailure = !delivery.isDryRun && state !== "received" && state !== "duplicate" && state !== "held";
  if (isFailure) frame.alarm(sentence);
  else frame.say(sentence);
}

function reset(): void {
  delivery = null;
  input.value = "";
  setHidden(byId("result"), true);
  paintChoice();
  step("choose");
  byId("pick").focus();
}

function paintWork(): void {
  if (!running || !delivery) return;
  const { words } = frame;
  const share = sent.total > 0 ? Math.min(100, Math.floor((sent.bytes * 100) / sent.total)) : 0;
  setText(byId("work-title"), words(running.isDryRun ? "send.checking" : "send.sending", delivery.name));
  const megabytes = (bytes: number): string => (Math.floor(bytes / 100_000) / 10).toFixed(1);
  const text = share < 100 ? words("send.progress", share, megabytes(sent.bytes), megabytes(sent.total)) : words("send.waiting");
  setText(byId("work-text"), text);
  byId<HTMLProgressElement>("work-bar").value = share;
  if (Date.now() - spokenMs < SAY_MS) return;
  spokenMs = Date.now();
  frame.say(text);
}

/** When the same bytes were received before, as far as this browser knows: the earlier time. */
function remember(of: Delivery, receipt: string, at: string): string | null {
  const mark = `${of.feed.id} ${of.name} ${of.size}`;
  const known = JSON.parse(localStorage.getItem(RECEIPTS) ?? "[]") as { mark: string; receipt: string; at: string }[];
  const before = known.findLast((one) => one.mark === mark)?.at ?? null;
  if (!before || outcomeState(of) !== "duplicate") known.push({ mark, receipt, at });
  localStorage.setItem(RECEIPTS, JSON.stringify(known.slice(-RECEIPTS_KEPT)));
  return before;
}

function saveRefused(): void {
  const outcome = delivery?.outcome;
  if (!delivery || outcome?.kind !== "answer") return;
  const csv = refusedCsv(outcome.body.rejections ?? [], delivery.text, delivery.feed, frame.words, frame.language);
  saveFile(plain(frame.words("refused.file", delivery.name.replace(/\.[^.]*$/, ""))), csv, "text/csv;charset=utf-8");
}

function saveReceipt(): void {
  const outcome = delivery?.outcome;
  if (!delivery || outcome?.kind !== "answer") return;
  const text = receiptText(delivery, outcome.body, frame);
  saveFile(`${outcome.body.receipt ?? "receipt"}.txt`, text, "text/plain;charset=utf-8");
}

function bindDrop(): void {
  const drop = byId("drop");
  const over = (isOver: boolean): void => void drop.classList.toggle("over", isOver);
  // A file let go beside the field must not replace the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("dragover", () => over(true));
  document.addEventListener("dragleave", () => over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    if (!delivery) void take(event.dataTransfer?.files[0]);
  });
}

byId("pick").addEventListener("click", () => input.click());
input.addEventListener("change", () => void take(input.files?.[0]));
feedBox.addEventListener("change", () => localStorage.setItem(FEED, feedBox.value));
byId("work-stop").addEventListener("click", () => running?.upload.stop());
byId("need-key-open").addEventListener("click", () => byId("key-open").click());
window.addEventListener("beforeunload", (event) => {
  if (running && !running.isDryRun) event.preventDefault();
});
bindDrop();
step("choose");
frame.onPaint(() => {
  paintFeeds();
  paintWork();
  if (delivery && !running) view.paint(delivery);
});
frame.onKnown(() => void loadFeeds());
setAttribute(byId("drop"), "data-size", exact(SIZE_MAX));
setHidden(byId("need-key"), readKey() !== null);
void frame.identify();
