/**
 * Runs one planned action: read again, write, look for the effect, record, then watch it. It tells each step and
 * decides nothing about who may ask; that is the door's.
 */
import type { ActionProgress, ActionStep } from '#contract/domain/action';
import type { VerbId } from '#contract/domain/verb-id';
import type { ErrorCode, GavelError } from '#contract/result';
import type { VerbParameters } from '#contract/schemas/verbs';
import type { Applied, ExactWrite, Inverse, Planned, VerbStates } from '#contract/verbs/definition';
import { explain } from '#contract/verbs/definition';
import { findVerb } from '#contract/verbs/registry';
import type { CallTrace } from '../livekit-api/livekit-api.ts';
import type { Place } from './executors/executor.ts';
import { findExecutor } from './executors/registry.ts';
import type { AuditEntry } from '../ports.ts';
import type { DoorDeps } from './ports.ts';
import type { Look } from './verify.ts';
import { verify, watchForDrift } from './verify.ts';
import type { WriterQueue } from './writer-queue.ts';

/** One action on one target, as it was planned. */
export interface Order<Verb extends VerbId> {
  actionId: string;
  /** When the moderator asked for it, epoch ms; what they are told is counted from here. */
  askedAtMs: number;
  serverId: string;
  serverName: string;
  place: Place;
  verb: Verb;
  parameters: VerbParameters[Verb];
  exact?: ExactWrite<Verb> | undefined;
  reason: string;
  planned: Planned<Verb>;
  /** Sid of the room that it was planned for, where the verb is about the room. */
  anchor: string;
  /** For one of many. */
  bulk?: BulkMember<Verb> | undefined;
}

/** What an order has of its own as one of many. */
export interface BulkMember<Verb extends VerbId> {
  bulkId: string;
  /** Aborted when the moderator stops the run: what is not sent by then is not sent. */
  callOff: AbortSignal;
  /** Told once how the server answered: the fault of the read, or of the write, undefined where it took it. */
  onAnswer(error: GavelError | undefined): void;
  /** Why the target is not who was planned for; undefined where it is. */
  findStranger(state: VerbStates[Verb]): GavelError | undefined;
}

export interface Runner {
  deps: DoorDeps;
  queue: WriterQueue;
  /** Ends everything when the door closes. */
  signal: AbortSignal;
  /** Takes these names over, ending the watches that others have on any of them. */
  takeOverWatch(serverId: string, room: string, names: string[]): Watch;
  keepInverse(order: { actionId: string; serverId: string; room: string }, inverse: Inverse): void;
  dropInverse(actionId: string): void;
}

/** The right to watch; the signal ends when a later action takes it over. */
export interface Watch {
  signal: AbortSignal;
  release(): void;
}

/** After these nobody knows whether the server did it: the effect is looked for all the same. */
const uncertainCodes: ReadonlySet<ErrorCode> = new Set([
  'timed_out',
  'unreachable',
  'unavailable',
  'server_failed',
  'cancelled',
  'payload_too_large',
]);

interface Ending {
  step: ActionStep;
  error?: GavelError | undefined;
  current?: string | undefined;
}

/** The row of the record for an order as it was planned; what an ending adds is laid over it. */
export function describeIntent<Verb extends VerbId>(order: Order<Verb>, planned = order.planned): AuditEntry {
  return {
    actionId: order.actionId,
    serverId: order.serverId,
    serverName: order.serverName,
    verb: order.verb,
    room: order.place.room,
    target: planned.target.target,
    reason: order.reason,
    before: planned.record?.before ?? planned.target.before,
    after: planned.record?.after ?? planned.target.after,
    outcome: '',
    code: '',
    message: '',
    tookMs: 0,
    requestId: '',
  };
}

/** Tells one step of an order to the server's windows. */
export function tellProgress<Verb extends VerbId>(
  deps: DoorDeps,
  order: Order<Verb>,
  step: ActionStep,
  more: Partial<ActionProgress> = {},
): void {
  const atMs = deps.clock.now();
  deps.events.toServer(order.serverId, 'actions:progress', {
    actionId: order.actionId,
    verb: order.verb,
    room: order.place.room,
    target: order.planned.target.target,
    fields: order.planned.fields,
    step,
    atMs,
    tookMs: Math.max(0, atMs - order.askedAtMs),
    requestId: '',
    before: order.planned.target.before,
    after: order.planned.target.after,
    isUndoable: false,
    ...(order.bulk ? { bulkId: order.bulk.bulkId } : {}),
    ...more,
  });
}

