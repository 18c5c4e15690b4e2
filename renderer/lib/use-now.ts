/** A clock for ages on screen: one timer for all who show one, ticking on the second. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** Epoch ms of this computer, refreshed every second while it is shown. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, readNow);
}

function readNow(): number {
  // The first reader after a pause must not see the time at which the last one stopped.
  if (timer === undefined) nowMs = Math.floor(Date.now() / 1000) * 1000;
  return nowMs;
}
