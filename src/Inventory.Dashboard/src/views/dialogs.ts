// The key dialog, the help dialog and the language switch.

import { byId, setAttribute } from "../painter.js";
import { readKey, saveKey, setSingleKeys, singleKeysOn } from "../session.js";
import type { Language } from "../texts.js";

export function bindDialogs(language: Language, changeLanguage: (language: Language) => void): void {
  const keyDialog = byId<HTMLDialogElement>("key-dialog");
  const input = byId<HTMLInputElement>("key-input");
  byId("key-open").addEventListener("click", () => {
    input.value = "";
    keyDialog.showModal();
    input.focus();
  });
  byId("key-close").addEventListener("click", () => keyDialog.close());
  byId("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) useKey(input.value);
  });
  byId("key-clear").addEventListener("click", () => useKey(null));
  const help = byId<HTMLDialogElement>("help-dialog");
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());
  const single = byId<HTMLInputElement>("help-single");
  single.checked = singleKeysOn();
  single.addEventListener("change", () => setSingleKeys(single.checked));
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-language]")) {
    button.addEventListener("click", () => changeLanguage(button.dataset["language"] as Language));
  }
  markLanguage(language);
}

/** Shows which language is on; links to the other pages carry it. */
export function markLanguage(language: Language): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.pages a")) link.setAttribute("href", `${link.pathname}?lang=${language}`);
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-language]")) {
    setAttribute(button, "aria-pressed", String(button.dataset["language"] === language));
  }
}

/** Another key is another audience: everything on the page is read again, nothing of the old audience stays. */
function useKey(key: string | null): void {
  const before = readKey();
  saveKey(key);
  if (before !== readKey()) location.reload();
  else byId<HTMLDialogElement>("key-dialog").close();
}
