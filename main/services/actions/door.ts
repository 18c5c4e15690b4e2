/**
 * The door: the one way in which a moderator changes anything on a server. It plans on fresh state, freezes what was
 * planned, and runs each plan once, for the window it was made for. What a verb means is in contract/verbs.
 */
import { randomUUID } from 'node:crypto';
import type { Plan } from '#contract/domain/action';
import type { VerbId } from '#contract/domain/verb-id';
import type { Result } from '#contract/result';
import { fail, succeed } from '#contract/result';
import type { ManyRequest, VerbParameters } from '#contract/schemas/verbs';
import type { ExactWrite, Inverse, VerbRequest } from '#contract/verbs/definition';
import { findVerb } from '#contract/verbs/registry';
import { createBulk } from './bulk.ts';
import type { Place } from './executors/executor.ts';
import { findExecutor } from './executors/registry.ts';
import { createPlanStore } from './plan-store.ts';
import type { DoorDeps, DoorSender } from './ports.ts';
import type { Order, Runner } from './run-action.ts';
import { describeIntent, runAction, tellProgress } from './run-action.ts';
import { createWriterQueue } from './writer-queue.ts';

export interface Door {
  /** Reads fresh and says what a run would do. Nothing is sent. */
  plan(sender: DoorSender, request: VerbRequest): Promise<Result<Plan>>;
  /** One wish for many: reads everybody fresh, once. Its run has the plan's id; who joins after the plan is no target. */
  planMany(sender: DoorSender, request: ManyRequest): Promise<Result<Plan>>;
  /** The plan that takes a seen action or a run of many back; `plan_unknown` if there is none to take back. */
  planUndo(sender: DoorSender, actionId: string): Promise<Result<Plan>>;
  /** Records the intent, then runs. Resolves before the effect is known: `actions:progress` tells the steps. */
  run(sender: DoorSender, planId: string, reason: string): Promise<Result<{ actionId: string }>>;
  /** Stops a run of many: what is under way ends, the rest is not sent. */
  cancel(sender: DoorSender, bulkId: string): Result<null>;
  /** Stops watching and waits until what is under way has been recorded. */
  dispose(): Promise<void>;
}

/** Seen actions that can be taken back: so many, and so many characters of old values in all. */
const maxInverses = 20_000;
const maxInverseCharacters = 32 * 1024 * 1024;

interface Wish<Verb extends VerbId> {
  verb: Verb;
  room: string;
  parameters: VerbParameters[Verb];
  exact?: ExactWrite<Verb>;
}

