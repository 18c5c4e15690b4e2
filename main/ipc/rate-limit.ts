/** How often each window may use each channel: a token bucket for every pair. Pure but for the clock. */
import type { Clock } from '#main/services/ports';

/** As many calls at once as this many seconds allow on average. */
const burstSeconds = 4;

interface Bucket {
  tokens: number;
  atMs: number;
}

export interface RateLimit {
  /** Takes one token; false if there is none. */
  take(windowId: number, channel: string, perSecond: number): boolean;
  forgetWindow(windowId: number): void;
}

export function createRateLimit(clock: Pick<Clock, 'now'>): RateLimit {
  const windows = new Map<number, Map<string, Bucket>>();
  return {
    take(windowId, channel, perSecond) {
      const buckets = windows.get(windowId) ?? new Map<string, Bucket>();
      windows.set(windowId, buckets);
      const nowMs = clock.now();
      const capacity = perSecond * burstSeconds;
      const bucket = buckets.get(channel) ?? { tokens: capacity, atMs: nowMs };
      buckets.set(channel, bucket);
      // The system's clock may be set back.
      const passedMs = Math.max(0, nowMs - bucket.atMs);
      bucket.tokens = Math.min(capacity, bucket.tokens + (passedMs * perSecond) / 1_000);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    forgetWindow: (windowId) => void windows.delete(windowId),
  };
}
