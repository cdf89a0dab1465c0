// Single keys. They do nothing inside fields or dialogs, or with a modifier, and can be switched off (WCAG 2.1.4).

import { byId } from "./painter.js";
import { singleKeysOn } from "./session.js";

/** `g` and then one of these opens a page. */
const PAGES: Record<string, string> = { o: "/", s: "/send", v: "/coverage", j: "/join" };
const PAIR_MS = 1_500;
let goAskedMs = -Infinity;

export function bindKeys(actions: Record<string, () => void>): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !singleKeysOn()) return;
    const target = event.target as HTMLElement;
    if (target.matches("input, select, textarea") || target.closest("dialog")) return;
    const action = event.timeStamp - goAskedMs < PAIR_MS ? goTo(PAGES[event.key]) : actions[event.key];
    goAskedMs = event.key === "g" ? event.timeStamp : -Infinity;
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !(event.target as HTMLElement).matches("input, select, textarea")) {
      byId<HTMLDialogElement>("help-dialog").showModal();
    }
  });
}

/** The link carries the language, so that the next page speaks the same. */
function goTo(path: string | undefined): (() => void) | undefined {
  const link = path && document.querySelector<HTMLAnchorElement>(`nav.pages a[href^="${path}?"]`);
  return link ? () => link.click() : undefined;
}
