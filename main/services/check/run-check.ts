/**
 * One check from its first line to its last. What makes later lines meaningless ends it, and they say why they were not
 * tested. Reads only: it changes nothing on the server and never makes a room.
 */
import { isIP } from 'node:net';
import type { CapabilityName, Capability } from '#contract/domain/capabilities';
import type { Environment } from '#contract/domain/server-profile';
import {
  checkLineLabels,
  listCheckLines,
  type CheckExtent,
  type CheckLine,
  type CheckLineId,
} from '#contract/domain/server-check';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { Result } from '#contract/result';
import { parseServerAddress, type ServerAddress } from '#contract/server-address';
import type { LivekitApi } from '../livekit-api/livekit-api.ts';
import { observerTokenLifeMs } from '../livekit-api/observer-token.ts';
import { readTransportFailure } from '../livekit-api/read-failure.ts';
import type { Clock, HttpFetch, Redact, ServerAccess } from '../ports.ts';
import {
  fromError,
  judgeCredentials,
  judgeDispatch,
  judgeKind,
  judgeMedia,
  judgeRemembered,
  judgeRooms,
  judgeService,
  judgeSocket,
  optionalServices,
  skip,
  type ReachFacts,
  type ServiceVerdict,
} from './judge-server.ts';
import { isLocalAddress } from './local-network.ts';
import {
  failed,
  judgeAddress,
  judgeClock,
  judgeNames,
  judgeReach,
  judgeTls,
  measureSkew,
  wantsTls,
  type Answer,
  type Verdict,
} from './judge-way.ts';
import type { CheckNetwork, TlsFinding } from './ports.ts';
import type { Reach } from './reach.ts';

/** What is checked. */
export interface CheckSubject {
  url: string;
  environment: Environment;
  /** Address and credentials as they would be used; a failure says what is missing. */
  access: Result<Omit<ServerAccess, 'apiOrigin' | 'signalOrigin'>>;
}

export interface CheckPorts {
  network: CheckNetwork;
  fetch: HttpFetch;
  clock: Clock;
  redact: Redact;
  openApi(access: ServerAccess): LivekitApi;
  reach: Pick<Reach, 'tryReach'>;
  /** What was learnt before of what no check can try. */
  readCapability(name: CapabilityName): Capability | undefined;
}

/** What a check learnt of the server's abilities. */
export type Findings = Partial<Record<CapabilityName, Pick<Capability, 'state' | 'reason'>>>;

const answerTimeoutMs = 8_000;
const handshakeTimeoutMs = 5_000;
/** Longer than the server waits for a room that nobody answers for. */
const dispatchTimeoutMs = 6_000;
/** Asked who is in it, the server makes no room of this name. */
const nobodysRoom = 'gavel-check-nobody';

/** Ends a check early; the lines that are left say why. */
class CheckStop extends Error {}

/**
 * Tells every line, begun and known. Rejects with the signal's reason when it is called off. A quick one opens no hidden
 * page and joins nothing.
 */
