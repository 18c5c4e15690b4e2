/** Who wants to hear of one identity, told once a frame however often it changed. Knows nothing of what changed. */
import type { FrameScheduler } from '#renderer/table/frame-scheduler.ts';

export interface IdentityListeners {
  /** With the next frame, whoever subscribed to this identity is called. */
  tell(identity: string): void;
  subscribe(identity: string, listener: () => void): () => void;
  dispose(): void;
}

export function createIdentityListeners(scheduler: FrameScheduler): IdentityListeners {
  const listeners = new Map<string, Set<() => void>>();
  let dirty = new Set<string>();
  let cancelNotice: (() => void) | undefined;
  return {
    tell(identity) {
      // A sweep touches everybody, and hardly any of them is followed.
      if (!listeners.has(identity)) return;
      dirty.add(identity);
      cancelNotice ??= scheduler.schedule(() => {
        cancelNotice = undefined;
        const told = dirty;
        dirty = new Set();
        for (const one of told) for (const listener of listeners.get(one) ?? []) listener();
      });
    },
    subscribe(identity, listener) {
      const known = listeners.get(identity) ?? new Set();
      listeners.set(identity, known);
      known.add(listener);
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(identity) === known) listeners.delete(identity);
      };
    },
    dispose() {
      cancelNotice?.();
      listeners.clear();
    },
  };
}
