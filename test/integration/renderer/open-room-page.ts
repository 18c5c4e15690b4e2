/** Runs the renderer's room code in Chromium, served from loopback, with main's own room services behind its bridge. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { createRedactor } from '#contract/redaction';
import { fail, succeed, type Result } from '#contract/result';
import { createRoomHandlers } from '#main/ipc/rooms';
import { createLivekitApis } from '#main/services/livekit-api/livekit-apis';
import type { EventSink, ServerAccess } from '#main/services/ports';
import { createObservations } from '#main/services/observations/observations';
import { createRoomKeeper } from '#main/services/restore/room-keeper';
import { createOwnIdentities } from '#main/services/rooms/own-identities';
import { createRooms } from '#main/services/rooms/rooms';
import { createWatch } from '#main/services/watch/watch';
import { createRealClock, createRecordingLogger } from '#test/support/ports';
import { describeAccess, nodeFetch, testServerId, type ServerKeys } from '../main/livekit-api/open-api.ts';
import type { RoomPage } from './page/entry.ts';
import { createSweepPaces } from '#main/services/watch/sweep-pace';

export interface RoomPages {
  /** A page of its own, with a main of its own, for one server. */
  open(server: ServerKeys, observerMode?: ServerAccess['observerMode']): Promise<TestedPage>;
  dispose(): Promise<void>;
}

export interface TestedPage {
  /** Calls a method of the page's RoomPage. */
  call<Method extends keyof RoomPage>(
    method: Method,
    ...values: Parameters<RoomPage[Method]>
  ): Promise<Awaited<ReturnType<RoomPage[Method]>>>;
  /** What the page asked main, in order. */
  readonly asked: { channel: string; payload: unknown; result: Result<unknown> }[];
  /** Errors of the page and its console. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const entry = fileURLToPath(new URL('page/entry.ts', import.meta.url));
const sender = { windowId: 1, windowKind: 'server', serverId: testServerId } as const;

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      rolldownOptions: { input: entry, output: { codeSplitting: false, format: 'es' } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('the page was not built');
  return output.output[0].code;
}

function findChromium(): string | undefined {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));
}

/** Builds the page once and starts one browser. */
export async function startRoomPages(browserArguments: readonly string[] = []): Promise<RoomPages> {
  const script = await bundle();
  const files: Server = createServer((request, response) => {
    if (request.url === '/entry.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          '<!doctype html><title>room</title><link rel="icon" href="data:,"><script type="module" src="entry.js"></script>',
        );
    }
  });
  await new Promise<void>((resolve) => {
    files.listen(0, '127.0.0.1', resolve);
  });
  const { port } = files.address() as AddressInfo;
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', ...browserArguments],
  });

  return {
    async open(server, observerMode = 'levels') {
      const page = await browser.newPage();
      const tested = await connectMain(page, server, observerMode);
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => 'roomPage' in window);
      return tested;
    },
    async dispose() {
      await browser.close();
      await new Promise((resolve) => {
        files.close(resolve);
      });
    },
  };
}

/** Puts main's services behind the page's bridge; only the audit's database and the identities' file are left out. */
async function connectMain(
  page: Page,
  server: ServerKeys,
  observerMode: ServerAccess['observerMode'],
): Promise<TestedPage> {
  const clock = createRealClock();
  const complaints: string[] = [];
  const asked: TestedPage['asked'] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const events: EventSink = {
    toServer(_serverId, channel, payload) {
      const told = page.evaluate(([name, value]) => window.roomPage.emit(name, value), [channel, payload] as const);
      // A page that is closing hears nothing any more.
      told.catch(() => undefined);
    },
    toWindow: () => undefined,
    toEveryWindow: () => undefined,
  };
  const access = describeAccess(server, observerMode);
  const paces = createSweepPaces(clock);
  const apis = createLivekitApis({
    findAccess: async () => succeed(access),
    fetch: nodeFetch,
    clock,
    redact: createRedactor(() => [server.apiSecret]),
    nextSequence: () => 1,
    onRequest: paces.note,
  });
  const ownIdentities = await createOwnIdentities({
    store: { load: async () => [], save: async () => undefined },
    clock,
  });
  const watch = createWatch({
    findApi: apis.find,
    clock,
    events,
    paces,
    isOwnIdentity: (identity) => ownIdentities.has(identity),
  });
  const rooms = createRooms({
    findAccess: async () => succeed(access),
    findApi: apis.find,
    audit: { appendIntent: async () => undefined, appendOutcome: async () => undefined },
    ownIdentities,
    watch,
    clock,
    logger: createRecordingLogger(),
  });
  const handlers: Record<string, (payload: never, from: typeof sender) => Promise<Result<unknown>>> =
    createRoomHandlers({
      rooms,
      watch,
      roomKeeper: createRoomKeeper({ clock, events, hasSession: rooms.hasSession }),
      observations: createObservations({ onTaken: () => undefined }),
    });
  await page.exposeFunction('askMain', async (channel: string, payload: unknown) => {
    const handler = handlers[channel];
    const result = handler ? await handler(payload as never, sender) : fail('unknown_channel', channel);
    asked.push({ channel, payload, result });
    return result;
  });
  return {
    asked,
    complaints,
    call: (method, ...values) =>
      page.evaluate(([name, given]) => (window.roomPage[name] as (...all: unknown[]) => unknown)(...given), [
        method,
        values,
      ] as const) as never,
    async close() {
      await page.evaluate(() => window.roomPage.close());
      await rooms.forgetWindow(sender.windowId);
      watch.dispose();
      await page.close();
    },
  };
}
