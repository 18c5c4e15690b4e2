/**
 * Hidden joins: a token for one listed room, recorded before it is given out, and what became of it. Joining an unlisted
 * room would create it, so the list is asked first, always.
 */
import { randomBytes } from 'node:crypto';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import type { JoinGrant, JoinOutcome } from '#contract/domain/room-facts';
import { fail, succeed, type Result } from '#contract/result';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import { createObserverIdentity, createObserverToken } from '../livekit-api/observer-token.ts';
import type { AuditEntry, AuditPort, Clock, FindServerAccess, Logger } from '../ports.ts';
import type { Watch } from '../watch/watch.ts';
import { describeHiddenJoin } from './join-record.ts';
import type { OwnIdentities } from './own-identities.ts';

/** The window that asks, as main knows it. */
export interface JoiningWindow {
  windowId: number;
  serverId: string;
}

export interface JoinReport {
  joinId: string;
  outcome: JoinOutcome;
  roomSid?: string | undefined;
  message?: string | undefined;
}

export interface Rooms {
  /** Fails with `room_not_listed`, or `unavailable` for a room that is listed and dead, without creating anything; or as the API does. */
  joinRoom(window: JoiningWindow, room: string): Promise<Result<JoinGrant>>;
  /** Records what became of a join; `not_found` for a join of another window. */
  reportJoin(window: JoiningWindow, report: JoinReport): Promise<Result<null>>;
  /** True while the window has a session in the room that was reported as joined. */
  isIn(window: JoiningWindow, room: string): boolean;
  /** True while any window has a session in the room. */
  hasSession(serverId: string, room: string): boolean;
  /** Ends the window's session in a room and stops watching it; with `joinId` that join alone, and the rest with the last one. */
  leaveRoom(window: JoiningWindow, room: string, joinId?: string): Promise<Result<null>>;
  /** Ends everything of a window's page that is gone; a page loaded anew in the same window may join again. */
  forgetWindow(windowId: number): Promise<void>;
}

interface Join {
  joinId: string;
  window: JoiningWindow;
  serverName: string;
  room: string;
  roomSid: string;
  identity: string;
  startedAtMs: number;
  state: 'granted' | 'joined';
}

