/**
 * The feed's own process: stands in front of a livekit-server, passes everything on, and adds a synthetic crowd to one room, in
 * the signal stream of who joins and in the API's lists alike. A process of its own keeps the pace whatever the others do.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { createCrowdModel, type CrowdModel, type SyntheticChange } from './crowd-model.ts';
import type { FeedCommand, FeedReport, FeedStart, FeedStats } from './feed-commands.ts';
import { addToJoin, describeInfo, encodeChanges, isAboutSyntheticTracks } from './feed-messages.ts';

const tickMs = 10;

function report(what: FeedReport): void {
  process.send?.(what);
}

/** Whoever has joined the room through this process. */
const clients = new Set<WebSocket>();
let crowd: CrowdModel | undefined;
let stats: FeedStats = createStats();
let timer: NodeJS.Timeout | undefined;
const written: string[] = [];

function createStats(): FeedStats {
  return {
    changes: 0,
    messages: 0,
    bytes: 0,
    worstLateMs: 0,
    clients: 0,
    waitingBytes: 0,
    there: 0,
    arrivals: 0,
    written: [],
  };
}

process.on('message', (command: FeedCommand) => {
  switch (command.kind) {
    case 'start':
      start(command.start).catch((error: unknown) => report({ kind: 'failed', message: String(error) }));
      return;
    case 'pace':
      setPace(command.changesPerSecond, command.beatsPerSecond);
      report({ kind: 'paced' });
      return;
    case 'stats':
      report({ kind: 'stats', stats: readStats() });
      return;
    case 'stop':
      process.exit(0);
      return;
    default:
      command satisfies never;
  }
});
process.on('disconnect', () => process.exit(0));

function readStats(): FeedStats {
  const waiting = [...clients].map(({ bufferedAmount }) => bufferedAmount);
  return {
    ...stats,
    clients: clients.size,
    waitingBytes: Math.max(0, ...waiting),
    there: crowd?.countThere() ?? 0,
    arrivals: crowd?.countArrivals() ?? 0,
    written,
  };
}

/** Every change is due at a moment of its own; a tick makes all that are due, however late it comes. */
function setPace(changesPerSecond: number, beatsPerSecond: number): void {
  clearInterval(timer);
  stats = createStats();
  const model = crowd;
  if (!model || (changesPerSecond === 0 && beatsPerSecond === 0)) return;
  const startedAtMs = performance.now();
  let lastTickMs = startedAtMs;
  let beats = 0;
  timer = setInterval(() => {
    const nowMs = performance.now();
    stats.worstLateMs = Math.max(stats.worstLateMs, nowMs - lastTickMs - tickMs);
    lastTickMs = nowMs;
    const seconds = (nowMs - startedAtMs) / 1_000;
    const made: SyntheticChange[] = [];
    for (const due = Math.floor(seconds * changesPerSecond); stats.changes < due; stats.changes++) {
      const change = model.change(Date.now());
      if (change) made.push(change);
    }
    send(made);
    const dueBeats = Math.floor(seconds * beatsPerSecond);
    if (beats >= dueBeats) return;
    // One that is late is left out: its time would be the feed's own.
    beats = dueBeats;
    send([model.beat(String(Date.now()))]);
  }, tickMs);
}

function send(changes: readonly SyntheticChange[]): void {
  if (changes.length === 0) return;
  for (const message of encodeChanges(changes)) {
    stats.messages++;
    stats.bytes += message.length;
    for (const client of clients) client.send(message);
  }
}

async function start(options: FeedStart): Promise<void> {
  const model = createCrowdModel(options);
  crowd = model;
  const upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const listener = createServer((incoming, outgoing) => {
    answer(options, model, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  listener.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.handleUpgrade(incoming, socket, head, (client) => pair(options, model, incoming, client));
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  report({ kind: 'started', port: (listener.address() as AddressInfo).port });
}

/** Passes messages on, both ways; the join's answer gets the crowd, and from then on the client hears of it. */
function pair({ server }: FeedStart, model: CrowdModel, incoming: IncomingMessage, client: WebSocket): void {
  const onward = new WebSocket(new URL(incoming.url ?? '/', server.url), { perMessageDeflate: false });
  const waiting: { data: Buffer; isBinary: boolean }[] = [];
  client.on('message', (data: Buffer, isBinary) => {
    if (isBinary && isAboutSyntheticTracks(data)) return;
    if (onward.readyState === WebSocket.OPEN) onward.send(data, { binary: isBinary });
    else waiting.push({ data, isBinary });
  });
  onward.on('open', () => {
    for (const { data, isBinary } of waiting.splice(0)) onward.send(data, { binary: isBinary });
  });
  onward.on('message', (data: Buffer, isBinary) => {
    const people = model.people.filter(({ isThere }) => isThere);
    const joined = isBinary && !clients.has(client) ? addToJoin(data, people) : undefined;
    client.send(joined ?? data, { binary: isBinary });
    if (joined) clients.add(client);
  });
  onward.on('close', () => client.close());
  onward.on('error', () => client.terminate());
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clients.delete(client);
    onward.close();
  });
}

async function answer(
  { server, room }: FeedStart,
  model: CrowdModel,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const target = new URL(server.httpUrl);
  const method = /\/twirp\/livekit\.RoomService\/(\w+)$/.exec(incoming.url ?? '')?.[1];
  const own = answerForPerson(model, room, method, readBody(body));
  if (own) {
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(own));
    return;
  }
  const headers = { ...incoming.headers, host: target.host };
  const onward = httpRequest(
    { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers },
    (response) => {
      const isList = method === 'ListRooms' || (method === 'ListParticipants' && readBody(body).room === room);
      if (!isList || response.statusCode !== 200) {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
        return;
      }
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const list = JSON.parse(Buffer.concat(parts).toString('utf8')) as ListAnswer;
        const text = JSON.stringify(addToList(list, model, room));
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(text);
      });
    },
  );
  onward.on('error', () => incoming.socket.destroy());
  onward.end(body);
}

interface ListAnswer {
  participants?: object[];
  rooms?: { name?: string; num_participants?: number; numParticipants?: number }[];
}

function addToList(list: ListAnswer, model: CrowdModel, room: string): ListAnswer {
  if (list.rooms) {
    const rooms = list.rooms.map((listed) => {
      if (listed.name !== room) return listed;
      const { num_participants, numParticipants, ...rest } = listed;
      return { ...rest, num_participants: (num_participants ?? numParticipants ?? 0) + model.countThere() };
    });
    return { ...list, rooms };
  }
  const there = model.people.filter(({ isThere }) => isThere).map(describeInfo);
  return { ...list, participants: [...(list.participants ?? []), ...there] };
}

interface CallBody {
  room?: string;
  identity?: string;
  permission?: { can_publish?: boolean; canPublish?: boolean };
}

/** What the API says of one of the crowd; undefined for what is not about it, which the server itself answers. */
function answerForPerson(
  model: CrowdModel,
  room: string,
  method: string | undefined,
  call: CallBody,
): object | undefined {
  if (call.room !== room) return undefined;
  const person = model.people.find(({ identity, isThere }) => isThere && identity === call.identity);
  if (!person) return undefined;
  if (method === 'UpdateParticipant') {
    written.push(person.identity);
    person.canPublish = call.permission?.can_publish ?? call.permission?.canPublish ?? false;
    person.version++;
    send([{ kind: 'person', person }]);
  } else if (method !== 'GetParticipant') return undefined;
  return describeInfo(person);
}

function readBody(body: Buffer): CallBody {
  try {
    return JSON.parse(body.toString('utf8')) as CallBody;
  } catch {
    return {};
  }
}
