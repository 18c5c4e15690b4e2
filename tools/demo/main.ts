/**
 * `npm start`: the demo and the app. Starts server, people and worker, then the app, hands it the demo's key over a
 * pipe, and ends everything when the app ends. The last safety is the supervisor, should this process be killed.
 *
 *   node tools/demo/main.ts --electron <executable> --app <folder> [--people N] [--still] [--seed N]
 *     [-- <more arguments for the app>]
 */
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { listAppArguments } from '../bootstrap/app-arguments.mjs';
import { sharedSupervisor } from '../supervisor.ts';
import type { ServerAccess } from '../server-access.ts';

/** File descriptor on which the app finds one JSON line with the demo server. */
const DEMO_FD = 3;
const APP_END_TIMEOUT_MS = 3_000;

const environment = { ...process.env };
// The native client prints its debug output unless this is set before it is loaded. It must not reach the app.
process.env['NODE_ENV'] = 'production';
const { startDemo } = await import('./start-demo.ts');

const { values, positionals } = parseArgs({
  options: {
    electron: { type: 'string' },
    app: { type: 'string' },
    people: { type: 'string' },
    still: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
  allowPositionals: true,
});

if (!values.electron || !values.app) {
  process.stderr.write(
    'usage: main.ts --electron <executable> --app <folder> [--people N] [--still] [--seed N] [-- <arguments for the app>]\n',
  );
  process.exit(2);
}

process.exitCode = await runDemo(values.electron, values.app);
process.exit();

async function runDemo(electron: string, appFolder: string): Promise<number> {
  const supervisor = sharedSupervisor();
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort());
  try {
    const demo = await startDemo({
      isStill: values.still,
      say,
      supervisor,
      ...(values.people ? { peopleCount: Number(values.people) } : {}),
      ...(values.seed ? { seed: Number(values.seed) } : {}),
    });
    say(
      values.still
        ? 'nobody changes anything (--still)'
        : 'people come and go, raise hands and change their attributes',
    );
    if (ended.signal.aborted) return 130;
    return await runApp(electron, appFolder, demo.server, ended.signal);
  } finally {
    // People need no goodbye: their server ends with them.
    await supervisor.dispose();
    say('server, people and worker have ended');
  }
}

async function runApp(electron: string, appFolder: string, server: ServerAccess, ending: AbortSignal): Promise<number> {
  const supervisor = sharedSupervisor();
  const app = supervisor.spawn(electron, [appFolder, `--gavel-demo-fd=${DEMO_FD}`, ...listAppArguments(positionals)], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: environment,
  });
  // SECURITY: the key goes over a pipe that only the app inherits; arguments and environment are readable by others.
  const pipe = app.stdio[DEMO_FD] as Writable | null;
  pipe?.on('error', () => {});
  pipe?.end(
    `${JSON.stringify({ name: 'Demo', url: server.url, apiKey: server.apiKey, apiSecret: server.apiSecret })}\n`,
  );
  say('the app starts; server "Demo" exists for this run only');

  ending.addEventListener('abort', () => {
    void supervisor.end(app, 'SIGTERM');
    setTimeout(() => void supervisor.end(app, 'SIGKILL'), APP_END_TIMEOUT_MS).unref();
  });
  return new Promise((resolve) => {
    app.once('error', (error) => {
      process.stderr.write(`the app did not start: ${error.message}\n`);
      resolve(1);
    });
    app.once('exit', (code, signal) => {
      say(`the app has ended (${signal ?? code})`);
      resolve(code ?? (ending.aborted ? 130 : 1));
    });
  });
}

function say(line: string): void {
  process.stdout.write(`demo: ${line}\n`);
}
