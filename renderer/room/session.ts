/**
 * A room's live session: feeds people, room and events from its hidden connection and from main's list, and says how it
 * stands. When it joins, and joins again, is decided in `joining.ts`; livekit-client never joins by itself. No React here.
 */
import type { GavelBridge } from '#contract/bridge';
import type { JoinGrant, RoomFacts } from '#contract/domain/room-facts';
import type { GavelError } from '#contract/result';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createFrameScheduler, type FrameScheduler } from '#renderer/table/frame-scheduler.ts';
import { createBackgroundScheduler } from './background-scheduler.ts';
import { connectRoom, type ConnectionListeners, type ConnectRoom, type RoomConnection } from './connection.ts';
import { createDataTopics } from './data-topics.ts';
import { createEventLog } from './event-log.ts';
import { foundAfterReconnect } from './found-later.ts';
import { createHints } from './hints.ts';
import { roomClosed } from './join-failures.ts';
import { createJoining, type Guard } from './joining.ts';
import { createObservationBatch } from './observation-batch.ts';
import { listObservations } from './observe-updates.ts';
import { createPacedScheduler } from './paced-scheduler.ts';
import { createPeople } from './people.ts';
import { createRoomSummary } from './room-summary.ts';
import { createSleepWatch } from './sleep-watch.ts';
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
/** Every second frame of a busy room: cells are read as well, for half of the drawing. After a rest a change shows with the next one. */
const tableNoticeMs = 30;
/** Events of a busy room come by the hundred; nobody reads them faster. */
const eventNoticeMs = 200;
/** Counts of people, in three places of the window. */
const countNoticeMs = 200;

/** Joins at once. */
const openAgain = 'A new room of this name is open now; Retry joins it.';

