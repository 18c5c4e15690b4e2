/**
 * Asks before a window, or the whole app, is closed over drafts. The page tells how many it has, and refuses to be unloaded
 * while it has any; main asks in its own dialog, since a page cannot.
 */
import type { App, BrowserWindow } from 'electron';
import type { ConfirmInMain } from '#main/services/ports';

export interface UnsavedDrafts {
  /** What a window's page says it would lose. */
  report(windowId: number, draftCount: number): void;
  /** What the page of a window last said; 0 for a window that is gone. */
  count(windowId: number): number;
  /** Asks whenever the window is to be closed over drafts, or its page refuses to be unloaded. */
  watch(window: BrowserWindow): void;
  /** From now on everything closes unasked. */
  stopAsking(): void;
}

export function createUnsavedDrafts(deps: { app: Pick<App, 'on' | 'quit'>; confirm: ConfirmInMain }): UnsavedDrafts {
  const draftCounts = new Map<number, number>();
  let isQuitting = false;
  let isAsking = true;
  let isAskingToQuit = false;
  let mayQuit = false;

  deps.app.on('before-quit', (event) => {
    const withDrafts = [...draftCounts.values()].filter((draftCount) => draftCount > 0);
    if (mayQuit || !isAsking || withDrafts.length === 0) {
      isQuitting = true;
      return;
    }
    // One question for all windows: answering each for itself would close some and keep others.
    event.preventDefault();
    if (isAskingToQuit) return;
    isAskingToQuit = true;
    askToQuit(withDrafts)
      .catch(() => undefined)
      .finally(() => (isAskingToQuit = false));
  });

  async function askToQuit(withDrafts: readonly number[]): Promise<void> {
    const where = withDrafts.length === 1 ? '' : ` in ${withDrafts.length} windows`;
    mayQuit = await deps.confirm({
      title: `Quit with ${nameDrafts(withDrafts.reduce((sum, draftCount) => sum + draftCount, 0))}${where}?`,
      detail: 'What you have typed and not saved is lost when Gavel quits.',
      confirmLabel: 'Quit',
      declineLabel: 'Stay',
    });
    if (mayQuit) deps.app.quit();
  }

  return {
    count: (windowId) => draftCounts.get(windowId) ?? 0,
    report: (windowId, draftCount) => void draftCounts.set(windowId, draftCount),
    watch(window) {
      const { webContents: contents } = window;
      const windowId = contents.id;
      let isClosing = false;
      let isAsked = false;
      let mayLeave = false;

      async function ask(): Promise<void> {
        const isLeaving = await deps.confirm({
          title: `Leave with ${nameDrafts(draftCounts.get(windowId) ?? 0)}?`,
          detail: 'What you have typed and not saved is lost when this window closes.',
          confirmLabel: 'Leave',
          declineLabel: 'Stay',
          windowId,
        });
        // An attempt to close within the one that was just refused would be lost; an answer may come that fast.
        await new Promise((resolve) => setImmediate(resolve));
        isAsked = false;
        if (window.isDestroyed()) return;
        if (!isLeaving) {
          isClosing = false;
          isQuitting = false;
          return;
        }
        mayLeave = true;
        if (isQuitting) deps.app.quit();
        else if (isClosing) window.close();
        else contents.reload();
      }

      function askOnce(): void {
        // A second attempt while the dialog stands is the same question.
        if (isAsked) return;
        isAsked = true;
        ask().catch(() => {
          isAsked = false;
        });
      }

      function forgetPage(): void {
        draftCounts.delete(windowId);
        mayLeave = false;
      }

      window.on('close', (event) => {
        isClosing = true;
        if (mayLeave || mayQuit || !isAsking || (draftCounts.get(windowId) ?? 0) === 0) return;
        event.preventDefault();
        askOnce();
      });
      window.on('closed', forgetPage);
      contents.on('did-navigate', forgetPage);
      // What a crashed page held is lost already.
      contents.on('render-process-gone', forgetPage);
      // A draft that main has not heard of yet, or a page that is to be loaded anew.
      contents.on('will-prevent-unload', (event) => {
        // Here "prevented" means that the page's refusal is not heard.
        if (mayLeave || mayQuit || !isAsking) return event.preventDefault();
        askOnce();
      });
    },
    stopAsking() {
      isAsking = false;
    },
  };
}

/** `1 unsaved draft`; the page's count may lag behind its refusal by a keystroke. */
function nameDrafts(draftCount: number): string {
  if (draftCount === 0) return 'unsaved drafts';
  return draftCount === 1 ? '1 unsaved draft' : `${draftCount} unsaved drafts`;
}
