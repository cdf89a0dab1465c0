// What the visitor chose: key (this tab only), language, category, tier, view. The choices live in the URL, so that a link
// shows the same; the key never does.

import { LANGUAGES, type Language } from "./texts.js";
import type { Tier } from "./wire.js";

const KEY = "inventory.key";
const LANGUAGE = "inventory.language";
const SINGLE_KEYS = "inventory.singleKeys";

export interface Choices {
  language: Language;
  category: string | null;
  tier: Tier;
  view: "map" | "table";
  readonly wall: boolean;
  /** Inside a foreign page: no controls; age, coverage and banners stay. */
  readonly embed: boolean;
}

/** Moves a key given in the fragment into the tab's storage and removes it from the address at once. */
export function takeKeyFromAddress(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get("key");
  if (given === null) return;
  saveKey(given);
  history.replaceState(null, "", location.pathname + location.search);
}

export function readKey(): string | null {
  return sessionStorage.getItem(KEY);
}

export function saveKey(key: string | null): void {
  if (key) sessionStorage.setItem(KEY, key.trim());
  else sessionStorage.removeItem(KEY);
}

/** The language of the address, else the last one chosen. */
export function readLanguage(): Language {
  const given = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(LANGUAGE);
  return LANGUAGES.find((language) => language === given) ?? "ja";
}

/** Keeps the language for the next page, and in an address that names one. */
export function saveLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
  const query = new URLSearchParams(location.search);
  query.set("lang", language);
  history.replaceState(null, "", `${location.pathname}?${query}`);
}

export function readChoices(): Choices {
  const query = new URLSearchParams(location.search);
  const tier = query.get("tier");
  return {
    language: readLanguage(),
    category: query.get("category"),
    tier: tier === "manufacturer" || tier === "wholesaler" ? tier : "retailer",
    view: query.get("view") === "table" ? "table" : "map",
    wall: query.get("wall") === "1",
    embed: query.get("embed") === "1",
  };
}

/** An address that shows the same figures tomorrow; null takes the time out. */
export function writePast(at: string | null): void {
  const query = new URLSearchParams(location.search);
  if (at) query.set("at", at);
  else query.delete("at");
  history.replaceState(null, "", `${location.pathname}?${query}`);
}

export function writeChoices(choices: Choices): void {
  const query = new URLSearchParams(location.search);
  query.set("lang", choices.language);
  if (choices.category) query.set("category", choices.category);
  query.set("tier", choices.tier);
  query.set("view", choices.view);
  localStorage.setItem(LANGUAGE, choices.language);
  history.replaceState(null, "", `${location.pathname}?${query}`);
}

export function singleKeysOn(): boolean {
  return localStorage.getItem(SINGLE_KEYS) !== "off";
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(SINGLE_KEYS, on ? "on" : "off");
}