/** Runs an order to its end, the watch included. Never rejects. @param onEnded called once its outcome is told */
export async function runAction<Verb extends VerbId>(
  runner: Runner,
  order: Order<Verb>,
  onEnded: () => void = () => undefined,
): Promise<void> {
  const executor = findExecutor(order.verb);
  const writer = [order.serverId, order.place.room, executor.nameWriter(order.parameters)].join('\n');
  try {
    const seen = await runner.queue.enter(writer, () => writeAndVerify(runner, order));
    onEnded();
    if (!seen) return;
    const { look, planned, trace, more } = seen;
    const watch = runner.takeOverWatch(order.serverId, order.place.room, executor.nameWatched(look.applied));
    const drift = await watchForDrift({ ...look, signal: watch.signal });
    watch.release();
    if (!drift) return;
    if (order.bulk) {
      // A run is taken back as a whole, as what its report counts; nobody is asked about each.
      runner.dropInverse(order.actionId);
      more.isUndoable = false;
    }
    await end(runner.deps, order, planned, { step: 'drifted', current: drift.current }, trace, more);
  } catch {
    // A fault of ours: nobody knows how far it came, and silence would leave the action open for ever.
    const error = explain('internal', 'Something in the app failed while this ran; look at what is there now.');
    await end(runner.deps, order, order.planned, { step: 'effect_unknown', error });
    onEnded();
  }
}

/** A change that was seen, with all that its watch needs. */
interface SeenChange<Verb extends VerbId> {
  look: Look<Verb>;
  planned: Planned<Verb>;
  trace: CallTrace;
  more: Partial<ActionProgress>;
}

/** Everything that one writer must have for itself. Resolves with what to watch if the change was seen. */
async function writeAndVerify<Verb extends VerbId>(
  runner: Runner,
  order: Order<Verb>,
): Promise<SeenChange<Verb> | undefined> {
  const { deps, signal } = runner;
  const { place, parameters } = order;
  const definition = findVerb(order.verb);
  const executor = findExecutor(order.verb);

  const state = await executor.read(place, parameters, { signal });
  if (!state.ok) {
    order.bulk?.onAnswer(state.error);
    return end(deps, order, order.planned, { step: 'refused', error: state.error });
  }
  const planned = definition.plan(parameters, state.value, order.exact);
  const obstacle =
    findBulkObstacle(order, state.value) ?? findObstacle(order, planned, definition.readAnchor(state.value));
  if (obstacle || !planned.write) {
    return end(deps, order, planned, obstacle ?? { step: 'skipped' });
  }

  const { before, after } = planned.target;
  const told = { before, after, fields: planned.fields };
  const applied: Applied<Verb> = { parameters, before: state.value, write: planned.write };
  // What an earlier action left behind is about to change by our own hand: that is no drift.
  runner.takeOverWatch(order.serverId, place.room, executor.nameWatched(applied)).release();
  let sentAtMs = deps.clock.now();
  const answer = await executor.send(place, planned.write, {
    signal,
    waitSignal: order.bulk?.callOff,
    // It may wait for its lane: sent is what has gone out.
    onSent() {
      sentAtMs = deps.clock.now();
      tellProgress(deps, order, 'sent', told);
    },
  });
  applied.answeredAtMs = deps.clock.now();
  const { requestId } = answer.call;
  if (!answer.ok && answer.error.code === 'cancelled' && requestId === '' && order.bulk?.callOff.aborted) {
    return end(deps, order, planned, notSent);
  }
  deps.onAnswered?.(order.serverId, order.verb, answer.ok ? undefined : answer.error);
  order.bulk?.onAnswer(answer.ok ? undefined : answer.error);
  if (!answer.ok && !uncertainCodes.has(answer.error.code)) {
    return end(deps, order, planned, { step: 'refused', error: answer.error }, answer.call);
  }
  if (answer.ok) {
    if (answer.value.createdId !== undefined) applied.createdId = answer.value.createdId;
    tellProgress(deps, order, 'accepted', { ...told, requestId });
  }
  if (executor.touchesDispatches) deps.onDispatchesTouched?.(order.serverId, place.room);

  const look: Look<Verb> = { clock: deps.clock, place, definition, executor, parameters, applied, signal };
  const finding = await verify(look);
  if ('observation' in finding && finding.observation.createdId !== undefined) {
    applied.createdId ??= finding.observation.createdId;
  }
  const failure = answer.ok ? undefined : answer.error;
  const ending = judge(finding, failure, planned.target.target, executor.insist !== undefined);
  if (executor.touchesDispatches) deps.onDispatchesTouched?.(order.serverId, place.room);

  const inverse = ending.step === 'seen' ? definition.invert(applied) : null;
  if (inverse) runner.keepInverse({ actionId: order.actionId, serverId: order.serverId, room: place.room }, inverse);
  const trace = { requestId, tookMs: deps.clock.now() - sentAtMs };
  const more: Partial<ActionProgress> = { isUndoable: inverse !== null };
  if (applied.createdId !== undefined) more.createdId = applied.createdId;
  await end(deps, order, planned, ending, trace, more);
  return ending.step === 'seen' ? { look, planned, trace, more } : undefined;
}

