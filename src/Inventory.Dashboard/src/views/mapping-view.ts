// The file's first rows with a chooser above each column, how sure the suggestion is and why, and the questions the file leaves open.

import { nameIn, said, type Frame } from "../frame.js";
import { CHOICES, choiceOf, statusWords, type Answers, type Suggestion } from "../join-profile.js";
import { element, plain, setAttribute, setText, tell } from "../painter.js";
import { columnLetter } from "../receipts.js";

const ROWS_SHOWN = 8;
/** From here on the server, too, takes a guess without asking. */
const SURE = 0.8;
const UNITS = ["EA", "CS", "BX", "PK", "RO", "ST", "CT", "BG", "BO", "SET", "DZN", "PR", "KGM", "GRM", "LTR", "MLT"];
const ZONES = ["+09:00", "+08:00", "+00:00", "+01:00", "-05:00", "-08:00"];

const STATUSES = ["onHand", "allocated", "inTransit", "onHold"];
const PLACES_MAX = 500;

/** A registered place. */
export interface Place {
  id: string;
  nameJa?: string | null;
  nameEn?: string | null;
}

/** Questions that a list or a field answers. */
type Asked = "location" | "unit" | "scope" | "timeZone";

export class MappingView {
  readonly choices: string[] = [];
  readonly answers: Answers = { location: "", unit: "", scope: "", timeZone: "", statuses: {} };
  /** The company's own places, offered where the file names none. */
  places: Place[] = [];
  private suggestion: Suggestion | null = null;

  constructor(private readonly frame: Frame, private readonly box: HTMLElement, private readonly changed: () => void) {}

  /** A new file: the choices are those suggested. */
  take(suggestion: Suggestion): void {
    this.suggestion = suggestion;
    this.choices.splice(0, Infinity, ...suggestion.columns.map((column) => choiceOf(column, suggestion.profile)));
    Object.assign(this.answers, {
      location: suggestion.profile?.constants?.["location"] ?? "", unit: suggestion.profile?.constants?.["unit"] ?? "",
      scope: "", timeZone: "", statuses: {},
    });
    this.paint();
  }

  paint(): void {
    const of = this.suggestion;
    this.box.replaceChildren();
    if (!of?.profile) return;
    const { words } = this.frame;
    const sure = Math.floor(of.confidence * 100);
    tell("h3", "", this.box, words("map2.title"));
    tell("p", of.confidence < SURE ? "warn" : "says", this.box, words(of.confidence < SURE ? "map2.unsure" : "map2.sure", sure));
    if (of.columns.length > 0) this.table(of);
    else tell("p", "", this.box, words("map2.noColumns", of.profile.format));
    this.questions(of);
    const row = element("p", "buttons", this.box);
    const button = tell("button", "primary", row, words("map2.preview"));
    button.type = "button";
    button.id = "preview-go";
    button.addEventListener("click", () => this.changed());
  }

  /** True when every question that can be answered here was. */
  unanswered(): string | null {
    const of = this.suggestion;
    if (!of) return "file";
    const chosen = (field: string): boolean => this.choices.some((choice) => choice.split(":")[0] === field);
    if (of.columns.length > 0 && !chosen("quantity")) return "quantity";
    if (of.columns.length > 0 && !chosen("item") && !(of.profile?.quantities ?? []).some((one) => one.item)) return "item";
    for (const { field } of of.blanks) {
      if (field === "location" && !chosen("location") && !chosen("locationName") && !this.answers.location) return "location";
      if (field === "unit" && !chosen("unit") && !this.answers.unit) return "unit";
      if (field === "scope" && !this.answers.scope) return "scope";
      if (field === "timeZone" && !this.answers.timeZone) return "timeZone";
    }

    return null;
  }

