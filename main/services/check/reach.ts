/**
 * The browser's own way to a server: a hidden page opens a WebSocket and, where a room is listed, joins it hidden for a
 * moment. Gives the page its task and hears how far it came; never lets it join what is not listed, for that would create it.
 */
import { randomBytes } from 'node:crypto';
import type { ProbeReport, ProbeTask } from '#contract/domain/server-check';
import type { JoinGrant, RoomSummary } from '#contract/domain/room-facts';
import { fail, succeed, type Result } from '#contract/result';
import { createObserverIdentity, createObserverToken, createSocketToken } from '../livekit-api/observer-token.ts';
import type { AuditPort, Clock, Redact, ServerAccess } from '../ports.ts';
import { describeHiddenJoin } from '../rooms/join-record.ts';
import type { OwnIdentities } from '../rooms/own-identities.ts';
import type { ProbeWindows } from './ports.ts';

export interface ReachRequest {
  access: ServerAccess;
  /** A room that was just listed and answers; undefined tries the WebSocket alone. */
  room: RoomSummary | undefined;
  /** How far this computer's clock is behind; a token of seconds would have ended before it is used. */
  behindMs: number;
  redact: Redact;
  onReport: (report: ProbeReport, tookMs: number) => void;
}

export interface Reach {
  /** Resolves when the page has said all it can, is gone, or took too long; rejects if the join could not be recorded. */
  tryReach(request: ReachRequest, signal: AbortSignal): Promise<void>;
  /** What the page of a probe window is to do; `not_found` for a window of no running check. */
  readTask(windowId: number): Result<ProbeTask>;
  reportStage(windowId: number, report: ProbeReport): Result<null>;
}

/** More than the page's own limits together, for a page that says nothing at all. */
const patienceMs = 45_000;

interface Attempt {
  task: ProbeTask;
  hear(report: ProbeReport): void;
}

export function createReach(deps: {
  probes: ProbeWindows;
  audit: AuditPort;
  ownIdentities: OwnIdentities;
  clock: Clock;
}): Reach {
  const { clock } = deps;
  const attempts = new Map<number, Attempt>();

  async function tryReach(
    { access, room, behindMs, redact, onReport }: ReachRequest,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const join = room && (await grantJoin(access, room));
    const heard: ProbeReport[] = [];
    try {
      signal.throwIfAborted();
      const socketToken = await createSocketToken(access, behindMs);
      const socketUrl = `${access.signalOrigin}/agent?access_token=${socketToken}`;
      const startedAtMs = clock.now();
      await watchPage({ socketUrl, join: join ?? null }, access, signal, (report) => {
        const clean = { ...report, message: redact(report.message) };
        heard.push(clean);
        onReport(clean, Math.max(0, clock.now() - startedAtMs));
      });
    } finally {
      if (join) await recordEnd(access, join, heard, signal.aborted);
    }
  }

  /** Opens the hidden page and closes it, whatever happens. */
  async function watchPage(
    task: ProbeTask,
    { signalOrigin, apiOrigin }: ServerAccess,
    signal: AbortSignal,
    onReport: (report: ProbeReport) => void,
  ): Promise<void> {
    await new Promise<void>((resolve) => {
      // livekit-client asks over http why a join failed.
      const window = deps.probes.openProbe([signalOrigin, apiOrigin], finish);
      const stopTimer = clock.after(patienceMs, finish);
      attempts.set(window.windowId, {
        task,
        hear(report) {
          onReport(report);
          // The last word of each way through: media after a join, the bare socket where there was none.
          if (report.stage !== 'signal') finish();
        },
      });
      signal.addEventListener('abort', finish, { once: true });
      if (signal.aborted) finish();
      function finish(): void {
        stopTimer();
        signal.removeEventListener('abort', finish);
        attempts.delete(window.windowId);
        window.close();
        resolve();
      }
    });
    signal.throwIfAborted();
  }

  /** SECURITY: a hidden join of a check is recorded like every other, before its token is given out. */
  async function grantJoin(access: ServerAccess, room: RoomSummary): Promise<JoinGrant> {
    const joinId = randomBytes(12).toString('base64url');
    const identity = createObserverIdentity();
    await deps.audit.appendIntent(
      describeHiddenJoin(
        { ...access, joinId, identity, room: room.name },
        'join',
        { roomSid: room.sid, mode: 'strict' },
        reason,
      ),
    );
    await deps.ownIdentities.issue(identity);
    // Nothing is listened to, whatever the server's mode is.
    const token = await createObserverToken({ ...access, observerMode: 'strict' }, room.name, identity);
    return {
      joinId,
      url: access.signalOrigin,
      token,
      identity,
      roomName: room.name,
      roomSid: room.sid,
      ownIdentities: [],
      canSubscribe: false,
    };
  }

  async function recordEnd(
    access: ServerAccess,
    join: JoinGrant,
    heard: readonly ProbeReport[],
    isCancelled: boolean,
  ): Promise<void> {
    const { joinId, identity, roomName: room } = join;
    const hasJoined = heard.some(({ stage, isReached }) => stage === 'signal' && isReached);
    const hasFailed = heard.some(({ stage, isReached }) => stage === 'signal' && !isReached);
    const message = heard.find(({ isReached }) => !isReached)?.message ?? '';
    const row = { ...access, joinId, identity, room };
    await deps.audit.appendOutcome({
      ...describeHiddenJoin(row, 'join', { roomSid: join.roomSid }, reason),
      outcome: hasJoined ? 'joined' : isCancelled && !hasFailed ? 'cancelled' : 'failed',
      message,
    });
    if (hasJoined) {
      await deps.audit.appendOutcome({ ...describeHiddenJoin(row, 'leave', {}, reason), outcome: 'left' });
    }
    await deps.ownIdentities.end([identity]);
  }

  return {
    tryReach,
    readTask(windowId) {
      const attempt = attempts.get(windowId);
      return attempt ? succeed(attempt.task) : noCheck;
    },
    reportStage(windowId, report) {
      const attempt = attempts.get(windowId);
      if (!attempt) return noCheck;
      attempt.hear(report);
      return succeed(null);
    },
  };
}

const reason = 'Check connection';
const noCheck = fail('not_found', 'No check runs for this window (any more).');
