/**
 * Listening and seeing, on record: nothing is given to a window before its intent is on the disk, and its beginning, end
 * and length follow. Main holds no media; what a window that was taken over takes without asking, it cannot see.
 */
import { randomBytes } from 'node:crypto';
import type { ListeningEnd, ListeningKind } from '#contract/domain/listening';
import { describeListeningEnd } from '#contract/domain/listening';
import { fail, succeed, type Result } from '#contract/result';
import { checkListening, strictReason } from '#contract/verbs/listen';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { AuditEntry, AuditPort, Clock, FindServerAccess, Logger } from '../ports.ts';
import type { JoiningWindow } from '../rooms/rooms.ts';

export interface ListeningWish {
  kind: ListeningKind;
  room: string;
  identity: string;
  trackSid: string;
}

export type ListeningReport = { listeningId: string } & (
  | { outcome: 'began' }
  | { outcome: 'ended'; end: ListeningEnd }
);

export interface Listening {
  /** Records the wish and answers once that is on the disk; fails without a record where it cannot be. */
  begin(window: JoiningWindow, wish: ListeningWish): Promise<Result<{ listeningId: string }>>;
  /** Records that media came, or how it ended; `not_found` for what is over already. */
  report(window: JoiningWindow, report: ListeningReport): Promise<Result<null>>;
  /** A window's session in a room is over, and with it all that was taken there. Never rejects. */
  endSession(window: JoiningWindow, room: string): Promise<void>;
}

interface Taken extends ListeningWish {
  listeningId: string;
  window: JoiningWindow;
  serverName: string;
  source: string;
  askedAtMs: number;
  beganAtMs?: number;
}

export function createListening(deps: {
  findAccess: FindServerAccess;
  findApi: FindLivekitApi;
  /** True while the window has a session in the room. */
  isInRoom: (window: JoiningWindow, room: string) => boolean;
  audit: AuditPort;
  clock: Pick<Clock, 'now'>;
  logger: Pick<Logger, 'error'>;
}): Listening {
  const { audit, clock } = deps;
  const taken = new Map<string, Taken>();

  async function begin(window: JoiningWindow, wish: ListeningWish): Promise<Result<{ listeningId: string }>> {
    const { kind, room, identity, trackSid } = wish;
    const askedAtMs = clock.now();
    const access = await deps.findAccess(window.serverId);
    if (!access.ok) return access;
    if (access.value.observerMode !== 'levels') return fail('unsupported', strictReason);
    if (!deps.isInRoom(window, room)) return failOutside();
    const api = await deps.findApi(window.serverId);
    if (!api.ok) return api;
    const person = await api.value.getParticipant(room, identity);
    if (!person.ok && person.error.code !== 'not_found') return { ok: false, error: person.error };
    const track = checkListening(kind, trackSid, identity, person.ok ? person.value : null);
    if (!track.ok) return track;
    const own: Taken = {
      ...wish,
      listeningId: randomBytes(12).toString('base64url'),
      window,
      serverName: access.value.serverName,
      source: track.value.source,
      askedAtMs,
    };
    await endOthers(own);
    try {
      await audit.appendIntent(describe(own));
    } catch {
      return fail('internal', 'It could not be recorded, so nothing was taken.', {
        cure: 'Look at the space on this computer’s disk and try again.',
      });
    }
    taken.set(own.listeningId, own);
    // Whatever else was asked for meanwhile.
    await endOthers(own);
    if (!deps.isInRoom(window, room)) {
      await end(own, 'session_over');
      return failOutside();
    }
    return succeed({ listeningId: own.listeningId });
  }

  /** One person at a time in a window, and of them one sound and one picture. */
  async function endOthers({ listeningId, window, kind, room, identity }: Taken): Promise<void> {
    for (const other of listTaken(window)) {
      const isBeside = other.kind !== kind && other.room === room && other.identity === identity;
      if (other.listeningId !== listeningId && !isBeside) await end(other, 'replaced');
    }
  }

  function listTaken({ windowId }: JoiningWindow): Taken[] {
    return [...taken.values()].filter(({ window }) => window.windowId === windowId);
  }

  async function report(window: JoiningWindow, { listeningId, ...how }: ListeningReport): Promise<Result<null>> {
    const own = taken.get(listeningId);
    if (!own || own.window.windowId !== window.windowId || own.window.serverId !== window.serverId) {
      return fail('not_found', 'This listening is over.');
    }
    if (how.outcome === 'ended') return end(own, how.end);
    if (own.beganAtMs !== undefined) return succeed(null);
    own.beganAtMs = clock.now();
    return append(own, { outcome: 'began', tookMs: own.beganAtMs - own.askedAtMs });
  }

  /** The row has how long media was taken; nothing came of what had not begun. */
  async function end(own: Taken, how: ListeningEnd): Promise<Result<null>> {
    if (!taken.delete(own.listeningId)) return succeed(null);
    const { beganAtMs } = own;
    return append(own, {
      outcome: beganAtMs === undefined ? 'failed' : 'ended',
      message: describeListeningEnd(how),
      tookMs: Math.max(0, clock.now() - (beganAtMs ?? own.askedAtMs)),
    });
  }

  async function append(
    own: Taken,
    more: Pick<AuditEntry, 'outcome' | 'tookMs'> & { message?: string },
  ): Promise<Result<null>> {
    try {
      await audit.appendOutcome({ ...describe(own), ...more });
      return succeed(null);
    } catch (failure) {
      deps.logger.error(`a listening was not recorded: ${failure instanceof Error ? failure.message : ''}`);
      return fail('not_saved', 'What became of the listening could not be recorded.');
    }
  }

  return {
    begin,
    report,
    async endSession(window, room) {
      for (const own of listTaken(window)) if (own.room === room) await end(own, 'session_over');
    },
  };
}

function failOutside(): ReturnType<typeof fail> {
  return fail('not_found', 'This window is not in the room (any more).', {
    cure: 'Wait until the room is live again.',
  });
}

function describe({ kind, room, identity, trackSid, source, ...own }: Taken): AuditEntry {
  return {
    actionId: own.listeningId,
    serverId: own.window.serverId,
    serverName: own.serverName,
    verb: kind,
    room,
    target: identity,
    reason: '',
    before: '',
    after: JSON.stringify({ source, trackSid }),
    outcome: '',
    code: '',
    message: '',
    tookMs: 0,
    requestId: '',
  };
}
