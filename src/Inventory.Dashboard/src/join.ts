// The page on which a company starts: what it is, what it can give, its own file tried, who will see what, consent. Goals: each step has
// one action; what was typed survives a closed tab; nothing pretends that a company is registered before the operator did it.

import { fetchCategories, fetchJson, fetchParticipants, type Named } from "./api.js";
import { saveFile } from "./csv.js";
import { Frame, nameIn, said } from "./frame.js";
import { digitsOf, isCorporateNumber, isGln } from "./identifiers.js";
import { applicationOf, dropDraft, readDraft, saveDraft } from "./join-draft.js";
import { profileOf, type Profile, type Suggestion } from "./join-profile.js";
import { byId, element, setAttribute, setHidden, setText, tell } from "./painter.js";
import { readKey } from "./session.js";
import { post, type Upload } from "./upload.js";
import { MappingView, type Place } from "./views/mapping-view.js";
import { paintPreview, type PreviewAnswer } from "./views/preview-view.js";
import { addCell, makeTable } from "./views/table.js";
import type { Category } from "./wire.js";

const LAST = 5;
const SIZE_MAX = 50_000_000;
const FIELDS = ["company", "corporate", "gln", "tier", "contact", "mail", "places", "interval", "feed-name", "feed-id"];
const FEED_ID = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;

const frame = new Frame("join.title");
const draft = readDraft();
let categories: Category[] = [];
let waiting: File | null = null;
let suggestion: Suggestion | null = null;
let file: { name: string; body: Blob } | null = null;
let shown: PreviewAnswer | null = null;
let says = "";
let running: Upload | null = null;
const mapping = new MappingView(frame, byId("mapping"), () => void preview());

const field = (id: string): HTMLInputElement => byId<HTMLInputElement>(id);

function go(step: number, isFocused = true): void {
  draft.step = Math.min(Math.max(step, 1), LAST);
  saveDraft(draft);
  for (let at = 1; at <= LAST; at++) setHidden(byId(`step-${at}`), at !== draft.step);
  setHidden(byId("done"), true);
  document.querySelectorAll<HTMLElement>("#steps li").forEach((item, index) => {
    setAttribute(item, "aria-current", index + 1 === draft.step ? "step" : "");
    item.classList.toggle("done", index + 1 < draft.step);
  });
  if (draft.step === LAST) paintSummary();
  if (isFocused) byId(`step-${draft.step}-title`).focus();
}

/** Shows or takes away what is wrong with a field; true when it is right. */
function check(id: string, problem: string | null): boolean {
  const error = byId(`${id}-error`);
  setHidden(error, problem === null);
  setText(error, problem ? frame.words(problem) : "");
  error.dataset["key"] = problem ?? "";
  setAttribute(byId(id), "aria-invalid", problem ? "true" : "");
  return problem === null;
}

function checkStep(step: number): boolean {
  const text = (id: string): string => field(id).value.trim();
  const results: [string, string | null][] = [];
  if (step === 1) {
    for (const id of ["corporate", "gln"]) field(id).value = digitsOf(text(id));
    results.push(["company", text("company") ? null : "join.needName"]);
    results.push(["corporate", isCorporateNumber(text("corporate")) ? null : /^\d{13}$/.test(text("corporate")) ? "join.wrongCorporate" : "join.needCorporate"]);
    results.push(["gln", text("gln") === "" || isGln(text("gln")) ? null : "join.wrongGln"]);
    results.push(["tier", text("tier") ? null : "join.needTier"]);
    results.push(["contact", text("contact") ? null : "join.needContact"]);
    results.push(["mail", /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text("mail")) ? null : "join.needMail"]);
  }
  if (step === 2) {
    results.push(["categories", draft.categories.length > 0 ? null : "join.needCategory"]);
    results.push(["places", /^[1-9]\d*$/.test(text("places")) ? null : "join.needPlaces"]);
  }
  if (step === LAST) {
    if (canTry()) {
      results.push(["feed-name", text("feed-name") ? null : "join.needFeedName"]);
      results.push(["feed-id", FEED_ID.test(text("feed-id")) ? null : "join.needFeedId"]);
    }
    results.push(["agree", field("agree").checked ? null : "join.needAgree"]);
  }
  const wrong = results.filter(([id, problem]) => !check(id, problem)).map(([id]) => id);
  const first = wrong[0];
  if (first) (first === "categories" ? document.querySelector<HTMLElement>("#categories input") : byId(first))?.focus();
  return wrong.length === 0;
}

