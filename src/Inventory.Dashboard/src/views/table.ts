// A table that is a table on the desk and a stack of cards on a phone, with the roles that the cards' layout would take away.

import type { Words } from "../figures.js";
import { element, setAttribute, tell } from "../painter.js";

/** Makes a table in a box that scrolls by itself; answers its body. */
export function makeTable(parent: HTMLElement, words: Words, caption: string, heads: string[], className: string): HTMLElement {
  const scroll = element("div", "scroll", parent);
  setAttribute(scroll, "role", "region");
  setAttribute(scroll, "tabindex", "0");
  setAttribute(scroll, "aria-label", words(caption));
  const table = element("table", `stack ${className}`, scroll);
  setAttribute(table, "role", "table");
  tell("caption", "unseen", table, words(caption));
  const group = element("thead", "", table);
  setAttribute(group, "role", "rowgroup");
  const head = element("tr", "", group);
  setAttribute(head, "role", "row");
  for (const key of heads) {
    const cell = tell("th", "", head, words(key));
    cell.scope = "col";
    setAttribute(cell, "role", "columnheader");
  }
  const body = element("tbody", "", table);
  setAttribute(body, "role", "rowgroup");
  return body;
}

/** On a phone each row stands as a card, and the cell says which column it is. */
export function addCell(row: HTMLElement, words: Words, head: string, text: string, tag: "td" | "th" = "td"): HTMLTableCellElement {
  const cell = tell(tag, "", row, text);
  setAttribute(row, "role", "row");
  setAttribute(cell, "role", tag === "th" ? "rowheader" : "cell");
  if (tag === "th") cell.scope = "row";
  setAttribute(cell, "data-head", words(head));
  return cell;
}
