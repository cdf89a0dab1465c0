// At most three alerts, the rest behind a button. A new alert never pushes a row that is pointed at or focused: it waits behind
// "show new alerts". Evidence is what was true when the alert was raised.

import { acknowledge, fetchAlerts, HttpError } from "../api.js";
import { age, clock, days } from "../figures.js";
import { nameOf, type Page } from "../page.js";
import { readKey } from "../session.js";
import { byId, element, setHidden, setText } from "../painter.js";
import type { Alert } from "../wire.js";

const SHOWN_MAX = 3;
const REFRESH_MS = 60_000;

interface Row {
  readonly item: HTMLElement;
  readonly title: HTMLElement;
  readonly evidence: HTMLElement;
  readonly since: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly acked: HTMLElement;
}

export class AlertsView {
  private readonly alerts = new Map<string, Alert>();
  private readonly rows = new Map<string, Row>();
  private readonly list = byId("alerts-list");
  private shown: string[] = [];
  private isAll = false;
  private problem: "" | "private" | "failed" = "";
  private isLoaded = false;
  private askedMs = -Infinity;
  private failedId: string | null = null;

  constructor(private readonly page: Page) {
    byId("alerts-new").addEventListener("click", () => this.adopt());
    byId("alerts-all").addEventListener("click", () => {
      this.isAll = !this.isAll;
      this.paint();
    });
  }

  /** The hub tells what is new; this list is asked for now and then, so that a lost message does no harm. */
  async refresh(nowMs: number): Promise<void> {
    if (nowMs - this.askedMs < REFRESH_MS || document.hidden || !readKey()) return;
    this.askedMs = nowMs;
    try {
      const found = await fetchAlerts();
      this.alerts.clear();
      for (const alert of found) if (alert.state === "active") this.alerts.set(alert.id, alert);
      this.problem = "";
      this.isLoaded = true;
    } catch (error) {
      const isRefused = error instanceof HttpError && (error.status === 401 || error.status === 403);
      this.problem = isRefused ? "private" : "failed";
    }
    this.page.painter.ask();
  }

  take(alert: Alert): void {
    const isNew = !this.alerts.has(alert.id);
    if (alert.state === "active") this.alerts.set(alert.id, alert);
    else this.alerts.delete(alert.id);
    if (isNew && alert.state === "active") this.page.say(this.page.words("alerts.announce", this.title(alert)));
    this.page.painter.ask();
  }

  acknowledgeFirst(): void {
    const id = this.shown.find((shown) => !this.alerts.get(shown)?.acknowledgedAt);
    if (id && this.page.audience() === "ministry") void this.acknowledge(id);
  }

  paint(): void {
    const { words } = this.page;
    const wanted = this.sorted();
    const isHeld = this.list.matches(":hover") || this.list.contains(document.activeElement);
    const unseen = wanted.filter((id) => !this.shown.includes(id));
    if (!isHeld || this.shown.length === 0) this.shown = wanted;
    else this.shown = this.shown.filter((id) => this.alerts.has(id));
    setHidden(byId("alerts-new"), !isHeld || unseen.length === 0);
    setText(byId("alerts-new"), words("alerts.new", unseen.length));
    const isPrivate = this.page.audience() === "public" || this.problem === "private";
    const note = isPrivate ? "alerts.private" : this.problem ? "alerts.failed" : !this.isLoaded ? "loading" : "alerts.none";
    setText(byId("alerts-note"), words(note));
    setHidden(byId("alerts-note"), this.shown.length > 0);
    setHidden(byId("alerts-all"), this.shown.length <= SHOWN_MAX);
    setText(byId("alerts-all"), this.isAll ? words("alerts.less") : words("alerts.all", this.shown.length));
    setHidden(byId("alerts"), this.page.audience() === "public" && this.page.nation.store.isLoaded);
    this.paintRows();
  }

  private adopt(): void {
    this.shown = this.sorted();
    this.paintRows();
    setHidden(byId("alerts-new"), true);
  }

  private sorted(): string[] {
    return [...this.alerts.values()].sort((a, b) =>
      Number(!!a.acknowledgedAt) - Number(!!b.acknowledgedAt)
      || severity(a) - severity(b) || Date.parse(b.raisedAt) - Date.parse(a.raisedAt)).map((alert) => alert.id);
  }

