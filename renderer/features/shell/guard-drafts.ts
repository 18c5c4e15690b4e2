/** Keeps the window from closing over drafts: the page refuses to be unloaded, and main, which knows the count, asks. */

export interface DraftGuard {
  /** The window whose unloading is guarded. */
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  /** Drafts of all open rooms, now. */
  count: () => number;
  /** Follows whatever moves the count; returns the ways to stop. */
  subscribe: (listener: () => void) => (() => void)[];
  /** Tells main a new count. */
  report: (draftCount: number) => void;
}

/** Returns the way to stop. */
export function guardDrafts({ page, count, subscribe, report }: DraftGuard): () => void {
  let reported = 0;
  function tell(): void {
    const draftCount = count();
    if (draftCount === reported) return;
    reported = draftCount;
    report(draftCount);
  }
  function refuse(event: Event): void {
    if (count() > 0) event.preventDefault();
  }
  tell();
  const stops = subscribe(tell);
  page.addEventListener('beforeunload', refuse);
  return () => {
    page.removeEventListener('beforeunload', refuse);
    for (const stop of stops) stop();
  };
}
