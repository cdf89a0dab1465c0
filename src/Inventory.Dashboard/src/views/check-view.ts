// What became of a file: the check, the refusal, the receipt, or why nothing can be said. Drawn anew for each outcome and
// language. One heading says it in a sentence; below it what to do.

import { clock, exact, machineTime } from "../figures.js";
import { columnIndex, headerOf } from "../file-text.js";
import { said, type Frame } from "../frame.js";
import { byId, element, setText, tell } from "../painter.js";
import { columnLetter, compare, placeText, splitMessage, timesText, wordOr, type Answer, type Refused, type Source } from "../receipts.js";
import { outcomeState, type Delivery, type State } from "../sending.js";
import { addCell, makeTable } from "./table.js";

/** Lines shown one by one; the file to save holds all the server named. */
const ROWS_SHOWN = 100;

export interface CheckActions {
  send(isConfirmed: boolean): void;
  recheck(asOf: string | null): void;
  confirmHeld(id: string): void;
  back(): void;
  saveRefused(): void;
  saveReceipt(): void;
  enterKey(): void;
}

export class CheckView {
  constructor(private readonly frame: Frame, private readonly actions: CheckActions) {}

  paint(of: Delivery): void {
    const state = outcomeState(of);
    const section = byId("result");
    section.dataset["state"] = state;
    setText(byId("result-title"), this.title(of, state));
    const body = byId("result-body");
    body.replaceChildren();
    const answer = of.outcome?.kind === "answer" ? of.outcome.body : {};
    this.lead(body, of, state, answer);
    if (state === "checked" || state === "shrunk") {
      this.asOf(body, of, answer);
      this.totals(body, answer);
    }
    if (state === "received" || state === "duplicate") this.receipt(body, of, answer);
    const refused = (answer.rejections ?? []).filter((entry) => entry.reason !== "needsConfirmation");
    if (refused.length > 0 && state !== "unreadable") this.refused(body, of, answer, refused);
    if ((answer.warnings ?? []).length > 0) this.warned(body, of, answer);
    this.buttons(body, of, state, answer, refused.length > 0 && state !== "unreadable");
  }

  private title(of: Delivery, state: State): string {
    const { words } = this.frame;
    const answer = of.outcome?.kind === "answer" ? of.outcome.body : {};
    const { accepted, rejected, duplicate } = answer.lines ?? { accepted: 0, rejected: 0, duplicate: 0 };
    if (state === "refusedHere") return words(of.problem ?? "send.unreadable");
    if (state === "checked" || state === "nothing") {
      const warnings = (answer.warnings ?? []).length;
      const all = accepted + rejected + duplicate;
      if (all === 0) return words("result.nothing");
      return words(warnings > 0 ? "result.countsWarned" : "result.counts", exact(all), exact(accepted + duplicate), exact(rejected), warnings);
    }
    return words(`result.${state}`);
  }

  /** What the heading means, and what to do. */
  private lead(body: HTMLElement, of: Delivery, state: State, answer: Answer): void {
    const { words, language } = this.frame;
    const feed = of.feed.nameJa || of.feed.nameEn ? (language === "en" ? of.feed.nameEn ?? of.feed.nameJa : of.feed.nameJa ?? of.feed.nameEn) : of.feed.id;
    const isRead = state === "checked" || state === "nothing" || state === "shrunk";
    const line = isRead ? words("result.readAs", of.name, feed ?? of.feed.id) : words("result.file", of.name, feed ?? of.feed.id);
    tell("p", "hint", body, line);
    if (isRead) tell("p", "unsent", body, words("result.notYet"));
    const server = said(answer.message, language);
    const isServerWord = state === "unreadable" || state === "nothing" || state === "shrunk" || state === "held" || state === "forbidden" || state === "busy";
    if (isServerWord && server) tell("p", "says", body, server);
    const todo = words(`todo.${state}`);
    if (todo !== `todo.${state}` && todo !== "-") tell("p", "todo", body, todo);
    if (state === "held" && answer.held) {
      tell("p", "todo", body, words("todo.heldUntil", clock(Date.parse(answer.held.until), Date.now(), words)));
    }
    if (answer.reason && state !== "received") tell("p", "code", body, words("result.code", answer.reason));
  }