export function createRooms(deps: {
  findAccess: FindServerAccess;
  findApi: FindLivekitApi;
  audit: AuditPort;
  ownIdentities: OwnIdentities;
  watch: Pick<Watch, 'holdRoom' | 'hastenRoom'>;
  clock: Clock;
  logger: Logger;
  /** A session in a room has begun. */
  onSession?: (serverId: string, room: string) => void;
  /** A session was told that its room was closed or deleted. */
  onRoomEnded?: (serverId: string, room: string) => void;
  /** A window's session in a room is over; awaited before that is recorded. Must not reject. */
  onSessionOver?: (window: JoiningWindow, room: string) => Promise<void>;
}): Rooms {
  const joins = new Map<string, Join>();
  /** How many pages a window has lost: a window keeps its id when its page is loaded again, a join is of one page. */
  const lostPages = new Map<number, number>();
  const countLostPages = (windowId: number): number => lostPages.get(windowId) ?? 0;
  const watched = new Map<number, Map<string, () => void>>();
  /** Rooms whose last join failed: their tabs have nothing but the list. */
  const hastened = new Map<string, () => void>();

  /** The newest request of a window for a room that is not answered yet. */
  const pending = new Map<string, symbol>();
  const nameRequest = (windowId: number, room: string): string => `${windowId} ${room}`;

  /** Of two requests for one room only the newer is granted, whichever the server answers first. */
  async function joinRoom(window: JoiningWindow, room: string): Promise<Result<JoinGrant>> {
    const name = nameRequest(window.windowId, room);
    const own = Symbol(room);
    pending.set(name, own);
    try {
      return await grantJoin(window, room, () => pending.get(name) === own);
    } finally {
      if (pending.get(name) === own) pending.delete(name);
    }
  }

  async function grantJoin(window: JoiningWindow, room: string, isWanted: () => boolean): Promise<Result<JoinGrant>> {
    const page = countLostPages(window.windowId);
    const held = watched.get(window.windowId);
    if (held && held.size >= maxOpenRooms && !held.has(room)) {
      return fail('limit_exceeded', `This window holds ${maxOpenRooms} rooms already.`, {
        cure: 'Leave one of them first.',
      });
    }
    const access = await deps.findAccess(window.serverId);
    if (!access.ok) return access;
    const api = await deps.findApi(window.serverId);
    if (!api.ok) return api;
    const listed = await api.value.listRooms({ names: [room] });
    if (!listed.ok) return { ok: false, error: listed.error };
    const found = listed.value.find(({ name }) => name === room);
    if (!found) {
      return fail('room_not_listed', `There is no room “${room}” on this server now.`, {
        likelyCause: 'It was closed, or everybody left.',
        cure: 'Joining would create it anew, so the console does not. It can be opened when the lobby lists it again.',
      });
    }
    // With Redis a dead node's rooms stay listed; only their dispatches tell that nobody answers for them.
    const alive = await api.value.listDispatch(room);
    if (!alive.ok && alive.error.code === 'unavailable') {
      return fail('unavailable', `No server answers for the room “${room}”.`, {
        ...alive.error.detail,
        likelyCause: 'It was closed this moment, or the server that held it is down and the list is out of date.',
        cure: 'Joining would create it anew, so the console does not. Look at the lobby again in a minute.',
      });
    }
    if (!isWanted()) return fail('cancelled', 'The room was left or asked for again meanwhile.');
    const ended = await endJoins(window.windowId, room, 'cut_off');
    if (!ended.ok) return ended;
    const join: Join = {
      joinId: randomBytes(12).toString('base64url'),
      window,
      serverName: access.value.serverName,
      room,
      roomSid: found.sid,
      identity: createObserverIdentity(),
      startedAtMs: deps.clock.now(),
      state: 'granted',
    };
    const canSubscribe = access.value.observerMode === 'levels';
    try {
      await deps.audit.appendIntent(
        describeJoin(join, 'join', { roomSid: found.sid, mode: access.value.observerMode }),
      );
      await deps.ownIdentities.issue(join.identity);
    } catch (failure) {
      return failToRecord(failure, 'The join could not be recorded, so it was not made.');
    }
    const token = await createObserverToken(access.value, room, join.identity);
    joins.set(join.joinId, join);
    if (countLostPages(window.windowId) !== page) {
      await settle(join, { outcome: 'cut_off' });
      return fail('cancelled', 'The page that asked is gone.');
    }
    if (!isWanted()) {
      await settle(join, { outcome: 'left' });
      return fail('cancelled', 'The room was left or asked for again meanwhile.');
    }
    holdRoom(window, room);
    return succeed({
      joinId: join.joinId,
      url: access.value.signalOrigin,
      token,
      identity: join.identity,
      roomName: room,
      roomSid: found.sid,
      ownIdentities: deps.ownIdentities.list(),
      canSubscribe,
    });
  }

  async function reportJoin(window: JoiningWindow, report: JoinReport): Promise<Result<null>> {
    const join = joins.get(report.joinId);
    if (!join || join.window.windowId !== window.windowId || join.window.serverId !== window.serverId) {
      return fail('not_found', 'This join is not known (any more).');
    }
    return settle(join, report);
  }

  /** Writes the outcome down; all but `joined` end the session. */
  async function settle(join: Join, report: Omit<JoinReport, 'joinId'>): Promise<Result<null>> {
    const { outcome } = report;
    if (outcome === 'joined' && join.state === 'joined') return succeed(null);
    const verb = join.state === 'joined' ? 'leave' : 'join';
    if (outcome === 'joined') {
      join.state = 'joined';
      deps.onSession?.(join.window.serverId, join.room);
    } else joins.delete(join.joinId);
    if (outcome === 'cut_off' && roomEndings.has(report.message ?? '')) {
      deps.onRoomEnded?.(join.window.serverId, join.room);
    }
    if (outcome !== 'joined') await deps.onSessionOver?.(join.window, join.room);
    if (outcome === 'failed') hasten(join.window, join.room);
    if (outcome === 'joined') stopHastening(join.window.windowId, join.room);
    try {
      await deps.audit.appendOutcome({
        ...describeJoin(join, verb, { roomSid: report.roomSid ?? '' }),
        outcome,
        code: outcome === 'wrong_room' ? 'room_changed' : '',
        message: report.message ?? '',
        tookMs: Math.max(0, deps.clock.now() - join.startedAtMs),
      });
      if (outcome !== 'joined') await deps.ownIdentities.end([join.identity]);
      return succeed(null);
    } catch (failure) {
      return failToRecord(failure, 'What became of the join could not be recorded.');
    }
  }

  function failToRecord(failure: unknown, message: string): ReturnType<typeof fail> {
    deps.logger.error(`${message} ${failure instanceof Error ? failure.message : ''}`);
    return fail('internal', message, {
      likelyCause: 'The disk is full, or the app’s data folder cannot be written.',
      cure: 'Free space or mend the folder’s rights, then try again.',
    });
  }

  /** Ends what the window still has in the room, or in all rooms. The first failure is answered; the rest is ended all the same. */
  async function endJoins(
    windowId: number,
    room: string | undefined,
    outcome: 'left' | 'cut_off',
    joinId?: string,
  ): Promise<Result<null>> {
    const meant = listJoins(windowId, room).filter((join) => joinId === undefined || join.joinId === joinId);
    let ended: Result<null> = succeed(null);
    for (const join of meant) {
      const settled = await settle(join, { outcome });
      if (ended.ok) ended = settled;
    }
    return ended;
  }

  function listJoins(windowId: number, room: string | undefined): Join[] {
    return [...joins.values()].filter(
      (join) => join.window.windowId === windowId && (room === undefined || join.room === room),
    );
  }

  function holdRoom({ windowId, serverId }: JoiningWindow, room: string): void {
    const rooms = watched.get(windowId) ?? new Map<string, () => void>();
    watched.set(windowId, rooms);
    if (!rooms.has(room)) rooms.set(room, deps.watch.holdRoom(serverId, room));
  }

  function hasten({ windowId, serverId }: JoiningWindow, room: string): void {
    const name = nameRequest(windowId, room);
    if (watched.get(windowId)?.has(room) && !hastened.has(name)) {
      hastened.set(name, deps.watch.hastenRoom(serverId, room));
    }
  }

  function stopHastening(windowId: number, room: string): void {
    const name = nameRequest(windowId, room);
    hastened.get(name)?.();
    hastened.delete(name);
  }

  function release(windowId: number, room: string): void {
    stopHastening(windowId, room);
    watched.get(windowId)?.get(room)?.();
    watched.get(windowId)?.delete(room);
  }

  return {
    joinRoom,
    reportJoin,
    isIn: ({ windowId, serverId }, room) =>
      listJoins(windowId, room).some((join) => join.state === 'joined' && join.window.serverId === serverId),
    hasSession: (serverId, room) =>
      [...joins.values()].some(
        (join) => join.state === 'joined' && join.window.serverId === serverId && join.room === room,
      ),
    async leaveRoom({ windowId }, room, joinId) {
      // A session that leaves before its join was granted does not want it any more.
      if (joinId === undefined) pending.delete(nameRequest(windowId, room));
      const isReopened = listJoins(windowId, room).some((join) => joinId !== undefined && join.joinId !== joinId);
      if (!isReopened) release(windowId, room);
      return endJoins(windowId, room, 'left', joinId);
    },
    async forgetWindow(windowId) {
      lostPages.set(windowId, countLostPages(windowId) + 1);
      for (const room of watched.get(windowId)?.keys() ?? []) release(windowId, room);
      watched.delete(windowId);
      await endJoins(windowId, undefined, 'left');
    },
  };
}

/** LiveKit's reasons for a room's planned end, as a session reports them. */
const roomEndings: ReadonlySet<string> = new Set(['room_closed', 'room_deleted']);

function describeJoin(join: Join, verb: 'join' | 'leave', after: Record<string, string>): AuditEntry {
  return describeHiddenJoin({ ...join, serverId: join.window.serverId }, verb, after);
}
