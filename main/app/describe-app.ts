/** What windows may know of the app, and the clipboard: Electron behind the port of `ipc/app`. */
import { clipboard, webContents, type App } from 'electron';
import type { AppPort } from '#main/ipc/app';
import { saveText } from '../platform/save-text.ts';
import { isProcessSandboxed } from '../platform/sandbox-status.ts';
import type { UnsavedDrafts } from './unsaved-drafts.ts';
import type { WindowRegistry } from './window-registry.ts';

export function createAppPort(app: App, registry: WindowRegistry, unsavedDrafts: UnsavedDrafts): AppPort {
  return {
    async describeWindow(windowId) {
      const window = registry.find(windowId);
      const contents = webContents.fromId(windowId);
      if (!window || !contents) return undefined;
      const hasNoSandboxSwitch = app.commandLine.hasSwitch('no-sandbox');
      return {
        windowKind: window.windowKind,
        version: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        node: process.versions.node,
        platform: process.platform,
        isPackaged: app.isPackaged,
        isSandboxed: await isProcessSandboxed(contents.getOSProcessId(), hasNoSandboxSwitch),
        styleNonce: window.styleNonce,
      };
    },
    copyText: (text) => clipboard.writeText(text),
    saveText,
    reportDrafts: (windowId, draftCount) => unsavedDrafts.report(windowId, draftCount),
  };
}
