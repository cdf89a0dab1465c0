// What somebody has filled in so far, kept in this browser so that a telephone call does not cost it. Never a key.

import type { Profile } from "./join-profile.js";

const DRAFT = "inventory.join";

export interface Draft {
  step: number;
  fields: Record<string, string>;
  categories: string[];
  /** How the tried file is read; null until a file was read. */
  profile: Profile | null;
}

export function readDraft(): Draft {
  const empty: Draft = { step: 1, fields: {}, categories: [], profile: null };
  try {
    const kept = JSON.parse(localStorage.getItem(DRAFT) ?? "{}") as Partial<Draft>;
    return { ...empty, ...kept };
  } catch {
    return empty;
  }
}

export function saveDraft(draft: Draft): void {
  localStorage.setItem(DRAFT, JSON.stringify(draft));
}

export function dropDraft(): void {
  localStorage.removeItem(DRAFT);
}

/** What the operator registers from: facts of the company and what it will report, no key. */
export function applicationOf(draft: Draft, madeAt: string): Record<string, unknown> {
  const { company, corporate, gln, tier, contact, mail, places, interval } = draft.fields;
  return {
    kind: "inventory-application.v1",
    madeAt,
    company: { nameJa: company, corporateNumber: corporate, ...(gln ? { gln } : {}), tier, contact, mail },
    reports: { categories: draft.categories, places: Number(places ?? 0), intervalMinutes: Number(interval ?? 1440) },
    consent: true,
    ...(draft.profile ? { profile: draft.profile } : {}),
  };
}
