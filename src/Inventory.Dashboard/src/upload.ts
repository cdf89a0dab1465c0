// One push of a file, with its progress. The three ways to have no answer are kept apart, because the page must say different
// things about them: nothing can have arrived, it may have arrived, or the visitor stopped it.

import { readKey } from "./session.js";
import type { Answer } from "./receipts.js";

export type Outcome =
  | { kind: "answer"; status: number; body: Answer }
  | { kind: "unsent" }
  | { kind: "unknown" }
  | { kind: "stopped" };

export interface Push {
  feed: string;
  body: Blob;
  name: string;
  /** RFC 3339; null when the file says it. */
  asOf: string | null;
  isDryRun: boolean;
  isConfirmed: boolean;
}

/** No byte moved for this long: the line is taken for dead. */
const STALL_MS = 60_000;
/** A file of 50 MB is read in a few seconds; a server with a long queue needs more. */
const ANSWER_MS = 180_000;

export interface Upload {
  readonly outcome: Promise<Outcome>;
  stop(): void;
}

export function upload(push: Push, progress: (sent: number, total: number) => void): Upload {
  const query = new URLSearchParams();
  if (push.isDryRun) query.set("dryRun", "true");
  if (push.isConfirmed) query.set("confirm", "true");
  const url = `/v1/feeds/${encodeURIComponent(push.feed)}/snapshots?${query}`;
  const headers: Record<string, string> = { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(push.name) };
  if (push.asOf) headers["X-As-Of"] = push.asOf;
  return post(url, push.body, headers, progress);
}

/** Posts a body; a form of parts writes its own content type. */
export function post(
  url: string, body: Blob | FormData | null, headers: Record<string, string>, progress: (sent: number, total: number) => void): Upload {
  const request = new XMLHttpRequest();
  let isStopped = false;
  let isAllSent = false;
  let timer = 0;
  const watch = (ms: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => request.abort(), ms);
  };
  const outcome = new Promise<Outcome>((done) => {
    const lost = (): void => {
      clearTimeout(timer);
      done({ kind: isStopped ? "stopped" : isAllSent ? "unknown" : "unsent" });
    };
    request.upload.addEventListener("progress", (event) => {
      watch(STALL_MS);
      progress(event.loaded, event.total);
    });
    request.upload.addEventListener("load", () => {
      isAllSent = true;
      watch(ANSWER_MS);
    });
    request.addEventListener("load", () => {
      clearTimeout(timer);
      done(read(request));
    });
    request.addEventListener("error", lost);
    request.addEventListener("abort", lost);
    try {
      request.open("POST", url);
      const key = readKey();
      if (key) request.setRequestHeader("Authorization", `Bearer ${key}`);
      request.setRequestHeader("Accept", "application/json");
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      watch(STALL_MS);
      request.send(body);
    } catch {
      // A key with letters no header can carry is no key.
      done({ kind: "answer", status: 401, body: {} });
    }
  });
  return {
    outcome,
    stop() {
      isStopped = true;
      request.abort();
    },
  };
}

/** An answer that is not JSON comes from something between us and the server: it proves nothing. */
function read(request: XMLHttpRequest): Outcome {
  try {
    const body = JSON.parse(request.responseText) as unknown;
    if (typeof body === "object" && body !== null) return { kind: "answer", status: request.status, body: body as Answer };
  } catch {
    // Told below by its status.
  }
  return request.status >= 400 ? { kind: "answer", status: request.status, body: {} } : { kind: "unknown" };
}
