// The three languages. Every text is in strings/*.json; scripts hold keys only.

import en from "./strings/en.json";
import ja from "./strings/ja.json";
import yasashii from "./strings/yasashii.json";
import type { Words } from "./figures.js";
import { plain, setText } from "./painter.js";

export type Language = "ja" | "en" | "yasashii";
export const LANGUAGES: readonly Language[] = ["ja", "en", "yasashii"];

const TABLES: Record<Language, Record<string, string>> = { ja, en, yasashii };

export function wordsOf(language: Language): Words {
  const table = TABLES[language];
  return (key, ...args) =>
    (table[key] ?? key).replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)] ?? ""));
}

/** やさしい日本語 is Japanese for a screen reader. */
export function htmlLang(language: Language): string {
  return language === "en" ? "en" : "ja";
}

/** Fills every element that carries a text key; the build has filled them in Japanese already. */
export function translate(root: ParentNode, words: Words): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-t]")) {
    setText(element, words(element.dataset["t"] ?? ""));
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-t-label]")) {
    element.setAttribute("aria-label", plain(words(element.dataset["tLabel"] ?? "")));
  }
}