  private asOf(body: HTMLElement, of: Delivery, answer: Answer): void {
    const { words } = this.frame;
    const box = element("div", "as-of", body);
    const given = answer.asOf;
    if (given) {
      const at = tell("p", "", box, "");
      const time = element("time", "", at);
      const newest = Date.parse(given.newest);
      time.dateTime = machineTime(newest);
      const oldest = clock(Date.parse(given.oldest), Date.now(), words);
      const until = clock(newest, Date.now(), words);
      const source = of.asOf !== null && given.source !== "line" ? "entered" : given.source;
      setText(time, words("result.asOf", oldest === until ? until : words("result.asOfRange", oldest, until)));
      at.append(" ");
      tell("span", "source", at, wordOr(words, `asOfSource.${source}`, source));
      if (given.source === "line") {
        tell("p", "hint", box, words("result.asOfOfLines"));
        return;
      }
    }
    const details = element("details", "", box);
    details.open = given?.source === "received";
    tell("summary", "", details, words("result.asOfChange"));
    const row = element("p", "field", details);
    const label = tell("label", "", row, words("result.asOfNew"));
    const input = element("input", "", row);
    input.type = "datetime-local";
    input.id = label.htmlFor = "as-of-new";
    input.value = (of.asOf ?? given?.newest ?? "").length > 0 ? machineTime(Date.parse(of.asOf ?? given?.newest ?? "")).slice(0, 16) : "";
    const again = tell("button", "", row, words("result.asOfAgain"));
    again.type = "button";
    again.addEventListener("click", () => {
      // The field has no zone; what stands in it is Japan's time.
      if (input.value) this.actions.recheck(`${input.value.slice(0, 16)}:00+09:00`);
      else input.focus();
    });
  }

  private totals(body: HTMLElement, answer: Answer): void {
    const { words } = this.frame;
    if (!answer.totals || answer.totals.length === 0) return;
    const before = answer.previousTotals ?? null;
    tell("h3", "", body, words("totals.title"));
    const at = before?.at ? clock(Date.parse(before.at), Date.now(), words) : "";
    tell("p", "hint", body, before ? words(at ? "totals.beforeAt" : "totals.before", at) : words("totals.first"));
    const rows = compare(answer.totals, before?.totals ?? null);
    const heads = ["totals.status", "totals.now", "totals.previous", "totals.change"];
    const table = makeTable(body, words, "totals.title", before ? heads : heads.slice(0, 2), "totals");
    for (const row of rows) {
      const line = element("tr", row.isSlip ? "slip" : "", table);
      const unit = row.unit ? wordOr(words, `unit.${row.unit}`, row.unit) : words("totals.noUnit");
      addCell(line, words, heads[0] ?? "", wordOr(words, `stock.${row.status}`, row.status), "th");
      addCell(line, words, heads[1] ?? "", row.now === null ? words("totals.none") : words("totals.amount", row.now, unit)).classList.add("number");
      if (!before) continue;
      addCell(line, words, heads[2] ?? "", row.before === null ? words("totals.none") : words("totals.amount", row.before, unit)).classList.add("number");
      addCell(line, words, heads[3] ?? "", this.changeText(row.ratio, row.isSlip, row.now, row.before));
    }
    if (rows.some((row) => row.isSlip)) tell("p", "warn", body, words("totals.slip"));
  }

  private changeText(ratio: number | null, isSlip: boolean, now: string | null, before: string | null): string {
    const { words } = this.frame;
    if (now === null) return words("totals.gone");
    if (before === null) return words("totals.new");
    if (ratio === null) return words("totals.fromZero");
    if (ratio === 1) return words("totals.same");
    const times = ratio >= 1 ? words("totals.times", timesText(ratio)) : words("totals.share", (Math.floor(ratio * 1000) / 10).toString());
    return isSlip ? words("totals.slipMark", times) : times;
  }

  private refused(body: HTMLElement, of: Delivery, answer: Answer, refused: Refused[]): void {
    const { words, language } = this.frame;
    tell("h3", "", body, words("refused.title", exact(answer.lines?.rejected ?? refused.length)));
    const heads = ["refused.place", "refused.column", "refused.value", "refused.reason", "refused.remedy"];
    const table = makeTable(body, words, "refused.caption", heads, "refused");
    const header = of.text === null ? null : headerOf(of.text, of.feed);
    for (const entry of refused.slice(0, ROWS_SHOWN)) {
      const line = element("tr", "", table);
      const { wrong, remedy } = splitMessage(said(entry.message, language));
      addCell(line, words, heads[0] ?? "", placeText(entry.source, words), "th");
      addCell(line, words, heads[1] ?? "", this.columnText(entry.source, entry.field, header, of.text !== null));
      addCell(line, words, heads[2] ?? "", entry.value ? words("refused.quoted", entry.value) : words("refused.blank"));
      const why = addCell(line, words, heads[3] ?? "", wrong);
      tell("small", "code", why, entry.reason);
      addCell(line, words, heads[4] ?? "", remedy);
    }
    const total = answer.lines?.rejected ?? refused.length;
    if (total > ROWS_SHOWN) tell("p", "hint", body, words("refused.more", exact(ROWS_SHOWN), exact(total)));
  }