export function createRoomSession(deps: RoomSessionDeps): RoomSession {
  const { bridge, room } = deps;
  const now = deps.now ?? Date.now;
  const connect = deps.connect ?? connectRoom;
  const scheduler = createBackgroundScheduler(deps.scheduler ?? createFrameScheduler());
  const statusListeners = new Set<() => void>();
  const summaryListeners = new Set<() => void>();
  const table = createColumnTable({ scheduler: createPacedScheduler(scheduler, tableNoticeMs) });
  const events = createEventLog({ scheduler: createPacedScheduler(scheduler, eventNoticeMs) });
  const data = createDataTopics({ now, scheduler });
  const people = createPeople({ table, log: events, scheduler, now, onCounts: tellSummary });
  const summary = createRoomSummary({ log: events, now, onChange: tellSummary });
  const observations = createObservationBatch(
    (batch) => void bridge.request('rooms:observe', { room, observations: batch }),
  );
  const hints = createHints((identities) => void bridge.request('rooms:hint', { room, identities }));

  const joining = createJoining({
    bridge,
    room,
    now,
    readStatus: () => status,
    setStatus,
    addRow,
    connect: start,
    onLost: () => people.setLive(false),
    onRest: () => people.endEvents(),
    readList: () => void readFacts(),
  });

  const sleepWatch = createSleepWatch({ now, onWake: joining.takeSleep });

  let status: RoomStatus = { state: 'joining', sinceMs: now() };
  /** Sid of the room that this tab shows. */
  let knownSid: string | undefined;
  let hasJoined = false;
  let isDisposed = false;
  let isStrict = false;
  /** Back, and the list not read since: hidden people's changes are in no join answer, so it is the list that tells them. */
  let isCatchingUp = false;
  let cancelSummaryNotice: (() => void) | undefined;
  const summaryScheduler = createPacedScheduler(scheduler, countNoticeMs);

  /** Hundreds of people may come in one message, and a busy room has joins and leaves in each frame. */
  function tellSummary(): void {
    cancelSummaryNotice ??= summaryScheduler.schedule(() => {
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
      ...joining.apiOnly(),
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

  function start(grant: JoinGrant, guardAttempt: Guard): RoomConnection {
    const guard: Guard = (run) => {
      const guarded = guardAttempt(run);
      return (...values) => {
        sleepWatch.check();
        guarded(...values);
      };
    };
    isStrict = !grant.canSubscribe;
    people.setOwnIdentities([...grant.ownIdentities, grant.identity]);
    const isKnown = hasJoined || joining.apiOnly() !== undefined;
    const isFirst = !isKnown;
    const lostSid = isKnown && knownSid !== grant.roomSid ? knownSid : undefined;
    knownSid = grant.roomSid;
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
      onEnd: guard((end) => joining.takeEnd(end, grant)),
      setSignals: guard((identity, signals) => people.setSignals(identity, signals)),
      addRow: guard(addRow),
      onData: guard((message) => data.add(message)),
    };
    return connect(grant, listeners);
  }

  function becomeLive(grant: JoinGrant, isAnotherRoom: boolean): void {
    // Read before the mode ends: what the list has not told since is told by the join.
    isCatchingUp = status.state === 'reconnecting' || joining.apiOnly() !== undefined;
    joining.takeConnected(grant);
    people.setLive(true);
    const mode = grant.canSubscribe ? 'levels without media' : 'strict: it cannot listen';
    addRow({ type: 'connected', who: '', details: `hidden, as ${grant.identity} · ${mode}`, after: grant.roomSid });
    setStatus('live', isAnotherRoom ? 'This is a new room: the one before was lost with the server.' : undefined);
    void readFacts();
  }

  async function readFacts(): Promise<void> {
    const current = joining.attempt();
    const facts = await bridge.request('rooms:read-facts', { room });
    if (!isDisposed && facts.ok) takeFacts(facts.value);
    if (current === joining.attempt()) isCatchingUp = false;
  }

  function takeFacts(facts: RoomFacts): void {
    if (isDisposed || facts.room !== room) return;
    sleepWatch.check();
    takeListState(facts);
    if (facts.error) return;
    const sid = facts.summary?.sid;
    if (joining.apiOnly() && !followList(sid)) return;
    // A room of the same name that was made after this one ended is not what this tab showed.
    if (status.state === 'offline' && knownSid !== undefined && sid !== undefined && sid !== knownSid) {
      if (status.error?.code === 'room_not_listed') setStatus('offline', openAgain, status.error);
      return;
    }
    // Also once the room lives on the list alone, if there was a session that would have told it.
    const isMissed = isCatchingUp || status.state === 'reconnecting' || (hasJoined && joining.apiOnly() !== undefined);
    const note = isMissed ? `${foundAfterReconnect}, by the list` : undefined;
    if (facts.summary) summary.takeSweep(facts.summary, facts.readAtMs, note);
    people.takeSweep(facts, note);
  }

  /** Shown by the list alone, the room ends with the list, and a new one of its name takes its place. */
  function followList(sid: string | undefined): boolean {
    if (sid === undefined) {
      const { note, error } = roomClosed;
      joining.goOffline(note, error);
      return false;
    }
    if (knownSid !== undefined && sid !== knownSid) {
      const details = 'found by the list: this is a new room of the same name';
      events.add({ type: 'room-replaced', who: '', details, before: knownSid, after: sid, atMs: now(), source: 'api' });
    }
    knownSid = sid;
    return true;
  }

  const stops = [
    bridge.listen('rooms:facts-changed', takeFacts),
    // Another key or secret: what was refused may be granted now, at once.
    bridge.listen('servers:access-changed', joining.retryWithNewKey),
  ];
  const roundTripTimer = setInterval(() => {
    const roundTripMs = status.state === 'live' ? joining.readRoundTripMs() : undefined;
    if (roundTripMs !== undefined && roundTripMs !== status.roundTripMs) takeRoundTrip(roundTripMs);
  }, roundTripIntervalMs);
  void joining.join();

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
    takeMedia: joining.takeMedia,
    setInFront: (isInFront) => scheduler.setSlow(!isInFront),
    retry: joining.retry,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      clearInterval(roundTripTimer);
      cancelSummaryNotice?.();
      for (const stop of stops) stop();
      sleepWatch.dispose();
      joining.dispose();
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
