/** What is typed in the form and not saved is a draft like any other: it is asked about before the form goes. */
import { useEffect, useMemo } from 'react';
import { guardDrafts } from '#renderer/features/shell/guard-drafts.ts';
import { request } from '#renderer/lib/bridge.ts';

export interface FormDrafts {
  /** Nothing is unsaved any more; then does the rest. */
  forget: (then: () => void) => void;
}

export function useFormDrafts(isUnsaved: boolean): FormDrafts {
  const held = useMemo(() => createHeldDraft(), []);
  useEffect(() => held.guard(), [held]);
  useEffect(() => held.set(isUnsaved), [held, isUnsaved]);
  return held;
}

function createHeldDraft() {
  const listeners = new Set<() => void>();
  let draftCount = 0;
  let told: Promise<unknown> = Promise.resolve();
  let isForgotten = false;

  function set(isUnsaved: boolean): void {
    draftCount = isUnsaved && !isForgotten ? 1 : 0;
    for (const listener of listeners) listener();
  }

  return {
    set,
    guard: () =>
      guardDrafts({
        page: window,
        count: () => draftCount,
        subscribe(listener) {
          listeners.add(listener);
          return [() => void listeners.delete(listener)];
        },
        report(count) {
          told = request('app:report-drafts', { draftCount: count });
        },
      }),
    forget(then: () => void): void {
      isForgotten = true;
      set(false);
      // Main must know before the form asks to be closed, or it would ask about what is saved.
      void told.then(then);
    },
  };
}