  private columnText(source: Source | undefined, field: string, header: ReturnType<typeof headerOf>, isText: boolean): string {
    const { words } = this.frame;
    const name = source?.column;
    if (!name) return wordOr(words, `field.${field}`, field);
    const index = isText ? columnIndex(name, header) : -1;
    return index < 0 ? name : `${columnLetter(index)} ${header ? name : ""}`.trim();
  }

  private warned(body: HTMLElement, of: Delivery, answer: Answer): void {
    const { words, language } = this.frame;
    const warnings = answer.warnings ?? [];
    tell("h3", "", body, words("warned.title", warnings.length));
    const heads = ["warned.count", "refused.place", "refused.value", "refused.reason", "refused.remedy"];
    const table = makeTable(body, words, "warned.caption", heads, "warned");
    const header = of.text === null ? null : headerOf(of.text, of.feed);
    for (const entry of warnings) {
      const line = element("tr", "", table);
      const { wrong, remedy } = splitMessage(said(entry.message, language));
      addCell(line, words, heads[0] ?? "", words("warned.times", exact(entry.count)), "th");
      const column = entry.source?.column ? ` ${this.columnText(entry.source, "", header, of.text !== null)}` : "";
      const place = entry.source ? placeText(entry.source, words) + column : words("place.file");
      addCell(line, words, heads[1] ?? "", entry.count > 1 && entry.source ? words("warned.first", place) : place);
      addCell(line, words, heads[2] ?? "", entry.value ? words("refused.quoted", entry.value) : words("refused.blank"));
      const why = addCell(line, words, heads[3] ?? "", wrong);
      tell("small", "code", why, entry.kind);
      addCell(line, words, heads[4] ?? "", remedy);
    }
  }

  private receipt(body: HTMLElement, of: Delivery, answer: Answer): void {
    const { words } = this.frame;
    const list = element("dl", "receipt", body);
    const add = (key: string, value: string): HTMLElement => {
      tell("dt", "", list, words(key));
      return tell("dd", "", list, value);
    };
    add("receipt.number", answer.receipt ?? "").classList.add("receipt-number");
    const received = Date.parse(answer.receivedAt ?? "");
    const at = add("receipt.at", "");
    const time = element("time", "", at);
    time.dateTime = machineTime(received);
    setText(time, clock(received, received, words, true));
    const lines = answer.lines ?? { accepted: 0, rejected: 0, duplicate: 0, superseded: null };
    add("receipt.accepted", words("receipt.rows", exact(lines.accepted)));
    if (lines.duplicate > 0) add("receipt.duplicate", words("receipt.rows", exact(lines.duplicate)));
    if (lines.superseded) add("receipt.superseded", words("receipt.rows", exact(lines.superseded)));
    if (lines.rejected > 0) add("receipt.rejected", words("receipt.rows", exact(lines.rejected)));
    if (of.before && outcomeState(of) === "duplicate") {
      add("receipt.before", clock(Date.parse(of.before), Date.now(), words, true));
    }
  }

  private buttons(body: HTMLElement, of: Delivery, state: State, answer: Answer, canSaveRefused: boolean): void {
    const { words } = this.frame;
    const row = element("p", "buttons", body);
    const add = (text: string, act: () => void, className = ""): void => {
      const button = tell("button", className, row, text);
      button.type = "button";
      button.addEventListener("click", act);
    };
    const accepted = answer.lines?.accepted ?? 0;
    const rejected = answer.lines?.rejected ?? 0;
    if (state === "checked") {
      const text = rejected > 0 ? words("button.sendGood", exact(accepted)) : words("button.send", exact(accepted));
      add(text, () => this.actions.send(false), "primary");
    }
    if (state === "shrunk") add(words("button.sendShrunk"), () => this.actions.send(true), "primary");
    if (state === "held" && answer.held) {
      const { id } = answer.held;
      add(words("button.confirmHeld"), () => this.actions.confirmHeld(id), "primary");
    }
    const canRetry = ["busy", "tooFast", "unsent", "unknown", "stopped"].includes(state);
    if (canRetry) add(words(of.isDryRun ? "button.recheck" : "button.retry"), () => (of.isDryRun ? this.actions.recheck(of.asOf) : this.actions.send(false)), "primary");
    if (state === "wrongKey") add(words("key.openLabel"), () => this.actions.enterKey(), "primary");
    const isDone = state === "received" || state === "duplicate";
    if (isDone) add(words("button.saveReceipt"), () => this.actions.saveReceipt(), "primary");
    if (canSaveRefused) add(words("button.saveRefused"), () => this.actions.saveRefused());
    add(words(isDone ? "button.another" : rejected > 0 ? "button.mend" : "button.otherFile"), () => this.actions.back());
  }
}
