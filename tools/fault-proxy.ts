/**
 * Stands in front of a livekit-server and does what networks and careless servers do: it counts, delays, refuses,
 * cuts, answers wrongly and drops writes while saying 200. Without a fault it passes everything on unchanged.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerDroppedWrite, type DroppedAnswer } from './fault-proxy-dropped-write.ts';
import type { ServerAccess } from './server-access.ts';

/** One request that reached the proxy. Tokens are never kept. */
export interface ProxiedRequest {
  readonly atMs: number;
  readonly kind: 'http' | 'websocket';
  /** Path without query, e.g. `/rtc/v1`. */
  readonly path: string;
  /** Twirp method, e.g. `UpdateParticipant`; `undefined` for anything else. */
  readonly method: string | undefined;
  /** Who the token was for (`sub`), `undefined` when it names nobody. */
  readonly identity: string | undefined;
  /** JSON body of an API call. */
  readonly body: unknown;
  /** Status answered, once it was. */
  status: number | undefined;
  /** False when a fault kept it from the server. */
  wasForwarded: boolean;
}

/** Which requests a fault is for: a Twirp method, or a path that begins so. Neither: all of them. */
export interface FaultTarget {
  readonly method?: string;
  readonly path?: string;
  /** An upgrade to a WebSocket, or anything else. */
  readonly kind?: ProxiedRequest['kind'];
  /** Ends by itself after so many requests. */
  readonly times?: number;
}

type Effect =
  | { readonly kind: 'drop'; readonly answer: DroppedAnswer }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'cut' };

interface Fault {
  readonly target: FaultTarget;
  readonly effect: Effect;
  metCount: number;
}

/** Takes a fault back; answers how often it was met. */
export type RemoveFault = () => number;

/** A running proxy. Its `url` and `httpUrl` are used in place of the server's. */
export interface FaultProxy extends ServerAccess {
  readonly port: number;
  readonly requests: readonly ProxiedRequest[];
  /** How many requests match. */
  count(target: FaultTarget): number;
  /** How many joins were tried, over `/rtc` and `/rtc/v1`; of one identity when given. Each can create a room. */
  countJoins(identity?: string): number;
  /**
   * Answers 200 to a write and does not pass it on. `current`: with the object as it is (what a server that forgot
   * would say); `requested`: with the values that were asked for (what a server that lies would say).
   */
  dropWrites(target: FaultTarget & { readonly method: string; readonly answer?: DroppedAnswer }): RemoveFault;
  delay(target: FaultTarget & { readonly delayMs: number }): RemoveFault;
  answer(
    target: FaultTarget & {
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): RemoveFault;
  /** Refuses WebSockets as a proxy in an office does, while plain HTTP goes through. */
  refuseWebSockets(): RemoveFault;
  /** Closes the connection of each matching request without an answer. */
  cut(target: FaultTarget): RemoveFault;
  /** Closes all connections that are open now, WebSockets included. */
  cutConnections(): void;
  /** While refused, new connections are closed at once. */
  setRefusing(isRefusing: boolean): void;
  clearFaults(): void;
  dispose(): Promise<void>;
}

const CORS = { 'access-control-allow-origin': '*' };

/** Starts a proxy on a free loopback port in front of `server`. */
export async function startFaultProxy(server: ServerAccess): Promise<FaultProxy> {
  const target = new URL(server.httpUrl);
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Duplex>();
  let faults: Fault[] = [];
  let isRefusing = false;

  function addFault(faultTarget: FaultTarget, effect: Effect): RemoveFault {
    const fault: Fault = { target: faultTarget, effect, metCount: 0 };
    faults.push(fault);
    return () => {
      faults = faults.filter((other) => other !== fault);
      return fault.metCount;
    };
  }

  function takeFault(request: ProxiedRequest, kinds: readonly Effect['kind'][]): Effect | undefined {
    const fault = faults.find(
      ({ metCount, effect, target: wanted }) =>
        metCount < (wanted.times ?? Number.POSITIVE_INFINITY) &&
        kinds.includes(effect.kind) &&
        isTarget(wanted, request),
    );
    if (fault) fault.metCount++;
    return fault?.effect;
  }

  function record(incoming: IncomingMessage, kind: ProxiedRequest['kind'], body: unknown): ProxiedRequest {
    const url = new URL(incoming.url ?? '/', server.httpUrl);
    const token = url.searchParams.get('access_token') ?? incoming.headers.authorization?.replace(/^Bearer /, '');
    const request: ProxiedRequest = {
      atMs: Date.now(),
      kind,
      path: url.pathname,
      method: /^\/twirp\/livekit\.\w+\/(\w+)$/.exec(url.pathname)?.[1],
      identity: readSubject(token),
      body,
      status: undefined,
      wasForwarded: false,
    };
    requests.push(request);
    return request;
  }

  async function handleRequest(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const bodyBytes = await readAll(incoming);
    const request = record(incoming, 'http', parseJson(bodyBytes));
    function respond(status: number, headers: Readonly<Record<string, string>>, body: string): void {
      request.status = status;
      outgoing.writeHead(status, { ...CORS, ...headers }).end(body);
    }
    await holdBack(request);
    const effect = takeFault(request, ['cut', 'status', 'drop']);
    if (effect?.kind === 'cut') return void incoming.socket.destroy();
    if (effect?.kind === 'status') return respond(effect.status, effect.headers, effect.body);
    if (effect?.kind === 'drop')
      return respond(
        200,
        { 'content-type': 'application/json' },
        await answerDroppedWrite(server, request.method ?? '', request.body, effect.answer),
      );
    request.wasForwarded = true;
    await passOn(request, incoming, outgoing, bodyBytes);
  }

  function passOn(
    request: ProxiedRequest,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const headers = { ...incoming.headers, host: target.host };
    return new Promise((resolve) => {
      const onward = httpRequest(
        { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers },
        (answer) => {
          request.status = answer.statusCode;
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing).on('close', resolve);
        },
      );
      onward.on('error', () => {
        // The server is away: so is, for the caller, the proxy.
        incoming.socket.destroy();
        resolve();
      });
      onward.end(body);
    });
  }

