// The shapes the server sends (DESIGN.md section 6). Names are the wire's names; nothing is computed here.

export type Audience = "ministry" | "participant" | "public";
export type Tier = "manufacturer" | "wholesaler" | "retailer";
export type PublicBand = "plenty" | "some" | "few" | "none" | "unknown";

export interface Level {
  category?: string | null;
  prefecture?: string | null;
  tier?: string | null;
  status?: string | null;
  quantity?: number | null;
  staleQuantity?: number | null;
  unit?: string | null;
  locations?: { expected: number; reporting: number; stocked: number; out: number } | null;
  participants?: number | null;
  outflowPerDay?: number | null;
  daysOfSupply?: number | null;
  asOf?: { oldest: string; newest: string } | null;
  suppressed?: boolean;
  band?: PublicBand | null;
}

export interface LevelMessage {
  audience: Audience;
  sequence: number;
  previous?: number | null;
  computedAt: string;
  full?: boolean;
  simulated?: boolean;
  levels: Level[];
  removed?: Level[] | null;
}

export interface Heartbeat {
  computedAt: string;
  sequence: number;
}

export interface BandLimits {
  fewDays: number;
  someDays: number;
  ampleDays: number;
  plentyDays: number;
}

export interface Category {
  id: string;
  nameJa: string;
  nameEn: string;
  baseUnit: string;
  unitJa: string;
  unitEn: string;
  bands: BandLimits;
}

export interface Alert {
  id: string;
  rule: string;
  measure: "daysOfSupply" | "shareOut" | "coverage";
  category: string;
  prefecture?: string | null;
  tier?: string | null;
  state: "active" | "cleared";
  value: number;
  enter: number;
  clear: number;
  coverage: number;
  raisedAt: string;
  clearedAt?: string | null;
  acknowledgedAt?: string | null;
  acknowledgedBy?: string | null;
  note?: string | null;
}

export interface Filter {
  by: string;
  category?: string;
  tier?: string;
  prefecture?: string;
  status?: string;
}
