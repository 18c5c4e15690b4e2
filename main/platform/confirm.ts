/** Asks in a dialog that main owns, so that no renderer can answer for the moderator. */
import { BrowserWindow, dialog, webContents } from 'electron';
import type { ConfirmInMain } from '#main/services/ports';

/** `findWindow` gives the window of a server; a dialog without one stands alone. */
export function createConfirm(findWindow: (serverId: string) => BrowserWindow | undefined): ConfirmInMain {
  return async ({ title, detail, confirmLabel, declineLabel = 'Cancel', serverId, windowId }) => {
    const parent = serverId === undefined ? findById(windowId) : findWindow(serverId);
    const options = {
      type: 'question' as const,
      message: title,
      detail,
      buttons: [declineLabel, confirmLabel],
      // SECURITY: Enter and Escape both decline; only a deliberate choice confirms.
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
    return response === 1;
  };
}

function findById(windowId: number | undefined): BrowserWindow | undefined {
  const contents = windowId === undefined ? undefined : webContents.fromId(windowId);
  return (contents && BrowserWindow.fromWebContents(contents)) ?? undefined;
}
