/** The whole door in front of a real server: real API, real clock; only windows and the record's disk are stood in for. */
import type { ActionProgress, Plan } from '#contract/domain/action';
import type { Result } from '#contract/result';
import type { VerbRequest } from '#contract/verbs/definition';
import { createDoor, type Door } from '#main/services/actions/door';
import type { DoorDeps } from '#main/services/actions/ports';
import type { AuditEntry } from '#main/services/ports';
import { createLivekitApi } from '#main/services/livekit-api/create-livekit-api';
import type { LivekitApi } from '#main/services/livekit-api/livekit-api';
import { createRealClock, createRecordingEvents } from '#test/support/ports';
import type { ServerAccess } from '#tools/server-access.ts';
import { waitUntil } from '#tools/wait-until.ts';

export const testSender = { serverId: 'server0server0server0', windowId: 7 };

/** An action under way: its id and every step told so far. */
export interface RunningAction {
  actionId: string;
  plan: Plan;
  steps(): ActionProgress[];
  /** The first step that is an end. */
  ended(): Promise<ActionProgress>;
  /** Waits for one certain step. */
  reached(step: ActionProgress['step'], timeoutMs?: number): Promise<ActionProgress>;
}

export interface DoorOnServer {
  door: Door;
  api: LivekitApi;
  audit: (AuditEntry & { phase: 'intent' | 'outcome' })[];
  /** What the windows were told over one channel. */
  told(channel: string): unknown[];
  plan(request: VerbRequest): Promise<Plan>;
  /** Plans and runs, and fails the test if either is refused. */
  start(request: VerbRequest): Promise<RunningAction>;
  /** Plans, runs and waits for the end. */
  perform(request: VerbRequest): Promise<ActionProgress>;
  runPlan(plan: Plan): Promise<RunningAction>;
  dispose(): Promise<void>;
}

const endings = new Set(['seen', 'refused', 'drifted', 'effect_unknown', 'skipped']);

/** The value of a Result that must be a success. */
export function expectValue<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The API of a server as main uses it, over Node's fetch. */
export function createTestApi(server: ServerAccess): LivekitApi {
  let sequence = 0;
  return createLivekitApi({
    access: {
      serverId: testSender.serverId,
      serverName: 'Test',
      apiOrigin: server.httpUrl,
      signalOrigin: server.url,
      apiKey: server.apiKey,
      apiSecret: server.apiSecret,
      observerMode: 'levels',
    },
    fetch: (url, init) => fetch(url, { ...init, redirect: 'error' }),
    clock: createRealClock(),
    redact: (text) => text,
    nextSequence: () => ++sequence,
    onRequest: () => {},
  });
}

/** A door for one server, or for the proxy in front of it. */
export function createDoorOnServer(
  server: ServerAccess,
  ports: Pick<DoorDeps, 'onDispatchesTouched'> = {},
): DoorOnServer {
  const api = createTestApi(server);
  const events = createRecordingEvents();
  const audit: DoorOnServer['audit'] = [];
  const door = createDoor({
    findApi: async () => ({ ok: true, value: api }),
    audit: {
      appendIntent: async (entry) => void audit.push({ ...entry, phase: 'intent' }),
      appendOutcome: async (entry) => void audit.push({ ...entry, phase: 'outcome' }),
    },
    events,
    clock: createRealClock(),
    confirm: async () => false,
    nameServer: () => 'Test',
    ...ports,
  });

  function stepsOf(actionId: string): ActionProgress[] {
    return events.sent
      .filter(({ channel }) => channel === 'actions:progress')
      .map(({ payload }) => payload as ActionProgress)
      .filter((progress) => progress.actionId === actionId);
  }

  async function plan(request: VerbRequest): Promise<Plan> {
    return expectValue(await door.plan(testSender, request));
  }

  async function runPlan(planned: Plan): Promise<RunningAction> {
    const { actionId } = expectValue(await door.run(testSender, planned.planId, 'a test'));
    const waitFor = (matches: (progress: ActionProgress) => boolean, what: string, timeoutMs?: number) =>
      waitUntil(() => stepsOf(actionId).find(matches), {
        what: `${planned.verb} to be ${what}`,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
    return {
      actionId,
      plan: planned,
      steps: () => stepsOf(actionId),
      ended: () => waitFor(({ step }) => endings.has(step), 'ended'),
      reached: (step, timeoutMs) => waitFor((progress) => progress.step === step, step, timeoutMs),
    };
  }

  async function start(request: VerbRequest): Promise<RunningAction> {
    return runPlan(await plan(request));
  }

  return {
    door,
    api,
    audit,
    told: (channel) => events.sent.filter((sent) => sent.channel === channel).map(({ payload }) => payload),
    plan,
    start,
    runPlan,
    perform: async (request) => (await start(request)).ended(),
    dispose: () => door.dispose(),
  };
}