function canTry(): boolean {
  return frame.audience === "participant" || frame.audience === "ministry";
}

function keepFields(): void {
  for (const id of FIELDS) draft.fields[id] = field(id).value.trim();
  saveDraft(draft);
}

function fillFields(): void {
  for (const id of FIELDS) {
    const kept = draft.fields[id];
    if (kept !== undefined && kept !== "") field(id).value = kept;
  }
}

/** A registered company need not type what the registry knows. */
function fillFromRegistry(known: Named): void {
  if (!field("company").value) field("company").value = known.nameJa ?? known.id;
  if (!field("corporate").value && known.corporateNumber) field("corporate").value = known.corporateNumber;
}

function paintCategories(): void {
  const list = byId("categories-list");
  list.replaceChildren();
  for (const category of categories) {
    const label = element("label", "check", list);
    const box = element("input", "", label);
    box.type = "checkbox";
    box.value = category.id;
    box.checked = draft.categories.includes(category.id);
    box.addEventListener("change", () => {
      draft.categories = categories.map((one) => one.id)
        .filter((id) => (id === category.id ? box.checked : draft.categories.includes(id)));
      saveDraft(draft);
    });
    tell("span", "", label, frame.language === "en" ? category.nameEn : category.nameJa);
  }
}

async function take(chosen: File | null | undefined): Promise<void> {
  if (!chosen || running) return;
  if (frame.audience === null) {
    // Who asks is not known yet: on a slow line the file waits for it, and is not lost.
    waiting = chosen;
    return void tellTry("join.reading");
  }
  if (!canTry()) return;
  shown = null;
  suggestion = null;
  if (chosen.size === 0 || chosen.size > SIZE_MAX) return void tellTry(chosen.size === 0 ? "send.emptyFile" : "send.largeFile");
  file = { name: chosen.name, body: new Blob([await chosen.arrayBuffer()]) };
  tellTry("join.reading");
  const owner = field("owner").value;
  const query = frame.audience === "ministry" && owner ? `?participant=${encodeURIComponent(owner)}` : "";
  const headers = { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) };
  const answer = await ask<Suggestion & PreviewAnswer>(post(`/v1/feeds/suggest${query}`, file.body, headers, () => undefined));
  if (!answer) return;
  if (!answer.profile || answer.failure) return void tellTry("join.noSuggestion", said(answer.failure?.message ?? answer.message, frame.language));
  suggestion = answer;
  mapping.take(answer);
  tellTry("join.suggested", file.name);
  setHidden(byId("mapping"), false);
  byId("try-says").focus();
}

/** The answer's body, or null after the reason was told. */
async function ask<T>(upload: Upload): Promise<T | null> {
  running = upload;
  const outcome = await upload.outcome;
  running = null;
  if (outcome.kind !== "answer") return tellTry("join.noAnswer");
  if (outcome.status === 401) frame.refuseKey();
  const isSpoken = outcome.status < 500 && outcome.status !== 404 && outcome.status !== 401;
  if (isSpoken) return outcome.body as T;
  return tellTry("join.noAnswer", said(outcome.body.message, frame.language));
}

function tellTry(key: string, detail = ""): null {
  says = `${key} ${detail}`;
  paintTry();
  frame.say(byId("try-says").textContent ?? "");
  return null;
}

function paintTry(): void {
  // One action at a time: to try comes before to go on.
  document.querySelector("#step-3 [type=submit]")?.classList.toggle("primary", !canTry() || draft.profile !== null);
  const [key = "", ...detail] = says.split(" ");
  setHidden(byId("try-says"), says === "");
  if (says) setText(byId("try-says"), frame.words(key, detail.join(" ")));
  setHidden(byId("mapping"), !suggestion);
  setHidden(byId("preview"), !shown);
  if (suggestion) mapping.paint();
  if (shown) paintPreview(byId("preview"), shown, frame);
}

