/**
 * Starts the note-taker, a real worker made with @livekit/agents, in a process of its own.
 */
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../free-port.ts';
import type { ServerAccess } from '../server-access.ts';
import { sharedSupervisor, type Supervisor } from '../supervisor.ts';
import { waitUntil } from '../wait-until.ts';

/** What the worker process is told on its standard input. */
export interface NoteTakerOrder {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly agentName: string;
  readonly port: number;
}

/** A worker that runs. */
export interface NoteTaker {
  readonly agentName: string;
  readonly pid: number | undefined;
  /** `GET /` says 200 while it is connected, `GET /worker` describes it. */
  readonly healthUrl: string;
  /** How often the server has taken it as a worker: once more after each restart of the server. */
  registrationCount(): number;
  /** The last lines that it printed. */
  output(): string;
  stop(): Promise<void>;
}

const REGISTER_TIMEOUT_MS = 30_000;
const OUTPUT_CHARACTERS = 20_000;

/** Starts a note-taker and resolves when the server has registered it. */
export async function startNoteTaker(options: {
  readonly server: ServerAccess;
  readonly agentName?: string;
  readonly supervisor?: Supervisor;
}): Promise<NoteTaker> {
  const { server, agentName = 'note-taker', supervisor = sharedSupervisor() } = options;
  const port = await findFreePort();
  const child = supervisor.spawn(process.execPath, [fileURLToPath(new URL('note-taker.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const order: NoteTakerOrder = {
    url: server.url,
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    agentName,
    port,
  };
  child.stdin?.end(`${JSON.stringify(order)}\n`);

  let registrations = 0;
  let output = '';
  function read(chunk: Buffer): void {
    const text = chunk.toString('utf8');
    registrations += text.split('registered worker').length - 1;
    output = (output + text).slice(-OUTPUT_CHARACTERS);
  }
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);

  const outcome = await waitUntil(() => (child.exitCode !== null ? 'ended' : registrations > 0 && 'registered'), {
    timeoutMs: REGISTER_TIMEOUT_MS,
    what: `${agentName} to be registered`,
  });
  if (outcome === 'ended') throw new Error(`${agentName} ended at its start:\n${output}`);
  return {
    agentName,
    pid: child.pid,
    healthUrl: `http://127.0.0.1:${port}/`,
    registrationCount: () => registrations,
    output: () => output,
    stop: () => supervisor.end(child),
  };
}
