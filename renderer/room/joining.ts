/**
 * Every join of one room: asks main for a grant, and decides what follows a refusal or an end, which is another try, later each
 * time, or the list alone, or rest. It reads no events and draws no state; the session does both.
 */
import type { GavelBridge } from '#contract/bridge';
import type { JoinGrant, JoinOutcome } from '#contract/domain/room-facts';
import { fail, type GavelError } from '#contract/result';
import { createApiOnly, readLiveBlock, type ApiOnlyState, type LiveBlock } from './api-only.ts';
import type { ConnectionEnd, RoomConnection } from './connection.ts';
import type { TakenMedia } from './media.ts';
import {
  describeEnd,
  describeRefusal,
  isKeyRefused,
  isPassing,
  retryDelaysMs,
  unlistedPatienceMs,
} from './join-failures.ts';
import type { RoomStatus } from './types.ts';

export interface JoiningDeps {
  bridge: GavelBridge;
  room: string;
  /** Epoch ms. */
  now: () => number;
  readStatus: () => RoomStatus;
  setStatus: (state: RoomStatus['state'], note?: string, error?: GavelError) => void;
  addRow: (row: { type: string; who: string; details: string; before?: string; after?: string }) => void;
  /** Connects with a grant; tells `takeConnected` and `takeEnd` of it as long as `guard` lets through. */
  connect: (grant: JoinGrant, guard: Guard) => RoomConnection;
  /** A connection has ended. */
  onLost: () => void;
  /** No event comes any more until another join. */
  onRest: () => void;
  /** What the list shows is all there is now. */
  readList: () => void;
}

/** Makes a listener deaf once its attempt is over. */
export type Guard = <Values extends unknown[]>(run: (...values: Values) => void) => (...values: Values) => void;

export interface Joining {
  join(): Promise<void>;
  /** By hand, by the clock or for a new key; nothing where a join is under way or not needed. */
  retry(): void;
  /** As `retry`, for a room that was kept from joining by something that another key mends. */
  retryWithNewKey(): void;
  takeConnected(grant: JoinGrant): void;
  takeEnd(end: ConnectionEnd, grant: JoinGrant): void;
  /** Nothing ran here for a while: a session that there was is given up, and what it still had to tell is not heard. */
  takeSleep(sleptMs: number): void;
  /** The room is over, or not to be had. */
  goOffline(note: string | undefined, error: GavelError): void;
  /** Undefined while the room is not shown by the list alone. */
  apiOnly(): ApiOnlyState | undefined;
  /** Raised with every attempt and end, so that late answers of an attempt before are known. */
  attempt(): number;
  readRoundTripMs(): number | undefined;
  takeMedia(trackSid: string): TakenMedia | undefined;
  /** Leaves, also with a grant that is still on its way. */
  dispose(): void;
}

/** Of a listed room after a lost connection; from then on it is shown by the list alone. */
const maxFailedJoins = 3;

