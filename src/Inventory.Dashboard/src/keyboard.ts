// Single keys. They do nothing inside fields or dialogs, or with a modifier, and can be switched off (WCAG 2.1.4).

import { byId } from "./painter.js";
import { singleKeysOn } from "./session.js";

export function bindKeys(actions: Record<string, () => void>): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !singleKeysOn()) return;
    const target = event.target as HTMLElement;
    if (target.matches("input, select, textarea") || target.closest("dialog")) return;
    const action = actions[event.key];
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
