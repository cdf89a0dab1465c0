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
    this.paint();
  }

  private paint(): void {
    this.isAsked = false;
    if (this.isBlocked()) return;
    this.lastMs = performance.now();
    for (const view of this.views) view();
  }
}

/** Writes a text when it differs. */
export function setText(node: HTMLElement, text: string): boolean {
  if (node.textContent === text) return false;
  node.textContent = text;
  return true;
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
  if (value === "") node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
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
