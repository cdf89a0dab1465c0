// What is known of one delivery on its way, and which of the few states it is in. Pure.

import type { TextForm } from "./file-text.js";
import type { Outcome } from "./upload.js";

/** The part of a feed's profile the page needs. */
export interface Feed extends TextForm {
  id: string;
  participant: string;
  format: string;
  nameJa?: string | null;
  nameEn?: string | null;
}

export interface Delivery {
  feed: Feed;
  name: string;
  size: number;
  body: Blob;
  /** The text, when the file is one; for the refused lines and the columns' letters. */
  text: string | null;
  /** The as-of the visitor gave; null when the file says it. */
  asOf: string | null;
  /** The as-of that goes with the file when it has none, so that sending twice is one delivery. */
  pinnedAsOf: string | null;
  outcome: Outcome | null;
  /** True when the outcome is that of a check. */
  isDryRun: boolean;
  /** A text key: what the page itself saw. */
  problem?: string | undefined;
  /** When this browser sent the same file before. */
  before?: string | null;
}

/** Where a delivery stands. Only "received" and "duplicate" are successes. */
export type State =
  | "refusedHere" | "checked" | "nothing" | "unreadable" | "shrunk" | "held" | "received" | "duplicate"
  | "wrongKey" | "forbidden" | "tooFast" | "busy" | "unsent" | "unknown" | "stopped";

export function outcomeState(of: Delivery): State {
  if (of.problem) return "refusedHere";
  const outcome = of.outcome;
  if (!outcome) return "unsent";
  if (outcome.kind !== "answer") return outcome.kind;
  const { status, body } = outcome;
  if (status === 200) {
    if (of.isDryRun) return "checked";
    if (!body.receipt) return "unknown";
    return body.lines && body.lines.accepted === 0 && body.lines.duplicate > 0 ? "duplicate" : "received";
  }
  if (status === 401) return "wrongKey";
  // What was kept for a confirmation is gone: it has to be sent again.
  if (body.reason === "heldUnknown") return "unsent";
  if (status === 403 || status === 404) return "forbidden";
  if (status === 429) return "tooFast";
  if (status >= 500) return "busy";
  if (body.reason === "needsConfirmation") return of.isDryRun || !body.held ? "shrunk" : "held";
  return status === 422 ? "nothing" : "unreadable";
}
