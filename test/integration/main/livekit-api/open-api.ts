/** The console's own API of a real server, with Node's fetch behind the port and every record kept. */
import { createRedactor } from '#contract/redaction';
import type { RequestRecord } from '#contract/domain/activity';
import { createLivekitApi } from '#main/services/livekit-api/create-livekit-api';
import type { LivekitApi } from '#main/services/livekit-api/livekit-api';
import type { Clock, HttpFetch, ServerAccess } from '#main/services/ports';
import { createRealClock } from '#test/support/ports';

export const nodeFetch: HttpFetch = (url, init) => fetch(url, { ...init, redirect: 'error', credentials: 'omit' });

export const testServerId = 'abcdefghijklmnop';

export interface ServerKeys {
  url: string;
  httpUrl: string;
  apiKey: string;
  apiSecret: string;
}

export function describeAccess(
  server: ServerKeys,
  observerMode: ServerAccess['observerMode'] = 'levels',
): ServerAccess {
  return {
    serverId: testServerId,
    serverName: 'Test',
    apiOrigin: server.httpUrl,
    signalOrigin: server.url,
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    observerMode,
  };
}

export function openApi(
  server: ServerKeys,
  clock: Clock = createRealClock(),
): { api: LivekitApi; records: RequestRecord[] } {
  const records: RequestRecord[] = [];
  const api = createLivekitApi({
    access: describeAccess(server),
    fetch: nodeFetch,
    clock,
    redact: createRedactor(() => [server.apiSecret]),
    nextSequence: () => records.length + 1,
    onRequest: (record) => void records.push(record),
  });
  return { api, records };
}

/** The value of a success; throws with the error's words otherwise. */
export function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
