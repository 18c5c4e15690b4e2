/** Starts the Python worker in an environment of its own, which is made once and kept in the user's cache. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerAccess } from '../../server-access.ts';
import { sharedSupervisor } from '../../supervisor.ts';
import { waitUntil } from '../../wait-until.ts';

/** Of livekit-agents on PyPI. */
const version = '1.8.9';
const script = fileURLToPath(new URL('py_taker.py', import.meta.url));

export interface PyTaker {
  readonly agentName: string;
  /** The last lines that it printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Resolves when the server has registered it. @throws Error with the cure when Python or PyPI cannot be had. */
export async function startPyTaker(server: ServerAccess): Promise<PyTaker> {
  const supervisor = sharedSupervisor();
  let output = '';
  const worker = supervisor.spawn(provideEnvironment(), [script, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LIVEKIT_URL: server.url,
      LIVEKIT_API_KEY: server.apiKey,
      LIVEKIT_API_SECRET: server.apiSecret,
    },
  });
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  worker.stdout?.on('data', keep);
  worker.stderr?.on('data', keep);
  await waitUntil(() => /registered worker/.test(output), {
    what: `the Python worker to register:\n${output}`,
    timeoutMs: 60_000,
  });
  return { agentName: 'py-taker', output: () => output, stop: () => supervisor.end(worker) };
}

/** Path of the environment's Python. A half-made one has no mark and is made anew. */
function provideEnvironment(): string {
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'gavel');
  const folder = path.join(cache, `python-agents-${version}`);
  const python = path.join(folder, 'bin', 'python');
  if (existsSync(path.join(folder, '.complete'))) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', `livekit-agents==${version}`], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      `livekit-agents ${version} for Python cannot be had. Cure: install python3 with venv (Debian: python3-venv) and check that pip reaches PyPI. ${String(error)}`,
      { cause: error },
    );
  }
  // A mark and not a move, since an environment knows its own path.
  mkdirSync(path.join(folder, '.complete'));
  return python;
}