function built(): Profile | null {
  if (!suggestion) return draft.profile;
  const profile = profileOf(suggestion, mapping.choices, mapping.answers);
  if (profile) profile["intervalMinutes"] = Number(field("interval").value);
  return profile;
}

async function preview(): Promise<void> {
  const missing = mapping.unanswered();
  if (missing) {
    tellTry("join.unanswered", frame.words(`field.${missing}`));
    (document.getElementById(`answer-${missing}`) ?? byId("try-says")).focus();
    return;
  }
  const profile = built();
  if (!profile || !file || running) return;
  const form = new FormData();
  form.append("profile", new Blob([JSON.stringify(profile, null, 1)], { type: "application/json" }), "profile.json");
  form.append("file", file.body, file.name);
  const answer = await ask<PreviewAnswer>(post("/v1/feeds/preview", form, {}, () => undefined));
  if (!answer) return;
  shown = answer;
  draft.profile = (answer.lines?.accepted ?? 0) > 0 ? profile : null;
  if (!field("feed-id").value) field("feed-id").value = profile.id;
  if (!field("feed-name").value) field("feed-name").value = file.name.replace(/\.[^.]*$/, "");
  keepFields();
  tellTry(draft.profile ? "join.previewed" : "join.previewFailed");
  byId("preview-title").focus();
}

/** Four columns, as the rule book promises them. */
function paintSee(): void {
  const { words } = frame;
  const box = byId("see-table");
  box.replaceChildren();
  const heads = ["see.what", "see.ministry", "see.self", "see.others", "see.public"];
  const table = makeTable(box, words, "join.seeTable", heads, "see");
  for (const name of ["own", "competitor", "total", "band", "plan"]) {
    const row = element("tr", "", table);
    addCell(row, words, heads[0] ?? "", words(`see.${name}`), "th");
    for (const head of heads.slice(1)) addCell(row, words, head, words(`${head}.${name}`));
  }
}

function paintSummary(): void {
  const { words, language } = frame;
  const list = byId("summary");
  list.replaceChildren();
  const add = (key: string, value: string): void => {
    tell("dt", "", list, words(key));
    tell("dd", "", list, value || words("refused.blank"));
  };
  const chosen = (id: string): string => byId<HTMLSelectElement>(id).selectedOptions[0]?.textContent ?? "";
  add("join.name", field("company").value);
  add("join.corporate", field("corporate").value);
  if (field("gln").value) add("join.gln", field("gln").value);
  add("join.tier", chosen("tier"));
  add("join.contact", `${field("contact").value} ${field("mail").value}`);
  const names = categories.filter((one) => draft.categories.includes(one.id)).map((one) => (language === "en" ? one.nameEn : one.nameJa));
  add("join.categories", names.join(words("chain.join")));
  add("join.places", field("places").value);
  add("join.interval", chosen("interval"));
  add("join.reads", draft.profile ? words("join.readsDone", draft.profile.format) : words("join.readsNone"));
  const canSave = canTry() && draft.profile !== null;
  setHidden(byId("feed-fields"), !canSave);
  setHidden(byId("save"), !canSave);
  byId("sheet").classList.toggle("primary", !canSave);
  setText(byId("sheet-note"), words(canTry() ? (canSave ? "join.saveNote" : "join.saveNeedsFile") : "join.sheetNote"));
}