export function createDoor(deps: DoorDeps): Door {
  const plans = createPlanStore(deps.clock);
  const inverses = new Map<string, { serverId: string; room: string; inverse: Inverse; characters: number }>();
  let inverseCharacters = 0;
  const watches = new Map<string, AbortController>();
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  const runner: Runner = {
    deps,
    queue: createWriterQueue(),
    signal: closing.signal,
    takeOverWatch(serverId, room, names) {
      const own = new AbortController();
      const keys = names.map((name) => [serverId, room, name].join('\n'));
      for (const key of keys) {
        watches.get(key)?.abort();
        watches.set(key, own);
      }
      return {
        signal: AbortSignal.any([own.signal, closing.signal]),
        release: () => keys.forEach((key) => watches.get(key) === own && watches.delete(key)),
      };
    },
    keepInverse({ actionId, serverId, room }, inverse) {
      const characters = JSON.stringify(inverse).length;
      inverses.set(actionId, { serverId, room, inverse, characters });
      inverseCharacters += characters;
      for (const oldest of inverses.keys()) {
        if (inverses.size <= maxInverses && inverseCharacters <= maxInverseCharacters) break;
        dropInverse(oldest);
      }
    },
    dropInverse,
  };
  const bulk = createBulk({
    deps,
    plans,
    signal: closing.signal,
    begin,
    findInverse: (actionId) => inverses.get(actionId)?.inverse,
    track,
  });

  function dropInverse(actionId: string): void {
    inverseCharacters -= inverses.get(actionId)?.characters ?? 0;
    inverses.delete(actionId);
  }

  function track(task: Promise<void>): void {
    const tracked = task.finally(() => running.delete(tracked));
    running.add(tracked);
  }

  async function makePlan<Verb extends VerbId>(sender: DoorSender, wish: Wish<Verb>): Promise<Result<Plan>> {
    const { verb, room, exact } = wish;
    // SECURITY: frozen here; nothing that happens to the request afterwards reaches the run.
    const parameters = structuredClone(wish.parameters);
    const api = await deps.findApi(sender.serverId);
    if (!api.ok) return api;
    const place: Place = { api: api.value, room, clock: deps.clock };
    const definition = findVerb(verb);
    const state = await findExecutor(verb).read(place, parameters, { signal: closing.signal });
    if (!state.ok) return state;
    const planned = definition.plan(parameters, state.value, exact);
    // What is not there has no name of its own.
    planned.target.target ||= room;
    const anchor = definition.readAnchor(state.value);
    const draft: Omit<Plan, 'planId' | 'expiresAtMs'> = {
      verb,
      room,
      targets: [planned.target],
      warnings: planned.warnings,
      reversibility: planned.reversibility,
      isConfirmedByMain: definition.isConfirmedByMain,
    };
    const plan = plans.keep('one', sender, draft, async (frozen, reason) => {
      const askedAtMs = deps.clock.now();
      const serverName = await deps.nameServer(sender.serverId);
      const actionId = randomUUID();
      const { serverId } = sender;
      const order = {
        actionId,
        askedAtMs,
        serverId,
        serverName,
        place,
        verb,
        parameters,
        exact,
        reason,
        planned,
        anchor,
      };
      return start(frozen, order);
    });
    return succeed(plan);
  }

  async function start<Verb extends VerbId>(plan: Plan, order: Order<Verb>): Promise<Result<{ actionId: string }>> {
    const { target } = order.planned;
    if (target.disposition === 'refuse') {
      return target.error ? { ok: false, error: target.error } : fail('unsupported', 'This cannot be done.');
    }
    if (target.disposition === 'conflict') {
      return fail('conflict', 'Somebody else changed it since you began.', { currentValue: target.before });
    }
    if (target.disposition !== 'change') {
      tellProgress(deps, order, 'skipped', { current: target.before });
      return succeed({ actionId: order.actionId });
    }
    if (plan.isConfirmedByMain && !(await askModerator(plan, order))) {
      return fail('declined', 'It was not confirmed; nothing was sent.');
    }
    const begun = await begin(order);
    return begun.ok ? succeed({ actionId: order.actionId }) : begun;
  }

  /** The one way into a run. `ended` resolves when the outcome is told; the watch goes on. */
  async function begin<Verb extends VerbId>(order: Order<Verb>): Promise<Result<{ ended: Promise<void> }>> {
    try {
      await deps.audit.appendIntent(describeIntent(order));
    } catch {
      return fail('internal', 'The intent could not be written to the record, so nothing was sent.', {
        cure: 'Look at the space on this computer’s disk and try again.',
      });
    }
    tellProgress(deps, order, 'queued');
    const ended = new Promise<void>((resolve) => track(runAction(runner, order, resolve)));
    return succeed({ ended });
  }

  function askModerator<Verb extends VerbId>(plan: Plan, order: Order<Verb>): Promise<boolean> {
    const { label } = findVerb(order.verb);
    return deps.confirm({
      title: `${label}: ${order.planned.target.target}`,
      detail: plan.warnings.join('\n'),
      confirmLabel: label,
      serverId: order.serverId,
    });
  }

  return {
    plan: (sender, request) => makePlan(sender, request),

    planMany: (sender, request) => bulk.plan(sender, request),

    async planUndo(sender, actionId) {
      const many = bulk.planUndo(sender, actionId);
      if (many) return many;
      const kept = inverses.get(actionId);
      // SECURITY: an action of another server is answered like one that never was.
      if (!kept || kept.serverId !== sender.serverId) {
        return fail('plan_unknown', 'There is nothing to take back for this action.', {
          likelyCause: 'It was not seen, it cannot be taken back, or the app was restarted since.',
        });
      }
      return makePlan(sender, { room: kept.room, ...kept.inverse });
    },

    async run(sender, planId, reason) {
      const stored = plans.take(sender, planId);
      return stored.ok ? stored.value.run(reason) : stored;
    },

    cancel: (sender, bulkId) => bulk.cancel(sender, bulkId),

    async dispose() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}
