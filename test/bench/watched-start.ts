/**
 * Starts an Electron app as a person's click would and tells when its first window is ready. Not by Playwright, which holds an
 * app back until it has attached to it: only the window's own process waits, for the moment in which a watcher is put in.
 */
import type { ChildProcess } from 'node:child_process';
import { WebSocket } from 'ws';
import { readRuntime } from '#test/support/runtime';
import { sharedSupervisor } from '#tools/supervisor.ts';
import { waitUntil } from '#tools/wait-until.ts';

const readyTimeoutMs = 30_000;

/**
 * Runs in the page before its own scripts; prints the moment in which the mark appears. A page that was there before it takes
 * the moment of this look, which is later than the mark was.
 */
const watcher = `{
  const look = () => {
    if (document.documentElement?.dataset.appState !== 'ready') return;
    observer.disconnect();
    console.debug('bench-ready', Date.now());
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-app-state'] });
  look();
}`;

/**
 * Milliseconds from before the process is started until the first window's page has `data-app-state="ready"`. The app is gone
 * when it resolves.
 * @throws when it is not ready in 30 s
 */
export async function measureStart(app: string, configHome: string): Promise<number> {
  const supervisor = sharedSupervisor();
  const startedAtMs = Date.now();
  const child = supervisor.spawn(readRuntime().electron, ['--remote-debugging-port=0', '--disable-gpu', app], {
    env: { ...process.env, XDG_CONFIG_HOME: configHome },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let socket: WebSocket | undefined;
  try {
    socket = new WebSocket(await readDebuggerUrl(child));
    const readyAtMs = await watchWindows(socket);
    // Asked to close as a person would ask it, so that it writes what it has to write.
    socket.send(JSON.stringify({ id: 0, method: 'Browser.close' }));
    await waitUntil(() => child.exitCode !== null || child.signalCode !== null, { what: `${app} to end` });
    return readyAtMs - startedAtMs;
  } finally {
    socket?.terminate();
    await supervisor.end(child);
  }
}

function readDebuggerUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the app ended at its start: ${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

interface DebuggerMessage {
  method?: string;
  params?: { sessionId?: string; args?: { value?: unknown }[] };
}

/** Epoch ms at which a page printed that it is ready. */
function watchWindows(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no window was ready in ${readyTimeoutMs} ms`)), readyTimeoutMs);
    let id = 0;
    const send = (method: string, params: object = {}, sessionId?: string): void =>
      socket.send(JSON.stringify({ id: ++id, method, params, sessionId }));
    socket.on('error', reject);
    socket.on('open', () =>
      send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    );
    socket.on('message', (data: Buffer) => {
      const { method, params } = JSON.parse(data.toString()) as DebuggerMessage;
      if (method === 'Target.attachedToTarget') {
        send('Page.enable', {}, params?.sessionId);
        send('Runtime.enable', {}, params?.sessionId);
        send('Page.addScriptToEvaluateOnNewDocument', { source: watcher }, params?.sessionId);
        send('Runtime.runIfWaitingForDebugger', {}, params?.sessionId);
        send('Runtime.evaluate', { expression: watcher }, params?.sessionId);
      } else if (method === 'Runtime.consoleAPICalled' && params?.args?.[0]?.value === 'bench-ready') {
        clearTimeout(timer);
        resolve(Number(params.args[1]?.value));
      }
    });
  });
}
