// One live subscription over one socket: what is shown first by HTTP, then kept by the hub, and fetched again when the hub
// cannot be reached. Goals: the last good figures stay; a gap, a wake-up or a broken link always ends in a full
// resync before anything is patched. Non-goals: it paints nothing.

import { HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import { fetchLevels, HttpError } from "./api.js";
import { LevelStore } from "./level-store.js";
import { readKey } from "./session.js";
import type { Alert, Filter, Heartbeat, LevelMessage } from "./wire.js";

/** PAGES.md section 2.10: a word after 15 s without a sign of life, a banner after 30 s. */
const LATE_MS = 15_000;
const LOST_MS = 30_000;
const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** Beyond this many failed attempts in a row the figures are fetched by HTTP each 60 s (± 15 s). */
const POLL_MS = 60_000;
const POLL_JITTER_MS = 15_000;
const POLL_RETRY_MS = 15_000;

export type LinkState = "connecting" | "live" | "late" | "lost" | "polling";

export interface LiveEvents {
  changed(isFull: boolean): void;
  alert?(alert: Alert): void;
  refused(): void;
}

export class LiveView {
  readonly store = new LevelStore();
  private hub: HubConnection | null = null;
  private filter: Filter;
  private attempts = 0;
  private lastSignMs = 0;
  private lastPollMs = 0;
  private pollAskedMs = 0;
  private pollFailedMs = 0;
  /** When the socket was lost: only figures fetched after that prove that HTTP still works. */
  private closedMs = 0;
  private isAwaitingFull = false;
  private isStopped = false;
  private timer = 0;
  /** Levels taken so far; the pause word counts them. */
  received = 0;
  lastSequence = -1;
  computedAtMs = 0;
  /** The time it shows instead of now; null for now. */
  private pastMs: number | null = null;
  /** When the server's own clock was last seen to move, on this machine's steady clock. */
  private advancedMs = performance.now();

  constructor(filter: Filter, private readonly events: LiveEvents) {
    this.filter = filter;
  }

  /** True while the figures must not be painted as live, because a full answer is on its way. */
  get isResyncing(): boolean {
    return this.isAwaitingFull;
  }

  /** True when the server answers but has stopped computing: its heartbeats carry an old time. */
  get isStalled(): boolean {
    return this.pastMs === null && this.computedAtMs > 0 && performance.now() - this.advancedMs > LOST_MS;
  }

  state(nowMs: number): LinkState {
    const silence = nowMs - this.lastSignMs;
    if (this.hub?.state === HubConnectionState.Connected) {
      if (silence > LOST_MS) return "lost";
      return silence > LATE_MS ? "late" : "live";
    }
    if (this.attempts === 0) return this.lastSignMs === 0 || silence < LOST_MS ? "connecting" : "lost";
    if (this.lastPollMs > this.closedMs && nowMs - this.lastPollMs < POLL_MS + 2 * POLL_JITTER_MS) return "polling";
    return silence < LOST_MS && this.pollFailedMs <= this.closedMs ? "connecting" : "lost";
  }

  async start(): Promise<void> {
    await this.fetchOnce();
    void this.connect();
  }

  /** Reads everything again by HTTP and opens the socket anew, after the key was dropped. */
  async refetch(): Promise<void> {
    await this.fetchOnce();
    void this.hub?.stop();
  }

  /** Shows what was shown at a time, or now again. False when the server has nothing of that time: the last figures stay. */
  async showPast(atMs: number | null): Promise<boolean> {
    this.pastMs = atMs;
    if (atMs === null) {
      this.store.clear();
      this.computedAtMs = 0;
      void this.fetchOnce();
      this.resync();
      return true;
    }
    try {
      const answer = await fetchLevels(this.filter, atMs);
      if (this.pastMs !== atMs) return true;
      this.store.take({ ...answer, full: true });
      this.computedAtMs = Date.parse(answer.computedAt);
      return true;
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) this.events.refused();
      return this.pastMs !== atMs;
    }
  }

  /** Another filter: the old levels go at once, because they answer another question. */
  change(filter: Filter): void {
    this.filter = filter;
    this.store.clear();
    if (this.pastMs !== null) {
      void this.showPast(this.pastMs).then(() => this.events.changed(true));
      return;
    }
    void this.fetchOnce();
    this.resync();
  }

  /** Asks for everything again; painting waits for it. */
  resync(): void {
    if (this.hub?.state !== HubConnectionState.Connected) {
      this.hurry();
      return;
    }
    this.isAwaitingFull = true;
    this.hub.invoke("Subscribe", this.filter).catch(() => void this.hub?.stop());
  }

  /** Called once a second: a socket that is open but silent is cut and opened anew. */
  watch(nowMs: number): void {
    if (this.hub?.state === HubConnectionState.Connected && nowMs - this.lastSignMs > LOST_MS) void this.hub.stop();
    else if (this.attempts > 0 && nowMs - this.pollAskedMs > this.pollWaitMs()) void this.fetchOnce();
  }

  /** At once after the loss, to learn whether HTTP still works; then calmly. */
  private pollWaitMs(): number {
    if (this.pollAskedMs <= this.closedMs) return 0;
    return this.lastPollMs > this.closedMs ? POLL_MS + Math.random() * POLL_JITTER_MS : POLL_RETRY_MS;
  }

  private hurry(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    void this.connect();
  }

  private async fetchOnce(): Promise<void> {
    const asked = this.filter;
    this.pollAskedMs = Date.now();
    try {
      const answer = await fetchLevels(asked);
      if (asked !== this.filter || this.pastMs !== null) return;
      // The hub may have been faster and is never overtaken by an older answer.
      if (answer.sequence >= this.store.sequence) this.accept({ ...answer, full: true });
      this.lastPollMs = Date.now();
    } catch (error) {
      this.pollFailedMs = Date.now();
      if (error instanceof HttpError && (error.status === 401 || error.status === 403)) this.events.refused();
    }
  }

  private async connect(): Promise<void> {
    this.timer = 0;
    if (this.isStopped) return;
    const hub = new HubConnectionBuilder()
      .withUrl("/hubs/stock", { accessTokenFactory: () => readKey() ?? "" })
      .configureLogging(LogLevel.None)
      .build();
    hub.serverTimeoutInMilliseconds = LOST_MS;
    hub.on("Levels", (message: LevelMessage) => this.receive(message));
    hub.on("Heartbeat", (beat: Partial<Heartbeat>) => this.beat(beat));
    hub.on("Alert", (alert: Alert) => this.events.alert?.(alert));
    hub.onclose(() => this.retry());
    this.hub = hub;
    try {
      await hub.start();
      this.lastSignMs = Date.now();
      this.isAwaitingFull = true;
      await hub.invoke("Subscribe", this.filter);
      this.attempts = 0;
    } catch {
      if (hub.state === HubConnectionState.Connected) await hub.stop();
      else this.retry();
    }
    this.events.changed(false);
  }

  private retry(): void {
    this.isAwaitingFull = false;
    if (this.timer || this.isStopped) return;
    const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** this.attempts);
    if (this.attempts === 0) this.closedMs = Date.now();
    this.attempts++;
    this.timer = window.setTimeout(() => void this.connect(), BACKOFF_MIN_MS + Math.random() * (ceiling - BACKOFF_MIN_MS));
    this.events.changed(false);
  }

  private receive(message: LevelMessage): void {
    this.lastSignMs = Date.now();
    if (this.isAwaitingFull && !message.full) return;
    if (message.full) this.isAwaitingFull = false;
    // The line stays open, so that the way back to now is short.
    if (this.pastMs !== null) return;
    this.accept(message);
  }

  private accept(message: LevelMessage): void {
    const taken = this.store.take(message);
    if (taken === "gap") {
      this.resync();
      return;
    }
    if (taken === "old") return;
    this.received += message.levels.length;
    this.sign(message);
    this.events.changed(message.full === true);
  }

  private beat(beat: Partial<Heartbeat>): void {
    this.lastSignMs = Date.now();
    if (this.pastMs === null) this.sign(beat);
    this.events.changed(false);
  }

  /** A server that has computed nothing yet sends a bare heartbeat. */
  private sign(mark: Partial<Heartbeat>): void {
    if (mark.computedAt === undefined || mark.sequence === undefined) return;
    const computedAtMs = Date.parse(mark.computedAt);
    if (computedAtMs > this.computedAtMs) this.advancedMs = performance.now();
    this.computedAtMs = Math.max(this.computedAtMs, computedAtMs);
    this.lastSequence = Math.max(this.lastSequence, mark.sequence);
  }
}
