/**
 * Main without Electron: the real services and the real checked door to them, in the test's own process. For tests of what
 * is the same everywhere, and for showing the built page in another browser.
 */
import path from 'node:path';
import { createRedactor } from '#contract/redaction';
import type { AppInfo } from '#contract/domain/app-info';
import type { EventChannel } from '#contract/channels';
import type { Result } from '#contract/result';
import { createDispatcher } from '#main/ipc/dispatcher';
import { createAppHandlers } from '#main/ipc/app';
import { createCleanEvents } from '#main/ipc/exit';
import { createHandlers } from '#main/ipc/handlers';
import type { Sender } from '#main/ipc/handler';
import { inspectTls, lookUpName } from '#main/platform/node-network';
import type { ProbeWindows } from '#main/services/check/ports';
import { createServices, type Services } from '#main/services/compose';
import type { Clock, HttpFetch } from '#main/services/ports';
import type { ServerAccess } from '#tools/server-access.ts';
import { createFakeCipher, createRealClock, createRecordingLogger, createRecordingWindows } from '#test/support/ports';

/** Node's fetch behind the port: no redirects, as in the app. */
export const nodeFetch: HttpFetch = async (url, { method, headers, body, signal }) =>
  fetch(url, { method, headers, signal, redirect: 'error', ...(body === undefined ? {} : { body }) });

export interface HeadlessMain {
  services: Services;
  /** The window that asks. */
  sender: Sender;
  /** Asked by the window, or by `from` in its place. */
  request(channel: string, payload: unknown, from?: Sender): Promise<Result<unknown>>;
  logger: ReturnType<typeof createRecordingLogger>;
  end(): Promise<void>;
}

/** Starts main for one server window on a server; `emit` is told every event for it. */
export async function startHeadlessMain(options: {
  dataFolder: string;
  access: ServerAccess;
  name?: string;
  observerMode?: 'levels' | 'strict';
  emit: (channel: EventChannel, payload: unknown) => void;
  describeApp: () => Omit<AppInfo, 'windowKind'>;
  /** In place of the real one. */
  clock?: Clock;
  /** Opens the hidden pages of checks; without it there are none. */
  probes?: ProbeWindows;
}): Promise<HeadlessMain> {
  const cipher = createFakeCipher();
  cipher.isAvailable = false;
  const clock = options.clock ?? createRealClock();
  const logger = createRecordingLogger();
  let services: Services | undefined;
  const redact = createRedactor(() => services?.vault.known() ?? []);
  const ports = {
    clock,
    http: nodeFetch,
    cipher,
    events: createCleanEvents(
      {
        toServer: (_serverId, channel, payload) => options.emit(channel, payload),
        toWindow: (_windowId, channel, payload) => options.emit(channel, payload),
        toEveryWindow: (channel, payload) => options.emit(channel, payload),
      },
      redact,
    ),
    confirm: async () => true,
    windows: createRecordingWindows(),
    checkNetwork: { findProxy: async () => undefined, lookUpName, inspectTls },
    probes: options.probes ?? { openProbe: () => ({ windowId: -1, close: () => undefined }) },
    logger,
    redact,
    dataFolder: options.dataFolder,
    storageWorkerUrl: new URL('../../main/storage/worker.ts', import.meta.url),
  };
  services = await createServices(ports);
  const { url, apiKey, apiSecret } = options.access;
  const saved = await services.servers.save({
    name: options.name ?? path.basename(options.dataFolder),
    url,
    apiKey,
    apiSecret,
    colour: 'teal',
    environment: 'development',
    observerMode: options.observerMode ?? 'levels',
  });
  if (!saved.ok) throw new Error(saved.error.message);
  const sender: Sender = { windowId: 1, windowKind: 'server', serverId: saved.value.id };
  const app = createAppHandlers({
    describeWindow: async () => ({ ...options.describeApp(), windowKind: 'server' }),
    copyText: () => undefined,
    saveText: async () => undefined,
    reportDrafts: () => undefined,
  });
  const dispatcher = createDispatcher({
    handlers: { ...createHandlers(services, ports), ...app },
    clock,
    redact,
    logger,
  });
  services.attachWindow(sender);
  return {
    services,
    sender,
    logger,
    request: (channel, payload, from = sender) => dispatcher.dispatch(from, channel, payload),
    end: () => (services as Services).dispose(),
  };
}
