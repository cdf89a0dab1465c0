// Writes to the screen. Nodes are created once and only changed texts are written; newest wins, at most two paints a second
// on the desk. A hidden tab paints nothing, because the browser gives it no frame.

const MARK_MS = 600;

export class Painter {
  private readonly views: (() => void)[] = [];
  private isAsked = false;
  private lastMs = -Infinity;
  private timer = 0;
  isPaused = false;

  constructor(public intervalMs: number, private readonly isBlocked: () => boolean) {}

  add(view: () => void): void {
    this.views.push(view);
  }

  /** Asks for a paint at the next allowed moment. */
  ask(): void {
    if (this.isAsked || this.isPaused) return;
    this.isAsked = true;
    const wait = Math.max(0, this.intervalMs - (performance.now() - this.lastMs));
    this.timer = window.setTimeout(() => requestAnimationFrame(() => this.paint()), wait);
  }

  /** Paints at the next frame, whatever the pace. */
  soon(): void {
    if (this.isPaused) return;
    clearTimeout(this.timer);
    this.isAsked = true;
    requestAnimationFrame(() => this.paint());
  }

  /** Paints now: the visitor did something and waits for it. */
  now(): void {
    clearTimeout(this.timer);
    this.paint(true);
  }

  /** A paint asked for before the pause must not come after it. */
  private paint(byHand = false): void {
    this.isAsked = false;
    if (this.isBlocked() || (this.isPaused && !byHand)) return;
    this.lastMs = performance.now();
    for (const view of this.views) view();
  }
}

/** What was last written to a node that holds readings above its kanji. */
const written = new WeakMap<HTMLElement, string>();
const READING = /([\u4e00-\u9fff\u3005]+)\u300a([\u3041-\u3096]+)\u300b/g;

/** A text without the readings: for attributes, options, the live region. */
export function plain(text: string): string {
  return text.replace(READING, "$1");
}

/** Writes a text when it differs; a reading in double angle brackets stands above its kanji. */
export function setText(node: HTMLElement, text: string): boolean {
  if (text.includes("\u300a")) {
    if (node instanceof HTMLOptionElement || node.matches("[role=status], title")) return setText(node, plain(text));
    if (written.get(node) === text && node.firstElementChild?.localName === "ruby") return false;
    written.set(node, text);
    node.replaceChildren(...withReadings(text));
    return true;
  }
  if (node.textContent === text && node.firstElementChild === null) return false;
  node.textContent = text;
  return true;
}

function withReadings(text: string): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const found of text.matchAll(READING)) {
    nodes.push(document.createTextNode(text.slice(end, found.index)));
    const ruby = document.createElement("ruby");
    ruby.append(found[1] ?? "");
    element("rt", "", ruby).textContent = found[2] ?? "";
    nodes.push(ruby);
    end = found.index + found[0].length;
  }
  return [...nodes, document.createTextNode(text.slice(end))];
}

/** Writes a figure and underlines it for a moment when it replaced another figure. */
export function setFigure(node: HTMLElement, text: string, exactText = ""): void {
  const before = node.textContent;
  setAttribute(node, "title", exactText);
  if (!setText(node, text) || !before) return;
  node.classList.add("changed");
  window.setTimeout(() => node.classList.remove("changed"), MARK_MS);
}

export function setAttribute(node: HTMLElement, name: string, value: string): void {
  const text = plain(value);
  if (text === "") node.removeAttribute(name);
  else if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

export function setHidden(node: HTMLElement, hidden: boolean): void {
  if (node.hidden !== hidden) node.hidden = hidden;
}

/** Creates an element; texts are written later by the paint. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K, className = "", parent?: HTMLElement): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  if (className) node.className = className;
  parent?.append(node);
  return node;
}

export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** Creates an element that holds a text from the start. */
export function tell<K extends keyof HTMLElementTagNameMap>(
  name: K, className: string, parent: HTMLElement, text: string): HTMLElementTagNameMap[K] {
  const node = element(name, className, parent);
  if (text) setText(node, text);
  return node;
}
