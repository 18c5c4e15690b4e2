/**
 * Starts a real livekit-server for the demo and for tests, on loopback if nothing else is asked for, and can kill and
 * restart it on the same ports with the same key. It must never show key or secret in arguments, environment or output.
 */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { findFreePort } from './free-port.ts';
import {
  buildLivekitServerConfig,
  type LivekitServerConfig,
  type LivekitServerPorts,
} from './livekit-server-config.ts';
import type { NetworkPlace } from './local-network.ts';
import type { ServerAccess } from './server-access.ts';
import { sharedSupervisor, type Supervisor } from './supervisor.ts';
import { waitUntil } from './wait-until.ts';

export { createApiClients, type ApiClients } from './api-clients.ts';
export type { ServerAccess } from './server-access.ts';

/** A livekit-server that this process started. */
export interface LivekitServer extends ServerAccess {
  readonly port: number;
  /** File with all that the server printed, over all its restarts. */
  readonly logPath: string;
  /** Process id; `undefined` while it is down. */
  readonly pid: number | undefined;
  /** Sends `signal` and waits until the server is gone. SIGTERM drains: it waits for the last person to leave. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Brings the server back on its ports with its keys; kills it first with SIGKILL when it still runs. `downMs` is how long it stays away. */
  restart(options?: { readonly downMs?: number }): Promise<void>;
  /** Ends the server and removes its files. */
  dispose(): Promise<void>;
}

/** How a server is started; everything has a default. */
export interface LivekitServerOptions {
  /** Path of the executable; else found by `findLivekitServer`. */
  readonly binary?: string;
  readonly keys?: { readonly apiKey: string; readonly apiSecret: string };
  readonly ports?: LivekitServerPorts;
  /** Where it is reached in place of loopback: by an address that other computers have a way to. */
  readonly place?: NetworkPlace;
  /** Laid over the loopback configuration, e.g. `{ room: { empty_timeout: 2 } }`. */
  readonly config?: LivekitServerConfig;
  /** Lets the API unmute tracks; off in the server's own default. */
  readonly canUnmuteRemotely?: boolean;
  /** `false`: joining an unknown room is refused instead of making it. */
  readonly doesCreateRooms?: boolean;
  readonly supervisor?: Supervisor;
}

const PORT_TRIES = 5;
const READY_TIMEOUT_MS = 60_000;

/**
 * Path of livekit-server: GAVEL_LIVEKIT_SERVER, else `livekit-server` in PATH, else what `go install` leaves behind.
 * @throws Error that says where was looked.
 */
export function findLivekitServer(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['GAVEL_LIVEKIT_SERVER'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`GAVEL_LIVEKIT_SERVER names no executable: ${named}`);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const candidates = [
    ...(environment['PATH'] ?? '')
      .split(path.delimiter)
      .filter(Boolean)
      .map((folder) => path.join(folder, `livekit-server${suffix}`)),
    path.join(
      environment['GOBIN'] ?? path.join(environment['GOPATH'] ?? path.join(homedir(), 'go'), 'bin'),
      `server${suffix}`,
    ),
  ];
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new Error('no livekit-server found: set GAVEL_LIVEKIT_SERVER, or put livekit-server into PATH');
}

/** Starts a server and resolves when it answers. Everything it leaves is gone after `dispose`. */
export async function startLivekitServer(options: LivekitServerOptions = {}): Promise<LivekitServer> {
  const binary = options.binary ?? findLivekitServer();
  const host = options.place?.address ?? '127.0.0.1';
  const supervisor = options.supervisor ?? sharedSupervisor();
  const apiKey = options.keys?.apiKey ?? `API${randomBytes(6).toString('hex')}`;
  const apiSecret = options.keys?.apiSecret ?? randomBytes(32).toString('base64url');
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-livekit-'));
  const logPath = path.join(folder, 'server.log');
  const keyFile = path.join(folder, 'keys.yaml');
  const configFile = path.join(folder, 'livekit.yaml');
  // SECURITY: the key reaches the server by a file that only its owner may read, never by argument or environment.
  chmodSync(folder, 0o700);
  supervisor.removeAtEnd(folder);
  writeFileSync(keyFile, `${apiKey}: ${apiSecret}\n`, { mode: 0o600 });

  let child: ChildProcess | undefined;
  let ports: LivekitServerPorts;

  function writeConfig(): void {
    const room = {
      ...(options.canUnmuteRemotely === undefined ? {} : { enable_remote_unmute: options.canUnmuteRemotely }),
      ...(options.doesCreateRooms === undefined ? {} : { auto_create: options.doesCreateRooms }),
    };
    const config = buildLivekitServerConfig(
      ports,
      keyFile,
      { ...options.config, room: { ...room, ...asSection(options.config?.['room']) } },
      options.place,
    );
    writeFileSync(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
  }

  async function launch(): Promise<void> {
    const log = openSync(logPath, 'a', 0o600);
    const started = supervisor.spawn(binary, ['--config', configFile], { stdio: ['ignore', log, log], cwd: folder });
    closeSync(log);
    child = started;
    let failure: Error | undefined;
    started.once('error', (error) => {
      failure = error;
    });
    await waitUntil(
      async () => {
        if (failure || hasEnded(started)) return 'ended';
        const answer = await fetch(`http://${host}:${ports.webSocket}/`, { signal: AbortSignal.timeout(2_000) });
        return (await answer.text()) === 'OK' && 'ready';
      },
      { timeoutMs: READY_TIMEOUT_MS, what: `livekit-server to answer on port ${ports.webSocket}` },
    );
    if (failure) throw failure;
    if (hasEnded(started)) {
      child = undefined;
      throw new Error(`livekit-server ended at its start:\n${readTail(logPath)}`);
    }
  }

  for (let tries = 1; ; tries++) {
    ports = options.ports ?? (await findPorts());
    writeConfig();
    try {
      await launch();
      break;
    } catch (error) {
      if (child) await supervisor.end(child);
      const isPortTaken = /address already in use|bind:/.test(readTail(logPath));
      if (isPortTaken && !options.ports && tries < PORT_TRIES) continue;
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!child) return;
    const ending = child;
    await supervisor.end(ending, signal);
    if (child === ending) child = undefined;
  }

  return {
    url: `ws://${host}:${ports.webSocket}`,
    httpUrl: `http://${host}:${ports.webSocket}`,
    apiKey,
    apiSecret,
    port: ports.webSocket,
    logPath,
    get pid() {
      return child && !hasEnded(child) ? child.pid : undefined;
    },
    kill,
    async restart({ downMs = 0 } = {}) {
      await kill('SIGKILL');
      if (downMs > 0)
        await new Promise((resolve) => {
          setTimeout(resolve, downMs);
        });
      await launch();
    },
    async dispose() {
      await kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPorts(): Promise<LivekitServerPorts> {
  const webSocket = await findFreePort();
  return { webSocket, media: await findFreePort(new Set([webSocket])) };
}

function asSection(value: unknown): LivekitServerConfig {
  return typeof value === 'object' && value !== null ? (value as LivekitServerConfig) : {};
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function readTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-2_000);
  } catch {
    return '';
  }
}
