/**
 * The worker process of the note-taker: reads one JSON line `{ url, apiKey, apiSecret, agentName, port }` from its
 * standard input and serves jobs until it is ended. Started by start-note-taker.ts.
 */
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import type { NoteTakerOrder } from './start-note-taker.ts';

/** Low and fixed: an SDK's own measure is the CPU, and a busy machine would lose dispatches silently. */
const FIXED_LOAD = 0.1;
/** More than any outage lasts; the SDK gives up after 10 tries. */
const RETRIES = 100_000;

// SECURITY: the secret comes by a pipe, never by argument or environment.
const order = await readOrder();
initializeLogger({ pretty: false, level: 'info' });
const worker = new AgentServer(
  new ServerOptions({
    agent: fileURLToPath(new URL('note-taker-agent.ts', import.meta.url)),
    agentName: order.agentName,
    wsURL: order.url,
    apiKey: order.apiKey,
    apiSecret: order.apiSecret,
    loadFunc: async () => FIXED_LOAD,
    numIdleProcesses: 1,
    maxRetry: RETRIES,
    host: '127.0.0.1',
    port: order.port,
    production: false,
  }),
);
await worker.run();

async function readOrder(): Promise<NoteTakerOrder> {
  for await (const line of createInterface({ input: process.stdin })) return JSON.parse(line) as NoteTakerOrder;
  throw new Error('the note-taker got no order on its standard input');
}
