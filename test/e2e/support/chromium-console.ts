/** The built page in a Chromium of this computer, under the same policy as in the app, with the real services behind it. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { Sender } from '#main/ipc/handler';
import { describeContentPolicy } from '#main/security/csp';
import { findUiFile, insertStyleNonce } from '#main/security/ui-files';
import type { ProbeWindows } from '#main/services/check/ports';
import { startHeadlessMain, type HeadlessMain } from '#test/support/headless-main';
import type { ServerAccess } from '#tools/server-access.ts';

export interface ChromiumConsole {
  page: Page;
  main: HeadlessMain;
  version: string;
  /** Violations of the policy and errors of the page, as the browser told them. */
  complaints: string[];
  end(): Promise<void>;
}

/** Another one is named by this variable. */
const programVariable = 'GAVEL_TEST_CHROMIUM';
const uiFolder = new URL('../../../out/renderer/', import.meta.url);

/**
 * Opens the server window of `access`. With `localNetwork` the page counts as one of the public network, from where
 * Chromium lets it reach this computer and its network only with the permission that the app grants to its server windows.
 * With `isServerLocal` a server on loopback counts as one of the local network.
 */
export async function openInChromium(
  access: ServerAccess,
  { localNetwork, isServerLocal = false }: { localNetwork?: 'granted' | 'denied'; isServerLocal?: boolean } = {},
): Promise<ChromiumConsole> {
  const program = findChromium();
  const dataFolder = mkdtempSync(join(tmpdir(), 'gavel-chromium-'));
  let page: Page | undefined;
  let styleNonce = '';
  const probes: ProbeWindows = {
    openProbe(_connectOrigins, onGone) {
      const windowId = ++lastWindowId;
      const opened = openPage({ windowId, windowKind: 'probe' }, `probe-${windowId}.localhost`);
      opened.catch(onGone);
      return { windowId, close: () => void opened.then((probe) => probe.close()).catch(() => undefined) };
    },
  };
  let lastWindowId = 100;
  const main = await startHeadlessMain({
    dataFolder,
    access,
    probes,
    name: 'Chromium',
    emit: (channel, payload) => {
      // Events for a page that is just closing have nobody to go to.
      page
        ?.evaluate(([name, value]) => window.gavelEmit(name, value), [channel, payload] as const)
        .catch(() => undefined);
    },
    describeApp: () => ({
      version: '0.0.0',
      electron: '',
      chrome: browser.version(),
      node: process.versions.node,
      platform: process.platform,
      isPackaged: false,
      isSandboxed: true,
      styleNonce,
    }),
  });
  const { signalOrigin, apiOrigin } = main.services.servers.findAddress(main.sender.serverId ?? '') ?? {};
  const web = createServer((request, response) => {
    if (request.url === '/favicon.ico') {
      // Asked for by the browser itself; the app's own windows have none.
      response.writeHead(204).end();
      return;
    }
    const file = findUiFile(`http://page${request.url ?? '/'}`);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    if (file.isDocument) styleNonce = randomBytes(18).toString('base64');
    const content = readFileSync(new URL(file.name, uiFolder));
    response.writeHead(200, {
      'content-type': file.contentType,
      'content-security-policy': describeContentPolicy({
        styleNonce,
        connectOrigins: [signalOrigin, apiOrigin].filter((origin) => origin !== undefined),
      }),
    });
    response.end(file.isDocument ? insertStyleNonce(content.toString('utf8'), styleNonce) : content);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const address = web.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  const browser = await chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      ...(localNetwork === undefined
        ? []
        : [
            `--ip-address-space-overrides=${[
              `127.0.0.1:${port}=public`,
              ...(isServerLocal ? [`${new URL(access.httpUrl).host}=local`] : []),
            ].join(',')}`,
          ]),
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: localNetwork === 'granted' ? ['local-network-access'] : [],
  });
  const complaints: string[] = [];

  async function openPage(sender: Sender, host: string): Promise<Page> {
    const opened = await context.newPage();
    if (sender.windowKind === 'server') page = opened;
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${describePlace(message.location())}`);
    });
    await opened.exposeFunction('gavelRequest', (channel: string, payload: unknown) =>
      main.request(channel, payload, sender),
    );
    await opened.addInitScript(installBridge);
    await opened.goto(`http://${host}:${port}/`);
    return opened;
  }

  return {
    page: await openPage(main.sender, '127.0.0.1'),
    main,
    version: browser.version(),
    complaints,
    async end() {
      await browser.close();
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
      await main.end();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function findChromium(): string {
  const program = process.env[programVariable] ?? '/usr/bin/chromium';
  if (existsSync(program)) return program;
  throw new Error(
    `There is no Chromium at ${program}. Install one (Debian and Ubuntu: apt install chromium), or set ${programVariable} to the path of a Chromium or Chrome of version 142 or later.`,
  );
}

function describePlace({ url, line, column }: { url: string; line: number; column: number }): string {
  return `(${url}:${line}:${column})`;
}

declare global {
  interface Window {
    gavelRequest(channel: string, payload: unknown): Promise<never>;
    gavelEmit(channel: string, payload: unknown): void;
  }
}

/** Runs in the page before its own scripts: what the preload does in the app. */
function installBridge(): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  window.gavelEmit = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  };
  const bridge = {
    request: (channel: string, payload: unknown) => window.gavelRequest(channel, payload),
    listen(channel: string, listener: (payload: unknown) => void) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      return () => known.delete(listener);
    },
  };
  Object.defineProperty(window, 'gavel', { value: Object.freeze(bridge) });
}