  async function handleUpgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const request = record(incoming, 'websocket', undefined);
    socket.on('error', () => socket.destroy());
    await holdBack(request);
    const effect = takeFault(request, ['cut', 'status']);
    if (effect?.kind === 'cut') return void socket.destroy();
    if (effect?.kind === 'status') {
      request.status = effect.status;
      socket.end(
        `HTTP/1.1 ${effect.status} Fault\r\nContent-Length: ${Buffer.byteLength(effect.body)}\r\nConnection: close\r\n\r\n${effect.body}`,
      );
      return;
    }
    request.wasForwarded = true;
    const onward = connect(Number(target.port), target.hostname, () => {
      const headers = Object.entries({ ...incoming.headers, host: target.host }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward);
    });
    onward.once('data', (first: Buffer) => {
      request.status = Number(/^HTTP\/1\.1 (\d+)/.exec(first.toString('latin1', 0, 20))?.[1]);
      socket.write(first);
      onward.pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }

  async function holdBack(request: ProxiedRequest): Promise<void> {
    const effect = takeFault(request, ['delay']);
    if (effect?.kind !== 'delay') return;
    await new Promise((resolve) => {
      setTimeout(resolve, effect.delayMs);
    });
  }

  const listener = createServer((incoming, outgoing) => {
    handleRequest(incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  listener.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    handleUpgrade(incoming, socket, head).catch(() => socket.destroy());
  });
  listener.on('connection', (socket: Socket) => {
    if (isRefusing) return void socket.resetAndDestroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;

  function cutConnections(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    port,
    requests,
    count: (wanted) => requests.filter((request) => isTarget(wanted, request)).length,
    countJoins: (identity) =>
      requests.filter(
        (request) =>
          request.kind === 'websocket' &&
          /^\/rtc(\/v\d+)?$/.test(request.path) &&
          (identity === undefined || request.identity === identity),
      ).length,
    dropWrites: ({ answer = 'current', ...wanted }) => addFault(wanted, { kind: 'drop', answer }),
    delay: ({ delayMs, ...wanted }) => addFault(wanted, { kind: 'delay', delayMs }),
    answer: ({ status, body = '', contentType = 'application/json', headers = {}, ...wanted }) =>
      addFault(wanted, { kind: 'status', status, body, headers: { 'content-type': contentType, ...headers } }),
    refuseWebSockets: () =>
      addFault({ kind: 'websocket' }, { kind: 'status', status: 403, body: 'no WebSockets here', headers: {} }),
    cut: (wanted) => addFault(wanted, { kind: 'cut' }),
    cutConnections,
    setRefusing(value) {
      isRefusing = value;
      if (value) cutConnections();
    },
    clearFaults() {
      faults = [];
    },
    async dispose() {
      cutConnections();
      await new Promise((resolve) => {
        listener.close(resolve);
      });
    },
  };
}

function isTarget(wanted: FaultTarget, request: ProxiedRequest): boolean {
  if (wanted.kind !== undefined && wanted.kind !== request.kind) return false;
  if (wanted.method !== undefined && wanted.method !== request.method) return false;
  return wanted.path === undefined || request.path.startsWith(wanted.path);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readSubject(token: string | null | undefined): string | undefined {
  const payload = parseJson(Buffer.from(token?.split('.')[1] ?? '', 'base64url')) as { sub?: unknown } | undefined;
  return typeof payload?.sub === 'string' ? payload.sub : undefined;
}