  private paintRows(): void {
    for (const [id, row] of this.rows) {
      if (this.shown.includes(id)) continue;
      row.item.remove();
      this.rows.delete(id);
    }
    const visible = this.isAll ? this.shown : this.shown.slice(0, SHOWN_MAX);
    this.shown.forEach((id, at) => {
      const alert = this.alerts.get(id);
      if (!alert) return;
      const row = this.rows.get(id) ?? this.create(id);
      if (this.list.children[at] !== row.item) this.list.insertBefore(row.item, this.list.children[at] ?? null);
      setHidden(row.item, !visible.includes(id));
      this.paintRow(row, alert);
    });
  }

  private create(id: string): Row {
    const item = element("li", "alert", this.list);
    const sign = element("span", "alert-sign", item);
    sign.textContent = "！";
    sign.setAttribute("aria-hidden", "true");
    const text = element("div", "alert-text", item);
    const title = element("strong", "", text);
    const since = element("span", "since", text);
    const evidence = element("p", "evidence", text);
    const button = element("button", "acknowledge", item);
    button.type = "button";
    button.addEventListener("click", () => void this.acknowledge(id));
    const row = { item, title, evidence, since, button, acked: element("span", "acked", item) };
    this.rows.set(id, row);
    return row;
  }

  private paintRow(row: Row, alert: Alert): void {
    const { words } = this.page;
    const now = this.page.now();
    const raised = Date.parse(alert.raisedAt);
    setText(row.title, this.title(alert));
    setText(row.since, `${words("alerts.since", clock(raised, now, words))}（${age(raised, now, words)}）`);
    const failed = this.failedId === alert.id ? ` ${words("alerts.ackFailed")}` : "";
    setText(row.evidence, this.evidence(alert) + failed);
    const mayAct = this.page.audience() === "ministry" && !alert.acknowledgedAt;
    setHidden(row.button, !mayAct);
    setText(row.button, words("alerts.ack"));
    setHidden(row.acked, !alert.acknowledgedAt);
    if (alert.acknowledgedAt) {
      const at = clock(Date.parse(alert.acknowledgedAt), now, words);
      setText(row.acked, words("alerts.acked", at, alert.acknowledgedBy ?? "—"));
    }
  }

  private title(alert: Alert): string {
    const { words } = this.page;
    const place = words(alert.prefecture ? `prefecture.${alert.prefecture}` : "nation");
    const tier = words(alert.tier ? `tier.${alert.tier}` : "tier.all");
    const name = nameOf(this.page.category(alert.category), this.page) || alert.category;
    return `${name}・${tier}・${place} ${words(`alerts.title.${alert.measure}`)}`;
  }

  private evidence(alert: Alert): string {
    const { words } = this.page;
    const write = (value: number) => (alert.measure === "daysOfSupply" ? days(value, words) : share(value));
    const key = alert.measure === "daysOfSupply" ? "alerts.daysOfSupply" : "alerts.share";
    const value = words(key, write(alert.value), write(alert.enter), write(alert.clear));
    const at = clock(Date.parse(alert.raisedAt), this.page.now(), words);
    return words("alerts.evidence", at, value, share(alert.coverage));
  }

  private async acknowledge(id: string): Promise<void> {
    const alert = this.alerts.get(id);
    if (!alert) return;
    try {
      await acknowledge(id);
      this.failedId = null;
      this.alerts.set(id, { ...alert, acknowledgedAt: new Date(this.page.now()).toISOString(), acknowledgedBy: this.page.audience() });
      this.askedMs = -Infinity;
    } catch {
      this.failedId = id;
    }
    this.paint();
  }
}

function share(value: number): string {
  return `${Math.floor(value * 100 + 1e-9)}%`;
}

/** Nation before prefecture, running out before few reports. */
function severity(alert: Alert): number {
  const measure = { daysOfSupply: 0, shareOut: 1, coverage: 2 }[alert.measure] ?? 3;
  return measure * 2 + (alert.prefecture ? 1 : 0);
}
