// The newest levels of one subscription. Invariants: an older sequence never replaces a newer one; a full message replaces
// everything; a message that does not follow the last one is refused, so that no mixed state is ever painted.

import type { Level, LevelMessage } from "./wire.js";

export type Taken = "taken" | "old" | "gap";

export class LevelStore {
  private readonly levels = new Map<string, Level>();
  sequence = -1;
  computedAtMs = 0;
  audience: LevelMessage["audience"] = "public";
  isSimulated = false;

  static key(category?: string | null, tier?: string | null, prefecture?: string | null): string {
    return `${category ?? ""}/${tier ?? ""}/${prefecture ?? ""}`;
  }

  get isLoaded(): boolean {
    return this.sequence >= 0;
  }

  get size(): number {
    return this.levels.size;
  }

  get(category?: string | null, tier?: string | null, prefecture?: string | null): Level | undefined {
    return this.levels.get(LevelStore.key(category, tier, prefecture));
  }

  values(): IterableIterator<Level> {
    return this.levels.values();
  }

  take(message: LevelMessage): Taken {
    if (!message.full) {
      if (message.sequence <= this.sequence) return "old";
      if (typeof message.previous === "number" && message.previous !== this.sequence) return "gap";
    } else {
      this.levels.clear();
    }
    for (const level of message.levels) this.levels.set(keyOf(level), level);
    for (const level of message.removed ?? []) this.levels.delete(keyOf(level));
    this.sequence = message.sequence;
    this.computedAtMs = Date.parse(message.computedAt);
    this.audience = message.audience;
    this.isSimulated = message.simulated === true;
    return "taken";
  }

  clear(): void {
    this.levels.clear();
    this.sequence = -1;
  }
}

function keyOf(level: Level): string {
  return LevelStore.key(level.category, level.tier, level.prefecture);
}
