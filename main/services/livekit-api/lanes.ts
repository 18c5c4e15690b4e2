/** Lets a few calls of each kind run at a time. Calls wait for their own lane only: a sweep or a bulk never delays a click. */
import type { Lane } from './livekit-api.ts';

/**
 * Over plain HTTP/1.1 the browser's network stack opens six connections to a host, so sweep and bulk together leave
 * one free at any time.
 */
export const laneLimits: Readonly<Record<Lane, number>> = { sweep: 2, bulk: 3, single: 6 };

export interface Lanes {
  /** Resolves with the function that gives the place back; rejects with the signal's reason if it is aborted while waiting. */
  enter(lane: Lane, signal: AbortSignal | undefined): Promise<() => void>;
}

export function createLanes(limits: Readonly<Record<Lane, number>> = laneLimits): Lanes {
  const running: Record<Lane, number> = { sweep: 0, single: 0, bulk: 0 };
  const waiting: Record<Lane, (() => void)[]> = { sweep: [], single: [], bulk: [] };

  function occupy(lane: Lane): () => void {
    running[lane] += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      running[lane] -= 1;
      waiting[lane].shift()?.();
    };
  }

  return {
    enter(lane, signal) {
      if (signal?.aborted) return Promise.reject(asError(signal.reason));
      if (running[lane] < limits[lane]) return Promise.resolve(occupy(lane));
      return new Promise((resolve, reject) => {
        function start(): void {
          signal?.removeEventListener('abort', giveUp);
          resolve(occupy(lane));
        }
        function giveUp(): void {
          waiting[lane] = waiting[lane].filter((candidate) => candidate !== start);
          reject(asError(signal?.reason));
        }
        waiting[lane].push(start);
        signal?.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the call was called off');
}
