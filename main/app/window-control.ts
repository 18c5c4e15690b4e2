/** Opens, focuses and closes windows for the services: one manager, one window a server, one form for each thing edited. */
import { BrowserWindow } from 'electron';
import type { ServerProfile } from '#contract/domain/server-profile';
import type { ProbeWindow, ProbeWindows } from '#main/services/check/ports';
import type { WindowControl } from '#main/services/ports';
import type { OpenWindow } from './window-factory.ts';
import type { RegisteredWindow, WindowRegistry } from './window-registry.ts';
import { watchPage } from './page-lifecycle.ts';

/** What windows must know of a server. */
export interface ServerLookup {
  find(serverId: string): Pick<ServerProfile, 'name'> | undefined;
  findAddress(serverId: string): { signalOrigin: string; apiOrigin: string } | undefined;
}

export interface Windows extends WindowControl, ProbeWindows {
  /** Brings the last used window to the front; opens the manager if there is none. */
  focusAny(): void;
  /** The window of a server, for dialogs that belong to it. */
  findServerWindow(serverId: string): BrowserWindow | undefined;
}

export function createWindowControl(deps: {
  registry: WindowRegistry;
  openWindow: OpenWindow;
  servers: ServerLookup;
  /** Unsaved drafts of a window. */
  countDrafts: (windowId: number) => number;
  onOpened: (window: RegisteredWindow) => void;
  /** Lets go of what was given to a window that is now closed. */
  onClosed: (window: RegisteredWindow) => void;
}): Windows {
  const { registry, servers } = deps;

  function openOrFocus(kind: RegisteredWindow['windowKind'], serverId: string | undefined): void {
    const open = registry.list().find((window) => window.windowKind === kind && window.serverId === serverId);
    const existing = open && findBrowserWindow(open.windowId);
    if (existing) {
      bringToFront(existing);
      return;
    }
    const window = deps.openWindow({
      kind,
      ...(serverId === undefined ? {} : { serverId }),
      title: nameWindow(kind, serverId === undefined ? undefined : servers.find(serverId)?.name),
      readConnectOrigins: () => (kind === 'server' && serverId !== undefined ? listOrigins(serverId) : []),
    });
    const registered = registry.find(window.webContents.id);
    if (!registered) return;
    deps.onOpened(registered);
    window.on('focus', () => registry.noteUse(registered.windowId));
    window.once('closed', () => deps.onClosed(registered));
    watchPage(window, () => {
      deps.onClosed(registered);
      deps.onOpened(registered);
    });
  }

  function listOrigins(serverId: string): string[] {
    const address = servers.findAddress(serverId);
    // livekit-client asks over http why a join failed.
    return address ? [address.signalOrigin, address.apiOrigin] : [];
  }

  /** Destroyed rather than closed: a page must not be able to keep its window open. */
  function destroy(windowId: number): void {
    // After the answer to the request that asked for it has gone out.
    setImmediate(() => findBrowserWindow(windowId)?.destroy());
  }

  function listServerWindows(serverId: string): RegisteredWindow[] {
    return registry.list().filter((window) => window.windowKind === 'server' && window.serverId === serverId);
  }

  function findServerWindow(serverId: string): BrowserWindow | undefined {
    const [found] = listServerWindows(serverId);
    return found && findBrowserWindow(found.windowId);
  }

  function findLastUsed(): BrowserWindow | undefined {
    const used = registry.list().findLast(({ windowKind }) => windowKind !== 'probe');
    return used && findBrowserWindow(used.windowId);
  }

  function openProbe(connectOrigins: readonly string[], onGone: () => void): ProbeWindow {
    const window = deps.openWindow({ kind: 'probe', title: 'Check', readConnectOrigins: () => connectOrigins });
    const windowId = window.webContents.id;
    const registered = registry.find(windowId);
    // A page that crashes is not loaded again: the check says that it did not come to an end.
    window.webContents.once('render-process-gone', onGone);
    window.once('closed', () => {
      if (registered) deps.onClosed(registered);
      onGone();
    });
    return { windowId, close: () => destroy(windowId) };
  }

  return {
    openProbe,
    openManager: () => openOrFocus('manager', undefined),
    openServer: (serverId) => openOrFocus('server', serverId),
    openForm: (serverId) => openOrFocus('form', serverId),
    closeForm(windowId) {
      if (registry.find(windowId)?.windowKind !== 'form') return;
      // What is typed and not saved is asked about, as with every window that closes.
      if (deps.countDrafts(windowId) > 0) findBrowserWindow(windowId)?.close();
      else destroy(windowId);
    },
    closeServer(serverId) {
      for (const window of listServerWindows(serverId)) destroy(window.windowId);
    },
    countDrafts: (serverId) =>
      listServerWindows(serverId).reduce((sum, { windowId }) => sum + deps.countDrafts(windowId), 0),
    focusAny() {
      const window = findLastUsed();
      if (window) bringToFront(window);
      else openOrFocus('manager', undefined);
    },
    findServerWindow,
  };
}

function findBrowserWindow(windowId: number): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows().find((window) => window.webContents.id === windowId);
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function nameWindow(kind: RegisteredWindow['windowKind'], serverName: string | undefined): string {
  switch (kind) {
    case 'manager':
      return 'Gavel';
    case 'form':
      return serverName === undefined ? 'Add server' : `Edit ${serverName}`;
    case 'server':
      return `${serverName ?? 'Server'} · Gavel`;
    case 'probe':
      return 'Check';
    default:
      return kind satisfies never;
  }
}
