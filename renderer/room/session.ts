/**
 * A room's live session: asks main for a grant, connects hidden, feeds people, room and events, and comes back after a lost
 * connection only into a room that main finds listed. It never lets livekit-client join by itself. No React here.
 */
import type { GavelBridge } from '#contract/bridge';
import type { JoinGrant, JoinOutcome, RoomFacts } from '#contract/domain/room-facts';
import { fail, type GavelError } from '#contract/result';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createFrameScheduler, type FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import { createApiOnly, readLiveBlock, type LiveBlock } from './api-only.ts';
import { connectRoom, type ConnectionEnd, type ConnectionListeners, type ConnectRoom } from './connection.ts';
import type { RoomConnection } from './connection.ts';
import { createDataTopics } from './data-topics.ts';
import { createEventLog } from './event-log.ts';
import { foundAfterReconnect } from './found-later.ts';
import { createHints } from './hints.ts';
import {
  describeEnd,
  describeRefusal,
  isKeyRefused,
  isPassing,
  retryDelaysMs,
  roomClosed,
  unlistedPatienceMs,
} from './join-failures.ts';
import { createObservationBatch } from './observation-batch.ts';
import { listObservations } from './observe-updates.ts';
import { createPeople } from './people.ts';
import { createRoomSummary } from './room-summary.ts';
import type { RoomSession, RoomStatus } from './types.ts';

export interface RoomSessionDeps {
  bridge: GavelBridge;
  room: string;
  /** Epoch ms. */
  now?: () => number;
  scheduler?: FrameScheduler;
  /** In place of livekit-client (tests). */
  connect?: ConnectRoom;
}

const roundTripIntervalMs = 2_000;
/** Of a listed room after a lost connection; from then on it is shown by the list alone. */
const maxFailedJoins = 3;

