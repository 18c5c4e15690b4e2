/** A door on a server in memory and a clock that stands still, with everything that happened in its order. */
import { afterEach, beforeEach } from 'vitest';
import type { ActionProgress } from '#contract/domain/action';
import type { Result } from '#contract/result';
import type { VerbRequest } from '#contract/verbs/definition';
import { createDoor, type Door } from '#main/services/actions/door';
import type { AuditEntry } from '#main/services/ports';
import { createFakeClock, createRecordingEvents } from '#test/support/ports';
import { createFakeApi, type FakeApi } from './fake-api.ts';

export const sender = { serverId: 'server', windowId: 1 };
export const room = 'hall';

export interface DoorStage {
  api: FakeApi;
  clock: ReturnType<typeof createFakeClock>;
  door: Door;
  /** What happened, in its order: rows, writes and steps. */
  story: string[];
  rows: (AuditEntry & { phase: string })[];
  /** What the outside does; to be set by a test. */
  outside: { failsIntent: boolean; failsOutcome: boolean; isConfirmed: boolean; answersAfterMs: number };
  /** What main has asked the moderator. */
  questions: string[];
  /** What the windows were told over one channel. */
  told(channel: string): unknown[];
  steps(actionId: string): ActionProgress[];
  lastStep(actionId: string): ActionProgress;
  /** Lets everything that is ready happen, moving the clock by `ms` in small steps. */
  pass(ms?: number): Promise<void>;
  /** Plans and runs, then lets so much time pass. Returns the action's id. */
  run(request: VerbRequest, passMs?: number): Promise<string>;
}

/** For a file of tests: a door of its own for each of them, closed when it is over. */
export function openDoorForEach(): DoorStage {
  const stage = {} as DoorStage;
  beforeEach(() => void Object.assign(stage, openDoor()));
  afterEach(() => stage.door.dispose());
  return stage;
}

function openDoor(): DoorStage {
  const api = createFakeApi();
  const clock = createFakeClock();
  const story: string[] = [];
  const rows: DoorStage['rows'] = [];
  const outside = { failsIntent: false, failsOutcome: false, isConfirmed: false, answersAfterMs: 0 };
  const questions: string[] = [];
  const recorded = createRecordingEvents();
  api.onCall = (name) => {
    if (/^(update|create|delete|remove)/.test(name)) story.push(`write ${name}`);
    return undefined;
  };
  const append = (phase: 'intent' | 'outcome') => async (entry: AuditEntry) => {
    await Promise.resolve();
    if (phase === 'intent' ? outside.failsIntent : outside.failsOutcome) throw new Error('disk full');
    rows.push({ ...entry, phase });
    story.push(`row ${phase} ${entry.outcome}`.trim());
  };
  const door = createDoor({
    findApi: async () => ({ ok: true, value: api }),
    audit: { appendIntent: append('intent'), appendOutcome: append('outcome') },
    events: {
      ...recorded,
      toServer(serverId, channel, payload) {
        recorded.toServer(serverId, channel, payload);
        if (channel === 'actions:progress') story.push(`step ${(payload as ActionProgress).step}`);
      },
    },
    clock,
    async confirm({ detail }) {
      questions.push(detail);
      clock.advance(outside.answersAfterMs);
      return outside.isConfirmed;
    },
    nameServer: () => 'Test',
  });

  function steps(actionId: string): ActionProgress[] {
    return recorded.sent
      .filter(({ channel }) => channel === 'actions:progress')
      .map(({ payload }) => payload as ActionProgress)
      .filter((progress) => progress.actionId === actionId);
  }

  async function pass(ms = 0): Promise<void> {
    for (let passedMs = 0; ; passedMs += 50) {
      for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
      if (passedMs >= ms) return;
      clock.advance(50);
    }
  }

  return {
    api,
    clock,
    door,
    story,
    rows,
    outside,
    questions,
    told: (channel) => recorded.sent.filter((sent) => sent.channel === channel).map(({ payload }) => payload),
    steps,
    pass,
    lastStep(actionId) {
      const last = steps(actionId).at(-1);
      if (!last) throw new Error('no step');
      return last;
    },
    async run(request, passMs = 100) {
      const plan = get(await door.plan(sender, request));
      const { actionId } = get(await door.run(sender, plan.planId, 'because'));
      await pass(passMs);
      return actionId;
    },
  };
}

/** The value of a Result that must be a success. */
export function get<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

export function setMetadata(metadata: string, base = 'old'): VerbRequest {
  return { verb: 'participant.set-metadata', room, parameters: { identity: 'ada', metadata, base } };
}
