/** Keeps answers for a moment: typing on asks again and again for what hardly changes. */

export interface AnswerMemory {
  /** The answer of a moment ago, or a new one. */
  keep<T>(key: string, make: () => T): T;
  forget(key: string): void;
}

const keptMs = 2_000;

/** @param now a clock in ms */
export function createAnswerMemory(now: () => number): AnswerMemory {
  const kept = new Map<string, { atMs: number; value: unknown }>();
  return {
    keep<T>(key: string, make: () => T): T {
      const known = kept.get(key);
      if (known && now() - known.atMs < keptMs) return known.value as T;
      const value = make();
      kept.set(key, { atMs: now(), value });
      return value;
    },
    forget: (key) => void kept.delete(key),
  };
}