const notSent: Ending = {
  step: 'skipped',
  error: explain('cancelled', 'It was stopped before this one was sent.'),
};

/** What keeps one of many from being run, beside what keeps anything. */
function findBulkObstacle<Verb extends VerbId>({ bulk }: Order<Verb>, state: VerbStates[Verb]): Ending | undefined {
  if (bulk?.callOff.aborted) return notSent;
  const error = bulk?.findStranger(state);
  return error && { step: 'refused', error };
}

/** What keeps a fresh plan from being run; the plan that the moderator saw may not hold any more. */
function findObstacle<Verb extends VerbId>(
  order: Order<Verb>,
  planned: Planned<Verb>,
  anchor: string,
): Ending | undefined {
  const { target } = planned;
  switch (target.disposition) {
    case 'conflict':
      return {
        step: 'refused',
        current: target.before,
        error: explain('conflict', 'Somebody else changed it in the meantime; nothing was written.', {
          currentValue: target.before,
          cure: 'Keep yours, take theirs, or merge the two.',
        }),
      };
    case 'already':
    case 'skip':
      return { step: 'skipped', current: target.before };
    case 'refuse':
      return {
        step: 'refused',
        error: target.error ?? explain('unsupported', 'It cannot be done any more.'),
      };
    case 'change':
      if (anchor === order.anchor) return undefined;
      return {
        step: 'refused',
        error: explain('room_changed', 'The room was closed and made anew since; nothing was written.', {
          cure: 'Look at the new room and plan again.',
        }),
      };
    default:
      return target.disposition satisfies never;
  }
}

/**
 * The step that a finding amounts to. `failure`: what the server or the way to it said to the write itself.
 * `isInStages`: what is neither old nor new is no other writer's value but a half-done effect.
 */
function judge(
  finding: { observation: { kind: string; current: string } } | { error: GavelError },
  failure: GavelError | undefined,
  target: string,
  isInStages: boolean,
): Ending {
  if ('error' in finding) return { step: 'effect_unknown', error: failure ?? finding.error };
  const { kind, current } = finding.observation;
  if (kind === 'seen') return { step: 'seen' };
  if (kind === 'gone') {
    return {
      step: 'effect_unknown',
      error: explain('not_found', `${target} was gone before the change could be seen.`),
    };
  }
  if (kind === 'different' && !isInStages) return { step: 'drifted', current };
  if (failure) return { step: 'refused', error: failure, current };
  return {
    step: 'refused',
    current,
    error: explain(
      'no_effect',
      `The server accepted it, but ${kind === 'different' ? 'only a part of it took effect' : 'nothing changed'}.`,
      {
        currentValue: current,
        likelyCause: 'The server or something on the way to it dropped the change.',
        cure: 'Try again; if it stays so, look at the server’s log with the request id.',
      },
    ),
  };
}

/**
 * Records how an order ended, then tells it: no result is shown before its record is durable. The record has the time
 * since the write was sent, the windows are told the time since the moderator asked.
 */
async function end<Verb extends VerbId>(
  deps: DoorDeps,
  order: Order<Verb>,
  planned: Planned<Verb>,
  ending: Ending,
  trace: CallTrace = { requestId: '', tookMs: 0 },
  more: Partial<ActionProgress> = {},
): Promise<undefined> {
  let { error } = ending;
  try {
    await deps.audit.appendOutcome({
      ...describeIntent(order, planned),
      outcome: ending.step,
      code: error?.code ?? '',
      message: error?.message ?? '',
      tookMs: trace.tookMs,
      requestId: trace.requestId,
    });
  } catch {
    error ??= explain('not_saved', 'The result could not be written to the record.', {
      cure: 'Look at the space on this computer’s disk; the intent was recorded.',
    });
  }
  const { before, after } = planned.target;
  const progress: Partial<ActionProgress> = {
    before,
    after,
    fields: planned.fields,
    requestId: trace.requestId,
    ...more,
  };
  if (error) progress.error = error;
  if (ending.current !== undefined) progress.current = ending.current;
  tellProgress(deps, order, ending.step, progress);
  return undefined;
}
