/**
 * Tells the server's time from what it stamped, without asking it: each stamp seen is a lower bound, and a stamp that is
 * new since an earlier look is an upper one. Without bounds this computer's clock is believed.
 */

export interface ServerClock {
  /**
   * Learns from a server time that was seen at `seenAtMs` (this computer's clock). `notBeforeMs`: when, by this computer's
   * clock, it cannot have been made yet; undefined if that is not known.
   */
  learn(stampMs: number, seenAtMs: number, notBeforeMs: number | undefined): void;
  /** The server's time for a time of this computer. */
  read(localMs: number): number;
  /** True once both bounds are known. */
  isBounded(): boolean;
}

export function createServerClock(): ServerClock {
  let leastOffsetMs = Number.NEGATIVE_INFINITY;
  let mostOffsetMs = Number.POSITIVE_INFINITY;
  return {
    learn(stampMs, seenAtMs, notBeforeMs) {
      leastOffsetMs = Math.max(leastOffsetMs, stampMs - seenAtMs);
      if (notBeforeMs !== undefined) mostOffsetMs = Math.min(mostOffsetMs, stampMs - notBeforeMs);
      // A computer whose clock was set anew contradicts itself: the newest word counts.
      if (leastOffsetMs > mostOffsetMs) {
        leastOffsetMs = stampMs - seenAtMs;
        mostOffsetMs = notBeforeMs === undefined ? Number.POSITIVE_INFINITY : stampMs - notBeforeMs;
      }
    },
    read: (localMs) => localMs + Math.min(Math.max(0, leastOffsetMs), mostOffsetMs),
    isBounded: () => Number.isFinite(leastOffsetMs) && Number.isFinite(mostOffsetMs),
  };
}