async function save(): Promise<void> {
  if (!checkStep(LAST)) return;
  keepFields();
  if (!canTry() || !draft.profile) return;
  const id = field("feed-id").value.trim();
  const body = JSON.stringify({ ...draft.profile, id, nameJa: field("feed-name").value.trim() }, null, 1);
  setHidden(byId("save-error"), true);
  try {
    const key = readKey();
    const answer = await fetch(`/v1/feeds/${encodeURIComponent(id)}`, {
      method: "PUT", body, cache: "no-store", signal: AbortSignal.timeout(30_000),
      headers: { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    });
    if (answer.ok) return done(id);
    const problem = (await answer.json().catch(() => ({}))) as PreviewAnswer;
    const errors = (problem.errors ?? []).map((error) => frame.words("preview.error", error.line, error.message)).join(" ");
    failSave(`${said(problem.message, frame.language) || frame.words("join.saveFailed")} ${errors}`, problem.reason === "feedTaken");
  } catch {
    failSave(frame.words("join.saveUnsent"), false);
  }
}

function failSave(text: string, isId: boolean): void {
  setHidden(byId("save-error"), false);
  setText(byId("save-error"), text);
  frame.alarm(text);
  byId(isId ? "feed-id" : "save-error").focus();
}

function done(id: string): void {
  dropDraft();
  for (let at = 1; at <= LAST; at++) setHidden(byId(`step-${at}`), true);
  setHidden(byId("done"), false);
  setText(byId("done-says"), frame.words("join.doneSays", id));
  byId<HTMLAnchorElement>("go-send").href = `/send?lang=${frame.language}&feed=${encodeURIComponent(id)}`;
  localStorage.setItem("inventory.feed", id);
  byId("done-title").focus();
  frame.say(frame.words("join.done"));
}

/** The sheet is an application, not a registration, and says so. */
function saveSheet(): void {
  if (!checkStep(LAST)) return;
  keepFields();
  const sheet = applicationOf(draft, new Date().toISOString());
  saveFile(`application-${field("corporate").value || "draft"}.json`, `${JSON.stringify(sheet, null, 1)}\n`, "application/json");
  frame.say(frame.words("join.sheetSaved"));
}

function paint(): void {
  paintCategories();
  paintSee();
  paintTry();
  if (draft.step === LAST) paintSummary();
  for (const error of document.querySelectorAll<HTMLElement>(".error[data-key]")) {
    if (error.dataset["key"]) setText(error, frame.words(error.dataset["key"]));
  }
  const isKnown = frame.audience !== null;
  setHidden(byId("no-key"), !isKnown || canTry());
  setHidden(byId("try-key"), !isKnown || canTry());
  setHidden(byId("try"), isKnown && !canTry());
}

async function loadKnown(): Promise<void> {
  const early = waiting;
  waiting = null;
  if (early) void take(early);
  if (frame.participant) fillFromRegistry(frame.participant);
  try {
    if (categories.length === 0) categories = await fetchCategories();
    if (frame.audience === "participant") mapping.places = await fetchJson<Place[]>("/v1/registry/locations");
    if (frame.audience === "ministry") {
      const owners = await fetchParticipants();
      byId("owner").replaceChildren(...owners.map((one) => {
        const option = element("option");
        option.value = one.id;
        setText(option, nameIn(one, frame.language));
        return option;
      }));
      setHidden(byId("owner-row"), false);
    }
  } catch {
    // The frame says that the server cannot be reached, and asks again.
  }
  paint();
}

for (let step = 1; step < LAST; step++) {
  byId(`step-${step}`).addEventListener("submit", (event) => {
    event.preventDefault();
    if (checkStep(step)) go(step + 1);
  });
}
byId(`step-${LAST}`).addEventListener("submit", (event) => {
  event.preventDefault();
  void save();
});
for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", () => go(draft.step - 1));
for (const id of FIELDS) byId(id).addEventListener("change", keepFields);
byId("pick").addEventListener("click", () => field("file").click());
field("file").addEventListener("change", () => {
  void take(field("file").files?.[0]);
  field("file").value = "";
});
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
document.addEventListener("dragover", () => byId("drop").classList.add("over"));
document.addEventListener("dragleave", () => byId("drop").classList.remove("over"));
document.addEventListener("drop", (event) => {
  byId("drop").classList.remove("over");
  if (draft.step === 3) void take(event.dataTransfer?.files[0]);
});
byId("sheet").addEventListener("click", saveSheet);
byId("print").addEventListener("click", () => window.print());
fillFields();
frame.onPaint(paint);
frame.onKnown(() => void loadKnown());
go(draft.step, false);
void frame.identify();
