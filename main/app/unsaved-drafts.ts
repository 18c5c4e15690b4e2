/**
 * Asks before a window, or the whole app, is closed over drafts. The page alone knows whether it has any and refuses to be
 * unloaded; main asks, because a page could neither be trusted nor be heard while the app is ending.
 */
import type { App, BrowserWindow } from 'electron';
import type { ConfirmInMain } from '#main/services/ports';

export interface UnsavedDrafts {
  /** What a window's page says it would lose. */
  report(windowId: number, draftCount: number): void;
  /** Asks whenever the window's page refuses to be unloaded. */
  watch(window: BrowserWindow, serverId: string | undefined): void;
  /** From now on everything closes unasked. */
  stopAsking(): void;
}

export function createUnsavedDrafts(deps: { app: Pick<App, 'on' | 'quit'>; confirm: ConfirmInMain }): UnsavedDrafts {
  const draftCounts = new Map<number, number>();
  let isQuitting = false;
  let isAsking = true;
  deps.app.on('before-quit', () => {
    isQuitting = true;
  });

  return {
    report: (windowId, draftCount) => void draftCounts.set(windowId, draftCount),
    watch(window, serverId) {
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
          ...(serverId === undefined ? {} : { serverId }),
        });
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

      window.on('close', () => {
        isClosing = true;
      });
      window.on('closed', () => void draftCounts.delete(windowId));
      contents.on('did-navigate', () => {
        draftCounts.delete(windowId);
        mayLeave = false;
      });
      contents.on('will-prevent-unload', (event) => {
        // Here "prevented" means that the page's refusal is not heard.
        if (mayLeave || !isAsking) return event.preventDefault();
        // A second attempt while the dialog stands is the same question.
        if (isAsked) return;
        isAsked = true;
        ask().catch(() => {
          isAsked = false;
        });
      });
    },
    stopAsking() {
      isAsking = false;
    },
  };
}

/** The page's refusal is the truth; its count may lag behind it by a keystroke. */
function nameDrafts(draftCount: number): string {
  if (draftCount === 0) return 'unsaved drafts';
  return draftCount === 1 ? '1 unsaved draft' : `${draftCount} unsaved drafts`;
}