  private table(of: Suggestion): void {
    const { words, language } = this.frame;
    const scroll = element("div", "scroll", this.box);
    setAttribute(scroll, "role", "region");
    setAttribute(scroll, "tabindex", "0");
    setAttribute(scroll, "aria-label", words("map2.title"));
    const table = element("table", "mapping", scroll);
    tell("caption", "unseen", table, words("map2.title"));
    const head = element("tr", "", element("thead", "", table));
    of.columns.forEach((column, index) => {
      const cell = element("th", "", head);
      cell.scope = "col";
      cell.dataset["column"] = String(index);
      const label = tell("label", "", cell, `${columnLetter(column.index)} ${column.name || words("map2.nameless")}`);
      const select = element("select", "", cell);
      select.id = label.htmlFor = `column-${index}`;
      for (const choice of CHOICES) {
        const option = element("option", "", select);
        option.value = choice;
        setText(option, words(`choice.${choice === "" ? "none" : choice.replace(":", ".")}`));
      }
      select.value = this.choices[index] ?? "";
      const isTouched = select.value !== choiceOf(column, of.profile);
      const doubt = column.field && column.confidence < SURE && !isTouched;
      cell.classList.toggle("doubt", !!doubt);
      const mark = tell("span", "sureness", cell, this.sureness(column.field, column.confidence, isTouched));
      select.addEventListener("change", () => {
        this.choices[index] = select.value;
        cell.classList.remove("doubt");
        setText(mark, this.sureness(column.field, column.confidence, true));
      });
      if (column.evidence.length > 0) {
        const why = element("details", "", cell);
        tell("summary", "", why, words("map2.why"));
        for (const entry of column.evidence) tell("p", "", why, said(entry, language));
      }
    });
    const body = element("tbody", "", table);
    for (const row of of.sample.slice(0, ROWS_SHOWN)) {
      const line = element("tr", "", body);
      of.columns.forEach((column) => tell("td", "", line, row[column.index] ?? ""));
    }
  }

  private sureness(field: string | null, confidence: number, isTouched: boolean): string {
    const { words } = this.frame;
    if (isTouched) return words("map2.chosen");
    if (!field) return words("map2.unused");
    return words(confidence < SURE ? "map2.ask" : "map2.likely", Math.floor(confidence * 100));
  }

  private questions(of: Suggestion): void {
    const { words, language } = this.frame;
    if (of.blanks.length === 0) return;
    tell("h3", "", this.box, words("map2.questions", of.blanks.length));
    const list = element("ol", "questions", this.box);
    for (const blank of of.blanks) {
      const item = element("li", "question", list);
      item.dataset["field"] = blank.field;
      const id = `answer-${blank.field}`;
      const options = this.optionsFor(blank.field);
      if (blank.field !== "location" && !options) {
        tell("p", "", item, said(blank.question, language));
        const note = `map2.note.${blank.field}`;
        if (words(note) !== note) tell("p", "hint", item, words(note));
        if (blank.field === "status") this.statusQuestions(item, of);
        continue;
      }
      const label = tell("label", "", item, said(blank.question, language));
      label.htmlFor = id;
      const name = blank.field as Asked;
      const control = options ? element("select", "", item) : element("input", "", item);
      control.id = id;
      for (const [value, text] of options ?? []) {
        const option = tell("option", "", control, "");
        (option as HTMLOptionElement).value = value;
        setText(option, plain(text));
      }
      if (control instanceof HTMLInputElement) this.offerPlaces(item, control);
      control.value = this.answers[name];
      control.addEventListener("change", () => void (this.answers[name] = control.value.trim()));
    }
  }

  private statusQuestions(item: HTMLElement, of: Suggestion): void {
    const { words } = this.frame;
    statusWords(of, this.choices).forEach((word, index) => {
      const label = tell("label", "", item, words("refused.quoted", word));
      const select = element("select", "", item);
      select.id = label.htmlFor = `status-${index}`;
      const options = [["", words("map2.pick")], ...STATUSES.map((status) => [status, words(`stock.${status}`)]), ["ignore", words("map2.ignore")]];
      for (const [value = "", text = ""] of options) {
        const option = element("option", "", select);
        option.value = value;
        setText(option, text);
      }
      select.value = this.answers.statuses[word] ?? "";
      select.addEventListener("change", () => void (this.answers.statuses[word] = select.value));
    });
  }

  private offerPlaces(item: HTMLElement, input: HTMLInputElement): void {
    const { words, language } = this.frame;
    const hint = tell("p", "hint", item, words("map2.note.location"));
    hint.id = "answer-location-hint";
    setAttribute(input, "aria-describedby", hint.id);
    if (this.places.length === 0) return;
    const list = element("datalist", "", item);
    list.id = "places-known";
    setAttribute(input, "list", list.id);
    for (const place of this.places.slice(0, PLACES_MAX)) {
      const option = element("option", "", list);
      option.value = place.id;
      option.label = nameIn(place, language);
    }
  }

  private optionsFor(field: string): [string, string][] | null {
    const { words } = this.frame;
    const first: [string, string] = ["", words("map2.pick")];
    if (field === "unit") return [first, ...UNITS.map((unit): [string, string] => [unit, words("send.feedName", words(`unit.${unit}`), unit)])];
    if (field === "scope") return [first, ["full", words("map2.full")], ["partial", words("map2.partial")]];
    if (field === "timeZone") return [first, ...ZONES.map((zone): [string, string] => [zone, zone === "+09:00" ? words("map2.japan") : `UTC${zone}`])];
    return null;
  }
}
