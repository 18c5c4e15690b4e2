/** Records in main all that goes to the windows: answers to requests, and events. For proofs that something is not told. */
import type { ElectronApplication } from '@playwright/test';

export interface SentMessage {
  kind: 'answer' | 'event';
  /** Name of the request or event. */
  name: string;
  /** What was sent, as JSON. */
  text: string;
}

/** Where the recorder keeps what it heard, in main's own global scope. */
interface RecordingMain {
  gavelTraffic?: SentMessage[];
}

type Handler = (...parts: unknown[]) => unknown;

/** From now on, for windows that are there and those to come. */
export async function recordTraffic(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ ipcMain, webContents }) => {
    const traffic: SentMessage[] = [];
    (globalThis as RecordingMain).gavelTraffic = traffic;
    const describe = (value: unknown): string => JSON.stringify(value) ?? String(value);
    const nameOf = (channel: unknown, parts: unknown[]): string =>
      channel === 'gavel:request' || channel === 'gavel:event' ? String(parts[0]) : String(channel);

    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    if (handlers.size === 0) throw new Error('no handlers: this Electron keeps them elsewhere');
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, ...parts) => {
        const answer = await handler(event, ...parts);
        traffic.push({ kind: 'answer', name: nameOf(channel, parts), text: describe(answer) });
        return answer;
      });
    }

    // `send` of every page is the one of their common prototype.
    let owner: unknown = webContents.getAllWebContents()[0];
    while (owner && !Object.hasOwn(owner, 'send')) owner = Object.getPrototypeOf(owner);
    if (!owner) throw new Error('pages have no send');
    const prototype = owner as { send: Handler };
    const send = prototype.send;
    prototype.send = function record(this: unknown, channel: unknown, ...parts: unknown[]) {
      traffic.push({ kind: 'event', name: nameOf(channel, parts), text: describe(parts) });
      return send.call(this, channel, ...parts);
    };
  });
}

/** What was recorded so far. */
export function readTraffic(electron: ElectronApplication): Promise<SentMessage[]> {
  return electron.evaluate(() => (globalThis as RecordingMain).gavelTraffic ?? []);
}