/** Joins at once. */
export function createRoomSession(deps: RoomSessionDeps): RoomSession {
  const { bridge, room } = deps;
  const now = deps.now ?? Date.now;
  const connect = deps.connect ?? connectRoom;
  const scheduler = deps.scheduler ?? createFrameScheduler();
  const statusListeners = new Set<() => void>();
  const summaryListeners = new Set<() => void>();
  const table = createColumnTable({ scheduler });
  const events = createEventLog({ scheduler });
  const data = createDataTopics({ now, scheduler });
  const people = createPeople({ table, log: events, scheduler, now, onCounts: tellSummary });
  const summary = createRoomSummary({ log: events, now, onChange: tellSummary });
  const observations = createObservationBatch(
    (batch) => void bridge.request('rooms:observe', { room, observations: batch }),
  );
  const hints = createHints((identities) => void bridge.request('rooms:hint', { room, identities }));

  const apiOnly = createApiOnly({ now, tryJoin: retry });

  let status: RoomStatus = { state: 'joining', sinceMs: now() };
  let connection: RoomConnection | undefined;
  let joinId: string | undefined;
  /** Raised with every attempt and end, so that late answers of an attempt before are known. */
  let attempt = 0;
  let tries = 0;
  let failedJoins = 0;
  /** Sid of the room that this tab shows. */
  let knownSid: string | undefined;
  let hasJoined = false;
  let unlistedSinceMs: number | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;
  let isStrict = false;
  /** Back, and the list not read since: hidden people's changes are in no join answer, so it is the list that tells them. */
  let isCatchingUp = false;
  let cancelSummaryNotice: (() => void) | undefined;

  /** Once a frame: hundreds of people may come in one message. */
  function tellSummary(): void {
    cancelSummaryNotice ??= scheduler.schedule(() => {
      cancelSummaryNotice = undefined;
      for (const listener of summaryListeners) listener();
    });
  }

  /** A state's time is when it began, however often its note changes. */
  function setStatus(state: RoomStatus['state'], note?: string, error?: GavelError): void {
    const isSame = state === status.state;
    const { listedAtMs, listEveryMs, listSlowedBy, listError } = status;
    status = {
      state,
      sinceMs: isSame ? status.sinceMs : now(),
      ...(note === undefined ? {} : { note }),
      ...(error === undefined ? {} : { error }),
      ...(listedAtMs === undefined ? {} : { listedAtMs }),
      ...(listEveryMs === undefined ? {} : { listEveryMs }),
      ...(listSlowedBy === undefined ? {} : { listSlowedBy }),
      ...(listError === undefined ? {} : { listError }),
      ...apiOnly.state(),
      ...(isStrict ? { isStrict } : {}),
    };
    tellStatus();
  }

  function takeRoundTrip(roundTripMs: number): void {
    status = { ...status, roundTripMs };
    tellStatus();
  }

  /** Also a look that failed: how old the rows are is said by the one before. */
  function takeListState({ readAtMs, pace, error }: RoomFacts): void {
    const { listSlowedBy: _slowedBy, listError: _error, ...rest } = status;
    status = {
      ...rest,
      ...(error ? { listError: error } : { listedAtMs: readAtMs }),
      ...(pace ? { listEveryMs: pace.everyMs } : {}),
      ...(pace?.slowedBy ? { listSlowedBy: pace.slowedBy } : {}),
    };
    tellStatus();
  }

  function tellStatus(): void {
    for (const listener of statusListeners) listener();
  }

  function addRow(row: { type: string; who: string; details: string; before?: string; after?: string }): void {
    events.add({ ...row, atMs: now(), source: 'event' });
  }

  function report(outcome: JoinOutcome, extra: { roomSid?: string; message?: string } = {}): void {
    if (joinId === undefined) return;
    const { message, ...rest } = extra;
    const told = message === undefined ? rest : { ...rest, message: message.slice(0, 1_000) };
    void bridge.request('rooms:report-join', { joinId, outcome, ...told });
    if (outcome !== 'joined') joinId = undefined;
  }

  /** Asks main for a grant and connects with it. */
  async function join(): Promise<void> {
    const current = ++attempt;
    clearTimeout(retryTimer);
    const granted = await bridge.request('rooms:join', { room });
    // By its own name: the room may have been opened again meanwhile.
    if (isDisposed && granted.ok) void bridge.request('rooms:leave', { room, joinId: granted.value.joinId });
    if (current !== attempt) return;
    if (!granted.ok) return refuse(granted.error);
    unlistedSinceMs = undefined;
    start(granted.value, current);
  }

  function refuse(error: GavelError): void {
    // What the list shows stays; whatever kept this join from being granted may pass.
    if (apiOnly.state() && error.code !== 'room_not_listed') return showByList('list', error);
    if (status.state !== 'reconnecting' || !isPassing(error.code)) return goOffline(undefined, error);
    if (error.code === 'room_not_listed') {
      unlistedSinceMs ??= now();
      if (now() - unlistedSinceMs > unlistedPatienceMs) return goOffline('The room has not come back.', error);
    } else unlistedSinceMs = undefined;
    tryLater(error);
  }

  function tryLater(error: GavelError): void {
    const delayMs = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 5_000;
    tries++;
    setStatus('reconnecting', `Try ${tries} did not get through; the next one is in ${delayMs / 1_000} s.`, error);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void join(), delayMs);
  }

  function goOffline(note: string | undefined, error: GavelError): void {
    // A try may be under way while the list tells that the room has ended.
    connection?.close();
    if (connection) report('cut_off', { message: error.message });
    connection = undefined;
    apiOnly.end();
    rest();
    setStatus('offline', note, error);
  }

  /** The room is there and cannot be joined: main's sweeps keep it on screen, and a join is tried from time to time. */
  function showByList(liveBlock: LiveBlock, error: GavelError): void {
    apiOnly.block(liveBlock);
    rest();
    setStatus('offline', undefined, error);
    void readFacts(attempt);
  }

  function rest(): void {
    attempt++;
    clearTimeout(retryTimer);
    people.endEvents();
  }

  function start(grant: JoinGrant, current: number): void {
    joinId = grant.joinId;
    isStrict = !grant.canSubscribe;
    people.setOwnIdentities([...grant.ownIdentities, grant.identity]);
    const isKnown = hasJoined || apiOnly.state() !== undefined;
    const isFirst = !isKnown;
    const lostSid = isKnown && knownSid !== grant.roomSid ? knownSid : undefined;
    knownSid = grant.roomSid;
    const guard =
      <Values extends unknown[]>(run: (...values: Values) => void) =>
      (...values: Values): void => {
        if (current === attempt) run(...values);
      };
    const listeners: ConnectionListeners = {
      onSnapshot: guard((others, wireRoom) => {
        hasJoined = true;
        if (lostSid !== undefined) {
          const details = 'the room that was lost is not there any more; this is a new one of the same name';
          addRow({ type: 'room-replaced', who: '', details, before: lostSid, after: grant.roomSid });
        }
        people.takeSnapshot(others, isFirst);
        if (wireRoom) summary.takeJoined(wireRoom);
      }),
      onUpdates: guard((updates) => {
        const before = people.counts();
        observations.add(listObservations(updates, (identity) => people.find(identity)?.facts, now()));
        for (const facts of updates) people.takeUpdate(facts);
        if (people.counts() !== before) for (const { identity } of updates) hints.add(identity);
      }),
      onRoom: guard((wireRoom) => summary.takeEvent(wireRoom)),
      onConnected: guard(() => becomeLive(grant, lostSid !== undefined)),
      onEnd: guard((end) => takeEnd(end, grant)),
      setSignals: guard((identity, signals) => people.setSignals(identity, signals)),
      addRow: guard(addRow),
      onData: guard((message) => data.add(message)),
    };
    connection = connect(grant, listeners);
  }

  function becomeLive(grant: JoinGrant, isAnotherRoom: boolean): void {
    tries = 0;
    failedJoins = 0;
    // Read before the mode ends: what the list has not told since is told by the join.
    isCatchingUp = status.state === 'reconnecting' || apiOnly.state() !== undefined;
    apiOnly.end();
    people.setLive(true);
    const mode = grant.canSubscribe ? 'levels without media' : 'strict: it cannot listen';
    addRow({ type: 'connected', who: '', details: `hidden, as ${grant.identity} · ${mode}`, after: grant.roomSid });
    setStatus('live', isAnotherRoom ? 'This is a new room: the one before was lost with the server.' : undefined);
    report('joined', { roomSid: grant.roomSid });
    void readFacts(attempt);
  }

  function takeEnd(end: ConnectionEnd, grant: JoinGrant): void {
    connection = undefined;
    people.setLive(false);
    switch (end.kind) {
      case 'wrong_room': {
        report('wrong_room', { roomSid: end.roomSid });
        const details = `the list named ${grant.roomSid}, the session ended up in ${end.roomSid || 'another one'}; left at once`;
        addRow({ type: 'wrong-room', who: '', details, before: grant.roomSid, after: end.roomSid });
        const message = 'The session ended up in another room than the listed one, so the console left at once.';
        return goOffline(
          undefined,
          fail('room_changed', message, { cure: 'Open it again to see the new room.' }).error,
        );
      }
      case 'failed': {
        report('failed', { message: end.message });
        const error = describeRefusal(end.message);
        // Each of these is a listed room with a join on record that did not work: a blocked media path, say.
        failedJoins++;
        if (status.state === 'reconnecting' && failedJoins < maxFailedJoins) return tryLater(error);
        return showByList(readLiveBlock(end.message), error);
      }
      case 'cut_off':
        report('cut_off', { message: 'the connection broke' });
        if (apiOnly.state()) return showByList('refused', fail('unavailable', 'The connection broke.').error);
        addRow({ type: 'cut-off', who: '', details: 'the session is lost; the list is asked before joining again' });
        return comeBack('The connection broke.');
      case 'ended': {
        const final = describeEnd(end.reason);
        const isBlocked = end.reason === 'join_failure' || end.reason === 'media_failure';
        report(isBlocked ? 'failed' : 'cut_off', { message: end.reason });
        addRow({ type: 'disconnected', who: '', details: end.reason });
        if (final && isBlocked) return showByList('media', final.error);
        if (final) return goOffline(final.note, final.error);
        if (apiOnly.state()) return showByList('refused', describeRefusal(end.reason));
        // The page was frozen or is closing; in the second case there is nobody to come back a moment later.
        if (end.reason === 'client_initiated') return comeBack('The page was asleep.', 1_000);
        return comeBack(`The server ended the session (${end.reason}).`);
      }
      default:
        return end satisfies never;
    }
  }

  function comeBack(note: string, delayMs = 0): void {
    // It has ended before it was live: another try at once would be the first of very many.
    if (status.state === 'reconnecting') return tryLater(fail('unavailable', note).error);
    attempt++;
    tries = 0;
    failedJoins = 0;
    unlistedSinceMs = undefined;
    setStatus('reconnecting', `${note} The list is asked first, since joining a closed room would bring it back.`);
    retryTimer = setTimeout(() => void join(), delayMs);
  }

  async function readFacts(current: number): Promise<void> {
    const facts = await bridge.request('rooms:read-facts', { room });
    if (!isDisposed && facts.ok) takeFacts(facts.value);
    if (current === attempt) isCatchingUp = false;
  }

  function takeFacts(facts: RoomFacts): void {
    if (isDisposed || facts.room !== room) return;
    takeListState(facts);
    if (facts.error) return;
    const sid = facts.summary?.sid;
    if (apiOnly.state() && !followList(sid)) return;
    // A room of the same name that was made after this one ended is not what this tab showed.
    if (status.state === 'offline' && knownSid !== undefined && sid !== undefined && sid !== knownSid) return;
    const isMissed = isCatchingUp || status.state === 'reconnecting';
    const note = isMissed ? `${foundAfterReconnect}, by the list` : undefined;
    if (facts.summary) summary.takeSweep(facts.summary, facts.readAtMs, note);
    people.takeSweep(facts, note);
  }

  /** Shown by the list alone, the room ends with the list, and a new one of its name takes its place. */
  function followList(sid: string | undefined): boolean {
    if (sid === undefined) {
      const { note, error } = roomClosed;
      goOffline(note, error);
      return false;
    }
    if (knownSid !== undefined && sid !== knownSid) {
      const details = 'found by the list: this is a new room of the same name';
      events.add({ type: 'room-replaced', who: '', details, before: knownSid, after: sid, atMs: now(), source: 'api' });
    }
    knownSid = sid;
    return true;
  }

  function retry(): void {
    if (isDisposed || status.state === 'live' || status.state === 'joining') return;
    // A join is under way already, and two sessions would be one too many.
    if (connection) return;
    apiOnly.markTrying();
    if (apiOnly.state()) setStatus('offline', undefined, status.error);
    else if (status.state === 'offline') setStatus('joining');
    void join();
  }

  const stops = [
    bridge.listen('rooms:facts-changed', takeFacts),
    // Another key or secret: what was refused may be granted now, at once.
    bridge.listen('servers:access-changed', () => {
      if (isKeyRefused(status.error) || status.liveBlock) retry();
    }),
  ];
  const roundTripTimer = setInterval(() => {
    const roundTripMs = status.state === 'live' ? connection?.readRoundTripMs() : undefined;
    if (roundTripMs !== undefined && roundTripMs !== status.roundTripMs) takeRoundTrip(roundTripMs);
  }, roundTripIntervalMs);
  void join();

  return {
    room,
    status: () => status,
    subscribeStatus: (listener) => addListener(statusListeners, listener),
    summary: () => summary.current(),
    counts: () => people.counts(),
    subscribeSummary: (listener) => addListener(summaryListeners, listener),
    table,
    attributeKeys: () => people.attributeKeys(),
    participant: (identity) => people.find(identity),
    sessionsOf: (identity) => people.sessions(identity),
    subscribeParticipant: (identity, listener) => people.subscribe(identity, listener),
    events,
    data,
    retry,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      attempt++;
      clearTimeout(retryTimer);
      apiOnly.end();
      clearInterval(roundTripTimer);
      cancelSummaryNotice?.();
      for (const stop of stops) stop();
      connection?.close();
      void bridge.request('rooms:leave', joinId === undefined ? { room } : { room, joinId });
      hints.dispose();
      observations.dispose();
      people.dispose();
      events.dispose();
      data.dispose();
      table.dispose();
      statusListeners.clear();
      summaryListeners.clear();
    },
  };
}

function addListener(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
