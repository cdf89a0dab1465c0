// The HTTP calls of the page. Errors are told apart, because the page says different things about them.

import { toAddress } from "./replay.js";
import { readKey } from "./session.js";
import type { Alert, Audience, Category, Filter, LevelMessage } from "./wire.js";

export class HttpError extends Error {
  constructor(readonly status: number, url: string) {
    super(`${status} from ${url}`);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const key = readKey();
  if (key) headers.set("Authorization", `Bearer ${key}`);
  headers.set("Accept", "application/json");
  const answer = await fetch(url, { ...init, headers, cache: "no-store", signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new HttpError(answer.status, url);
  return answer;
}

/** The levels now, or what was shown at a time. */
export async function fetchLevels(filter: Filter, atMs: number | null = null): Promise<LevelMessage> {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value) as [string, string][]);
  if (atMs !== null) query.set("at", toAddress(atMs));
  return (await ask(`/v1/levels?${query}`)).json();
}

export async function fetchCategories(): Promise<Category[]> {
  return rows<Category>(await (await ask("/v1/registry/categories")).json(), "categories");
}

export async function fetchAlerts(): Promise<Alert[]> {
  return rows<Alert>(await (await ask("/v1/alerts")).json(), "alerts");
}

export async function acknowledge(id: string): Promise<void> {
  await ask(`/v1/alerts/${encodeURIComponent(id)}/acknowledge`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: "{}",
  });
}

/** One point of the national series of a category. */
export interface HistoryPoint {
  time: string;
  quantity: number | null;
  locations?: { expected: number; reporting: number } | null;
}

export async function fetchHistory(category: string, fromMs: number, toMs: number, stepS: number): Promise<HistoryPoint[]> {
  const query = new URLSearchParams({
    category, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), step: String(stepS),
  });
  return rows<HistoryPoint>(await (await ask(`/v1/history?${query}`)).json(), "points");
}

/** Something of the registry, with its name in two languages. */
export interface Named {
  id: string;
  nameJa?: string | null;
  nameEn?: string | null;
  corporateNumber?: string | null;
}

/** Who the server takes the visitor for. */
export async function fetchAudience(): Promise<{ audience: Audience; simulated?: boolean }> {
  return (await ask("/v1/levels?by=category")).json();
}

/** The visitor's own company; for the ministry all. */
export async function fetchParticipants(): Promise<Named[]> {
  return rows<Named>(await (await ask("/v1/registry/participants")).json(), "participants");
}

/** The feeds the visitor may push to. */
export async function fetchFeeds<T>(): Promise<T[]> {
  return rows<T>(await (await ask("/v1/registry/feeds")).json(), "feeds");
}

/** Any other answer as JSON. */
export async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  return (await ask(url, init)).json();
}

/** True when the server says it is ready; false when it answers that it is not; null when it does not answer. */
export async function isReady(): Promise<boolean | null> {
  try {
    return (await fetch("/health/ready", { cache: "no-store", signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return null;
  }
}

function rows<T>(answer: unknown, name: string): T[] {
  if (Array.isArray(answer)) return answer as T[];
  const inner = (answer as Record<string, unknown>)[name];
  return Array.isArray(inner) ? (inner as T[]) : [];
}
