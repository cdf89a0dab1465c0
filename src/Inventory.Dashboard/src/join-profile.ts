// Makes the feed profile out of what was suggested and what the person chose. Pure. Whatever the person did not touch stays as
// suggested, so that formats without columns (EDI, XML) pass through whole.

import type { Said } from "./receipts.js";

export interface ColumnGuess {
  index: number;
  name: string;
  field: string | null;
  confidence: number;
  evidence: Said[];
}

export interface QuantityColumn {
  column: string[];
  item?: string;
  status?: string;
  unit?: string;
}

export interface Profile {
  id: string;
  participant: string;
  format: string;
  nameJa?: string | null;
  header?: boolean;
  skipLines?: number;
  columns?: Record<string, string[]>;
  quantities?: QuantityColumn[];
  constants?: Record<string, string>;
  [name: string]: unknown;
}

export interface Suggestion {
  profile: Profile | null;
  confidence: number;
  headerRow: number;
  columns: ColumnGuess[];
  blanks: { field: string; question: Said }[];
  sample: string[][];
  failure?: { reason: string; message: Said };
}

/** What the chooser above a column may say: a field, `quantity:STATUS`, `plan` (no stock), or nothing. */
export const CHOICES = [
  "", "item", "quantity:onHand", "quantity:allocated", "quantity:inTransit", "quantity:onHold", "location", "locationName", "asOf", "unit",
  "status", "saleState", "lot", "expiry", "owner", "otherQuantity", "plan",
] as const;

/** A column with more words than this is no status. */
const STATUS_WORDS_MAX = 12;

/** Answers to what the file does not tell; an empty text is no answer. */
export interface Answers {
  location: string;
  unit: string;
  scope: string;
  timeZone: string;
  /** What the sender's own words for a status mean; `ignore` for what is no stock. */
  statuses: Record<string, string>;
}

/** What the chooser says at first. */
export function choiceOf(column: ColumnGuess, profile: Profile | null): string {
  if (column.field !== "quantity") return column.field ?? "";
  const listed = profile?.quantities?.find((one) => refersTo(one.column, column));
  return `quantity:${listed?.status ?? profile?.constants?.["status"] ?? "onHand"}`;
}

/** The profile that follows from the choices, one for each column of the suggestion in its order. */
export function profileOf(suggestion: Suggestion, choices: string[], answers: Answers): Profile | null {
  const base = suggestion.profile;
  if (!base) return null;
  const profile: Profile = { ...base, constants: { ...base.constants } };
  if (suggestion.columns.length > 0) placeColumns(profile, suggestion, choices);
  const constants = profile.constants ?? {};
  set(constants, "location", choices.includes("location") ? "" : answers.location);
  set(constants, "unit", choices.includes("unit") ? "" : answers.unit);
  if (answers.scope) profile["scope"] = answers.scope;
  if (answers.timeZone) profile["timeZone"] = answers.timeZone;
  const known = base["statuses"] as Record<string, string> | undefined;
  const told = Object.entries(answers.statuses).filter(([, status]) => status !== "");
  if (told.length > 0) profile["statuses"] = { ...known, ...Object.fromEntries(told) };
  if (Object.keys(constants).length === 0) delete profile.constants;
  return profile;
}

function set(constants: Record<string, string>, name: string, value: string): void {
  if (value) constants[name] = value;
  else delete constants[name];
}

function placeColumns(profile: Profile, suggestion: Suggestion, choices: string[]): void {
  const used = suggestion.columns.filter((_, index) => isUsed(choices[index] ?? ""));
  const names = suggestion.columns.map((column) => column.name);
  const isNamed = profile.header !== false
    && used.every((column) => column.name !== "" && names.filter((name) => name === column.name).length === 1);
  if (!isNamed && profile.header !== false) {
    // A column without a name of its own is told by its place; the header is then one line more to pass over.
    profile.header = false;
    profile.skipLines = (profile.skipLines ?? 0) + 1;
  }
  const refer = (column: ColumnGuess): string => (isNamed ? column.name : String(column.index + 1));
  const columns: Record<string, string[]> = {};
  const quantities: QuantityColumn[] = [];
  suggestion.columns.forEach((column, index) => {
    const choice = choices[index] ?? "";
    if (!isUsed(choice)) return;
    const [field = "", status] = choice.split(":");
    if (field !== "quantity") (columns[field] ??= []).push(refer(column));
    else quantities.push(quantityOf(profile, column, refer(column), status ?? "onHand"));
  });
  keepOrder(columns, profile.columns ?? {});
  const only = quantities.length === 1 ? quantities[0] : undefined;
  const isPlain = only && !only.item && !only.unit && only.status === "onHand";
  if (isPlain) columns["quantity"] = only.column;
  profile.columns = columns;
  if (isPlain || quantities.length === 0) delete profile.quantities;
  else profile.quantities = quantities;
}

function isUsed(choice: string): boolean {
  return choice !== "" && choice !== "plan";
}

/** An item or a unit that belongs to a column of its own stays with it. */
function quantityOf(profile: Profile, column: ColumnGuess, reference: string, status: string): QuantityColumn {
  const known = profile.quantities?.find((one) => refersTo(one.column, column));
  return { column: [reference], ...(known?.item ? { item: known.item } : {}), status, ...(known?.unit ? { unit: known.unit } : {}) };
}

function refersTo(references: string[], column: ColumnGuess): boolean {
  return references.includes(column.name) || references.includes(String(column.index + 1));
}

/** Of several columns for one field the suggested one goes first. */
function keepOrder(columns: Record<string, string[]>, before: Record<string, string[]>): void {
  for (const [field, list] of Object.entries(columns)) {
    const order = before[field] ?? [];
    list.sort((a, b) => rank(order, a) - rank(order, b));
  }
}

function rank(order: string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

/** The words of the status column's first rows that the profile does not explain. */
export function statusWords(suggestion: Suggestion, choices: string[]): string[] {
  const column = suggestion.columns[choices.indexOf("status")];
  if (!column) return [];
  const known = Object.keys((suggestion.profile?.["statuses"] as Record<string, string> | undefined) ?? {});
  const words = new Set(suggestion.sample.map((row) => (row[column.index] ?? "").trim()));
  return [...words].filter((word) => word !== "" && !known.includes(word)).slice(0, STATUS_WORDS_MAX);
}
