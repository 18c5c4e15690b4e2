/** Makes every window of the app, all with the same hardening. Nothing else may construct a BrowserWindow. */
import { randomBytes } from 'node:crypto';
import { BrowserWindow, nativeTheme, session as sessions, type Session } from 'electron';
import type { WindowKind } from '#contract/domain/app-info';
import { limitRequests } from '../security/web-request.ts';
import { serveUi, uiScheme } from '../security/ui-protocol.ts';
import { createSessionPool, type LentSession } from './session-pool.ts';
import type { WindowPlaces } from './window-places.ts';
import type { UnsavedDrafts } from './unsaved-drafts.ts';
import { nameHost, type WindowRegistry } from './window-registry.ts';

export interface WindowRequest {
  kind: WindowKind;
  /** The server that a server window belongs to, or that a form edits. */
  serverId?: string;
  title: string;
  /** Origins that the page may connect to; asked anew for every load and request. */
  readConnectOrigins: () => readonly string[];
}

export type OpenWindow = (request: WindowRequest) => BrowserWindow;

const sizes: Record<WindowKind, { width: number; height: number; minWidth: number; minHeight: number }> = {
  manager: { width: 960, height: 640, minWidth: 560, minHeight: 400 },
  form: { width: 960, height: 760, minWidth: 440, minHeight: 480 },
  server: { width: 1440, height: 900, minWidth: 800, minHeight: 520 },
  probe: { width: 200, height: 100, minWidth: 0, minHeight: 0 },
};

/** `--bg` of the page's tokens, so that a window is never white before its page is drawn. */
const backgrounds = { dark: '#131518', light: '#ffffff' };

export function createWindowFactory(deps: {
  registry: WindowRegistry;
  unsavedDrafts: UnsavedDrafts;
  places: WindowPlaces;
  preloadPath: string;
  uiFolder: string;
  /** False where the app is packaged. */
  hasDevTools: boolean;
  isDark: () => boolean;
}): OpenWindow {
  const pool = createSessionPool({ open: openSession, clean: cleanSession });

  return ({ kind, serverId, title, readConnectOrigins }) => {
    const host = nameHost(kind, kind === 'server' && serverId !== undefined ? serverId : createRandomName());
    const { session, release } = takeSession(kind, host, readConnectOrigins());
    prepareSession(session, host, readConnectOrigins);
    const placeName = kind === 'server' && serverId !== undefined ? serverId : kind;
    const { isMaximized, ...bounds } = deps.places.find(placeName) ?? {};
    const window = new BrowserWindow({
      ...sizes[kind],
      ...bounds,
      title,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: deps.isDark() ? backgrounds.dark : backgrounds.light,
      webPreferences: {
        session,
        preload: deps.preloadPath,
        // SECURITY: recommendations 2, 3, 4, 6, 8, 9 and 10, said even where they are the default.
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        contextIsolation: true,
        sandbox: true,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        // SECURITY: recommendation 11, the tag does not exist.
        webviewTag: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: false,
        devTools: deps.hasDevTools,
        // A room goes on while its window is covered; only live windows pay for it.
        // The hidden page of a check would be throttled from its start.
        backgroundThrottling: kind !== 'server' && kind !== 'probe',
      },
    });
    const windowId = window.webContents.id;
    deps.registry.add({
      windowId,
      windowKind: kind,
      ...(serverId === undefined ? {} : { serverId }),
      host,
      styleNonce: '',
    });
    window.on('closed', () => {
      deps.registry.remove(windowId);
      void release();
    });
    if (kind !== 'probe') deps.unsavedDrafts.watch(window);
    // The page's own title is the same for all windows.
    window.on('page-title-updated', (event) => event.preventDefault());
    if (kind !== 'probe') {
      deps.places.watch(placeName, window);
      window.once('ready-to-show', () => {
        if (isMaximized) window.maximize();
        window.show();
      });
    }
    void window.loadURL(`${uiScheme}://${host}/`).catch(() => undefined);
    return window;
  };

  /**
   * In memory only: all that must outlive a window is kept by main, so a page leaves nothing on the disk. A server's window
   * opened again finds the session it had.
   * SECURITY: forms reach nobody and share theirs one after the other; hidden pages only with those of the same server.
   */
  function takeSession(kind: WindowKind, host: string, connectOrigins: readonly string[]): LentSession<Session> {
    switch (kind) {
      case 'manager':
      case 'server':
        return { session: openSession(host), release: () => Promise.resolve() };
      case 'form':
      case 'probe':
        return pool.take(JSON.stringify([kind, ...connectOrigins]));
      default:
        return kind satisfies never;
    }
  }

  /** Serves this window and allows it its own origins; what an earlier window of the session was allowed ends. */
  function prepareSession(session: Session, host: string, readConnectOrigins: () => readonly string[]): void {
    if (session.protocol.isProtocolHandled(uiScheme)) session.protocol.unhandle(uiScheme);
    serveUi(session, {
      folder: deps.uiFolder,
      host,
      readConnectOrigins,
      onLoad(styleNonce) {
        const window = deps.registry.findByHost(host);
        if (window) window.styleNonce = styleNonce;
      },
    });
    limitRequests(session, () => ({ host, connectOrigins: readConnectOrigins() }));
  }
}

function openSession(name: string): Session {
  return sessions.fromPartition(name, { cache: false });
}

async function cleanSession(session: Session): Promise<void> {
  await session.closeAllConnections();
  await Promise.all([
    session.clearStorageData(),
    session.clearCache(),
    session.clearAuthCache(),
    session.clearHostResolverCache(),
  ]);
}

/** True if windows are to be dark: by the app's own setting, else by the system's. */
export function isDarkTheme(theme: 'system' | 'light' | 'dark'): boolean {
  return theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
}

function createRandomName(): string {
  return randomBytes(10).toString('hex');
}