export async function runCheck(
  subject: CheckSubject,
  extent: CheckExtent,
  ports: CheckPorts,
  tell: (line: CheckLine) => void,
  signal: AbortSignal,
): Promise<Findings> {
  const { clock, network } = ports;
  const settled = new Set<CheckLineId>();
  const findings: Findings = {};
  let isLocal = false;

  function begin(id: CheckLineId): number {
    signal.throwIfAborted();
    tell({ id, state: 'running', sentence: checkLineLabels[id] });
    return clock.now();
  }

  /** `startedAtMs` only where somebody was asked. */
  function settle(id: CheckLineId, verdict: Verdict, startedAtMs?: number): void {
    signal.throwIfAborted();
    settled.add(id);
    const tookMs = startedAtMs === undefined ? {} : { tookMs: Math.max(0, clock.now() - startedAtMs) };
    tell({ id, ...verdict, ...tookMs });
  }

  function settleService(id: CheckLineId & CapabilityName, verdict: ServiceVerdict, startedAtMs: number): void {
    const { can, ...line } = verdict;
    settle(id, line, startedAtMs);
    findings[id] = { state: can, reason: `${line.sentence}.` };
  }

  function checkAddress(): ServerAddress {
    begin('address');
    const address = parseServerAddress(subject.url);
    const verdict = judgeAddress(address, subject.environment);
    settle('address', verdict);
    if (!address.ok || verdict.state === 'failed') throw new CheckStop('no usable address');
    return address.value;
  }

  async function checkName(hostname: string, isLoopback: boolean, proxy: string | undefined): Promise<void> {
    const startedAtMs = begin('dns');
    if (proxy !== undefined) return settle('dns', skip(`Host name: the system’s proxy ${proxy} looks it up`));
    isLocal = isLoopback || isLocalAddress(hostname);
    if (isIP(hostname) !== 0) return settle('dns', skip('Host name: none, the address is a number'));
    if (isLoopback) return settle('dns', skip('Host name: this computer itself'));
    const limit = limitTime(signal, handshakeTimeoutMs);
    const found = await network
      .lookUpName(hostname, limit)
      .then((addresses) => ({ addresses }))
      .catch((failure: unknown) => ({ words: wordsOf(failure) }));
    isLocal = 'addresses' in found && found.addresses.some(isLocalAddress);
    const verdict = judgeNames(hostname, found);
    settle('dns', verdict, startedAtMs);
    if (verdict.state === 'failed') throw new CheckStop('host name not found');
  }

  async function checkWay(address: ServerAddress, place: Place, proxy: string | undefined): Promise<Answer> {
    const startedAtMs = begin('reachable');
    const answer = await readAnswer(address.apiOrigin);
    const mayHaveTls = address.isSecure || (answer.kind === 'unanswered' && answer.error.code === 'unreachable');
    const tlsAtMs = clock.now();
    const tls = mayHaveTls && proxy === undefined ? await inspect(place) : undefined;
    const hidesTls = !address.isSecure && wantsTls(answer, tls);
    settle('reachable', hidesTls ? { state: 'ok', sentence: 'Host answers' } : judgeReach(answer), startedAtMs);
    begin('tls');
    const verdict = judgeTls(address, answer, tls, clock.now());
    settle('tls', verdict, tls ? tlsAtMs : undefined);
    if (verdict.state === 'failed') throw new CheckStop('no TLS to rely on');
    if (answer.kind === 'unanswered') throw new CheckStop('no answer');
    return answer;
  }

  async function readAnswer(apiOrigin: string): Promise<Answer> {
    const startedAtMs = clock.now();
    const limit = limitTime(signal, answerTimeoutMs);
    try {
      const answer = await ports.fetch(`${apiOrigin}/`, { method: 'GET', headers: {}, signal: limit });
      const endedAtMs = clock.now();
      const body = (await answer.text()).slice(0, 4_096);
      return {
        kind: 'answered',
        status: answer.status,
        body,
        date: answer.headers.get('date'),
        startedAtMs,
        endedAtMs,
      };
    } catch (failure) {
      signal.throwIfAborted();
      const error = readTransportFailure(failure, ports.redact);
      return { kind: 'unanswered', error: limit.aborted ? { ...error, code: 'timed_out' } : error };
    }
  }

  async function inspect({ hostname, port }: Place): Promise<TlsFinding | undefined> {
    try {
      return await network.inspectTls(hostname, port, limitTime(signal, handshakeTimeoutMs));
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async function checkCredentials(
    access: ServerAccess,
    api: LivekitApi,
    answer: Answer,
  ): Promise<Result<RoomSummary[]>> {
    const startedAtMs = begin('key');
    begin('secret');
    const listed = access.apiKey === '' ? undefined : await api.listRooms({ signal, timeoutMs: answerTimeoutMs });
    if (!listed) {
      settle('key', failed('No API key is entered', undefined, 'Enter the key from the server’s configuration.'));
      throw new CheckStop('no API key');
    }
    const { key, secret, areAccepted } = judgeCredentials(listed);
    settle('key', key, startedAtMs);
    settle('secret', secret);
    begin('clock');
    const clocks = judgeClock(measureSkew(answer), observerTokenLifeMs);
    const isRefused = !listed.ok && listed.error.code === 'clock_skew';
    settle('clock', isRefused && clocks.state !== 'failed' ? fromError(listed.error) : clocks);
    if (!areAccepted) throw new CheckStop('token refused');
    return listed;
  }

  async function checkRooms(api: LivekitApi, listed: Result<RoomSummary[]>): Promise<void> {
    const startedAtMs = begin('rooms');
    const acted = await api.listParticipants(nobodysRoom, { signal });
    const { can, ...rooms } = judgeRooms(listed, acted);
    settle('rooms', rooms, startedAtMs);
    findings.administerRooms = { state: can, reason: `${rooms.sentence}.` };
  }

  async function checkServices(
    access: ServerAccess,
    api: LivekitApi,
    listed: Result<RoomSummary[]>,
    aheadMs: number,
  ): Promise<void> {
    const room = listed.ok ? chooseRoom(listed.value) : undefined;
    const dispatchAtMs = begin('dispatch');
    const dispatches = api.listDispatch(room?.name ?? nobodysRoom, { signal, timeoutMs: dispatchTimeoutMs });
    await Promise.all([
      dispatches.then((answer) => settleService('dispatch', judgeDispatch(answer, room !== undefined), dispatchAtMs)),
      ...optionalServices.map(async (service) => {
        const at = begin(service);
        settleService(service, judgeService(service, await api.probeService(service, { signal })), at);
      }),
      checkReach(access, room, room && dispatches, aheadMs),
    ]);
  }

  /** `alive`: with Redis a dead node's rooms stay listed; only their dispatches tell that nobody answers for them. */
  async function checkReach(
    access: ServerAccess,
    listedRoom: RoomSummary | undefined,
    alive: Promise<Result<unknown>> | undefined,
    aheadMs: number,
  ): Promise<void> {
    begin('version');
    begin('websocket');
    begin('media');
    const answer = await alive;
    const isDead = answer?.ok === false && answer.error.code === 'unavailable';
    const room = isDead ? undefined : listedRoom;
    if (!room) {
      settle('media', skip(`Media: not tested, ${isDead ? 'the open room does not answer' : 'no room is open'}`));
    }
    const facts: ReachFacts = {};
    const isCloudHost = /\.livekit\.(?:cloud|run)(?::\d+)?$/.test(access.apiOrigin);
    const attempt = ports.reach.tryReach(
      {
        access,
        room,
        behindMs: Math.max(0, -aheadMs),
        redact: ports.redact,
        onReport(report, tookMs) {
          facts[report.stage] = report;
          if (report.server) settle('version', judgeKind(isCloudHost, report.server));
          if (report.stage === 'socket' || report.isReached)
            settleOnce('websocket', judgeSocket(facts, isLocal), tookMs);
          if (report.stage === 'media' || (report.stage === 'signal' && !report.isReached)) {
            settleOnce('media', judgeMedia(facts), tookMs);
          }
        },
      },
      signal,
    );
    await attempt.catch((failure: unknown) => {
      signal.throwIfAborted();
      settleOnce('websocket', failed('WebSocket: the test could not be made', wordsOf(failure)));
      settleOnce('media', failed('Media: the hidden join could not be recorded, so it was not made', wordsOf(failure)));
    });
    if (!settled.has('version')) settle('version', judgeKind(isCloudHost, undefined));
    settleOnce('websocket', judgeSocket(facts, isLocal));
    settleOnce('media', judgeMedia(facts));
  }

  function settleOnce(id: CheckLineId, verdict: Verdict, tookMs?: number): void {
    if (!settled.has(id)) settle(id, verdict, tookMs === undefined ? undefined : clock.now() - tookMs);
  }

  function tellRemembered(id: 'remoteUnmute' | 'move'): void {
    const known = ports.readCapability(id);
    settle(id, judgeRemembered(checkLineLabels[id], known?.state ?? 'unknown', known?.reason ?? ''));
  }

  async function checkAll(): Promise<void> {
    const address = checkAddress();
    const place = readPlace(address);
    const proxy = await network.findProxy(address.apiOrigin).catch(() => undefined);
    await checkName(place.hostname, address.isLoopback, proxy);
    const answer = await checkWay(address, place, proxy);
    if (!subject.access.ok) {
      settle('key', skip('API key: not tested, it needs its secret'));
      settle('secret', fromError(subject.access.error));
      settle('clock', judgeClock(measureSkew(answer), observerTokenLifeMs));
      throw new CheckStop('no API secret');
    }
    const { apiOrigin, signalOrigin } = address;
    const access: ServerAccess = { ...subject.access.value, apiOrigin, signalOrigin };
    const api = ports.openApi(access);
    const listed = await checkCredentials(access, api, answer);
    await checkRooms(api, listed);
    if (extent === 'full') await checkServices(access, api, listed, measureSkew(answer) ?? 0);
  }

  try {
    await checkAll();
  } catch (failure) {
    signal.throwIfAborted();
    if (!(failure instanceof CheckStop)) throw failure;
    for (const id of listCheckLines(extent)) {
      if (settled.has(id) || id === 'remoteUnmute' || id === 'move') continue;
      settle(id, skip(`${checkLineLabels[id]}: not tested, ${failure.message}`));
    }
  }
  if (extent === 'full') {
    tellRemembered('remoteUnmute');
    tellRemembered('move');
  }
  return findings;
}

interface Place {
  hostname: string;
  port: number;
}

function readPlace({ apiOrigin, isSecure }: ServerAddress): Place {
  const { hostname, port } = new URL(apiOrigin);
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (isSecure ? 443 : 80) : Number(port) };
}

/** The one least likely to close this moment. */
function chooseRoom(rooms: readonly RoomSummary[]): RoomSummary | undefined {
  return rooms.toSorted((a, b) => b.numParticipants - a.numParticipants)[0];
}

function limitTime(signal: AbortSignal, limitMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
}

function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message.slice(0, 200) : 'no answer';
}