export function createJoining(deps: JoiningDeps): Joining {
  const { bridge, room, now, readStatus, setStatus, addRow } = deps;
  const apiOnly = createApiOnly({ now, tryJoin: retry });
  let connection: RoomConnection | undefined;
  let joinId: string | undefined;
  let attempt = 0;
  let tries = 0;
  let failedJoins = 0;
  let unlistedSinceMs: number | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;

  function report(outcome: JoinOutcome, extra: { roomSid?: string; message?: string } = {}): void {
    if (joinId === undefined) return;
    const { message, ...rest } = extra;
    const told = message === undefined ? rest : { ...rest, message: message.slice(0, 1_000) };
    void bridge.request('rooms:report-join', { joinId, outcome, ...told });
    if (outcome !== 'joined') joinId = undefined;
  }

  async function join(): Promise<void> {
    const current = ++attempt;
    clearTimeout(retryTimer);
    const granted = await bridge.request('rooms:join', { room });
    // By its own name: the room may have been opened again meanwhile.
    if (isDisposed && granted.ok) void bridge.request('rooms:leave', { room, joinId: granted.value.joinId });
    if (current !== attempt) return;
    if (!granted.ok) return refuse(granted.error);
    unlistedSinceMs = undefined;
    joinId = granted.value.joinId;
    connection = deps.connect(granted.value, (run) => (...values) => {
      if (current === attempt) run(...values);
    });
  }

  function refuse(error: GavelError): void {
    // What the list shows stays; whatever kept this join from being granted may pass.
    if (apiOnly.state() && error.code !== 'room_not_listed') return showByList('list', error);
    const { state } = readStatus();
    // A room that was never joined and is not listed has nothing to come back to.
    const mayPass = isPassing(error.code) && (state === 'reconnecting' || error.code !== 'room_not_listed');
    if (!mayPass) return goOffline(undefined, error);
    if (error.code === 'room_not_listed') {
      unlistedSinceMs ??= now();
      if (now() - unlistedSinceMs > unlistedPatienceMs) return goOffline('The room has not come back.', error);
    } else unlistedSinceMs = undefined;
    tryLater(error);
  }

  function tryLater(error: GavelError): void {
    const delayMs = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 5_000;
    tries++;
    const state = readStatus().state === 'joining' ? 'joining' : 'reconnecting';
    setStatus(state, `Try ${tries} did not get through; the next one is in ${delayMs / 1_000} s.`, error);
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
    deps.readList();
  }

  function rest(): void {
    attempt++;
    clearTimeout(retryTimer);
    deps.onRest();
  }

  function takeEnd(end: ConnectionEnd, grant: JoinGrant): void {
    connection = undefined;
    deps.onLost();
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
        if (readStatus().state === 'reconnecting' && failedJoins < maxFailedJoins) return tryLater(error);
        return showByList(readLiveBlock(end.message), error);
      }
      case 'cut_off':
        return takeLoss('the connection broke', 'The connection broke.');
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

  /** @param why for the record; the note is for people */
  function takeLoss(why: string, note: string): void {
    report('cut_off', { message: why });
    if (apiOnly.state()) return showByList('refused', fail('unavailable', note).error);
    addRow({ type: 'cut-off', who: '', details: 'the session is lost; the list is asked before joining again' });
    comeBack(note);
  }

  function comeBack(note: string, delayMs = 0): void {
    // It has ended before it was live: another try at once would be the first of very many.
    if (readStatus().state === 'reconnecting') return tryLater(fail('unavailable', note).error);
    attempt++;
    tries = 0;
    failedJoins = 0;
    unlistedSinceMs = undefined;
    setStatus('reconnecting', `${note} The list is asked first, since joining a closed room would bring it back.`);
    retryTimer = setTimeout(() => void join(), delayMs);
  }

  function retry(): void {
    const { state, error } = readStatus();
    if (isDisposed || state === 'live' || state === 'joining') return;
    // A join is under way already, and two sessions would be one too many.
    if (connection) return;
    apiOnly.markTrying();
    if (apiOnly.state()) setStatus('offline', undefined, error);
    else if (state === 'offline') setStatus('joining');
    void join();
  }

  return {
    join,
    retry,
    retryWithNewKey() {
      if (isKeyRefused(readStatus().error) || apiOnly.state()) retry();
    },
    takeConnected(grant) {
      tries = 0;
      failedJoins = 0;
      apiOnly.end();
      report('joined', { roomSid: grant.roomSid });
    },
    takeEnd,
    takeSleep(sleptMs) {
      if (!connection) return;
      connection.close();
      connection = undefined;
      deps.onLost();
      takeLoss(
        'nothing ran here for a while',
        `The computer slept, or the app stood still, for ${Math.round(sleptMs / 1_000)} s.`,
      );
    },
    goOffline,
    apiOnly: () => apiOnly.state(),
    attempt: () => attempt,
    readRoundTripMs: () => connection?.readRoundTripMs(),
    takeMedia: (trackSid) => connection?.takeMedia(trackSid),
    dispose() {
      isDisposed = true;
      attempt++;
      clearTimeout(retryTimer);
      apiOnly.end();
      connection?.close();
      void bridge.request('rooms:leave', joinId === undefined ? { room } : { room, joinId });
    },
  };
}
