/**
 * Plans for many and their paced runs. Each target goes the door's one way, with its own intent and outcome in the record;
 * here are only how many at a time, how it is stopped, and how all of it is taken back.
 */
import { randomUUID } from 'node:crypto';
import type { Plan } from '#contract/domain/action';
import type { GavelError, Result } from '#contract/result';
import { fail, succeed } from '#contract/result';
import type { ManyRequest, ManyVerb } from '#contract/schemas/verbs';
import type { Inverse, VerbDefinition } from '#contract/verbs/definition';
import { explain } from '#contract/verbs/definition';
import { isWeighty, planMany, wishForOne, type ManyWish, type PlannedMany } from '#contract/verbs/plan-many';
import { findVerb } from '#contract/verbs/registry';
import { createBulkApi } from '../livekit-api/bulk-api.ts';
import { createBrake, type Brake } from './brake.ts';
import type { PlanStore } from './plan-store.ts';
import type { DoorDeps, DoorSender } from './ports.ts';
import { tellProgress, type Order } from './run-action.ts';

/** Above so many people in the room each write costs the server more, for all of them are told of it. */
const crowdedFrom = 300;
const atOnce = { usual: 8, crowded: 4 };
/** Runs that can be taken back as a whole. */
const maxRuns = 50;

export interface BulkDeps {
  deps: DoorDeps;
  plans: PlanStore;
  /** Ends everything when the door closes. */
  signal: AbortSignal;
  /** The door's way for one order: its intent is recorded, then it runs; `ended` resolves when its outcome is told. */
  begin<Verb extends ManyVerb>(order: Order<Verb>): Promise<Result<{ ended: Promise<void> }>>;
  /** The way back of an action that was seen. */
  findInverse(actionId: string): Inverse | undefined;
  /** The door waits for this before it is closed. */
  track(task: Promise<void>): void;
}

export interface Bulk {
  plan(sender: DoorSender, request: ManyRequest): Promise<Result<Plan>>;
  /** Undefined for what is no run of many of this server. */
  planUndo(sender: DoorSender, bulkId: string): Promise<Result<Plan>> | undefined;
  cancel(sender: DoorSender, bulkId: string): Result<null>;
}

interface Run {
  serverId: string;
  room: string;
  actionIds: readonly string[];
  callOff: AbortController;
}

/** Why a run ended by itself, once it has. */
interface Stopped {
  error?: GavelError;
}

export function createBulk({ deps, plans, signal, begin, findInverse, track }: BulkDeps): Bulk {
  const runs = new Map<string, Run>();

  /** @param listWishes given who is in the room now */
  async function keepPlan<Verb extends ManyVerb>(
    sender: DoorSender,
    room: string,
    verb: Verb,
    listWishes: (people: ReadonlyMap<string, PersonFacts>) => readonly ManyWish<Verb>[],
  ): Promise<Result<Plan>> {
    const api = await deps.findApi(sender.serverId);
    if (!api.ok) return api;
    const list = await api.value.listParticipants(room, { signal });
    if (!list.ok) return { ok: false, error: list.error };
    const people = new Map(list.value.map((person) => [person.identity, person]));
    const definition: VerbDefinition<Verb> = findVerb(verb);
    // SECURITY: frozen here; whoever joins afterwards is no target, and nothing that happens to the request reaches the run.
    const many = planMany(definition, structuredClone(listWishes(people)), people);
    const draft: Omit<Plan, 'planId' | 'expiresAtMs'> = {
      verb,
      room,
      targets: many.members.map(({ planned }) => planned.target),
      warnings: many.warnings,
      reversibility: many.reversibility,
      isConfirmedByMain: isWeighty(definition, many),
    };
    const pace = people.size > crowdedFrom ? atOnce.crowded : atOnce.usual;
    const heldUntilMs = (): number => deps.heldUntilMs?.(sender.serverId) ?? 0;
    const place = {
      api: createBulkApi(api.value, { clock: deps.clock, signal, heldUntilMs }),
      room,
      clock: deps.clock,
    };
    const plan = plans.keep('many', sender, draft, async ({ planId, isConfirmedByMain, expiresAtMs }, reason) => {
      if (isConfirmedByMain) {
        if (!(await ask(sender, room, definition, many))) {
          return fail('declined', 'It was not confirmed; nothing was sent.');
        }
        if (deps.clock.now() >= expiresAtMs) {
          return fail('plan_expired', 'The answer came when the plan was too old to be run; nothing was sent.', {
            cure: 'Plan it again; what is there may have changed.',
          });
        }
      }
      const askedAtMs = deps.clock.now();
      const serverName = await deps.nameServer(sender.serverId);
      const callOff = new AbortController();
      const stopped: Stopped = {};
      const brake = createBrake({
        clock: deps.clock,
        heldUntilMs,
        signal: AbortSignal.any([signal, callOff.signal]),
        giveUp(error) {
          if (callOff.signal.aborted) return;
          stopped.error = error;
          callOff.abort();
        },
      });
      const orders = many.members
        .filter(({ planned }) => planned.target.disposition === 'change')
        .map(({ parameters, exact, sid, planned }): Order<Verb> => ({
          actionId: randomUUID(),
          askedAtMs,
          serverId: sender.serverId,
          serverName,
          place,
          verb,
          parameters,
          exact,
          reason,
          planned,
          anchor: '',
          bulk: {
            bulkId: planId,
            callOff: callOff.signal,
            onAnswer: brake.note,
            findStranger: (person) =>
              person && person.sid !== sid
                ? explain('conflict', `${parameters.identity} came back in a new session since the plan.`, {
                    cure: 'Look at them and plan again; nothing was written.',
                  })
                : undefined,
          },
        }));
      keepRun(planId, { serverId: sender.serverId, room, actionIds: orders.map(({ actionId }) => actionId), callOff });
      track(runPaced(planId, orders, pace, { brake, callOff: callOff.signal, stopped }));
      return succeed({ actionId: planId });
    });
    return succeed(plan);
  }

  async function runPaced<Verb extends ManyVerb>(
    bulkId: string,
    orders: readonly Order<Verb>[],
    pace: number,
    { brake, callOff, stopped }: { brake: Brake; callOff: AbortSignal; stopped: Stopped },
  ): Promise<void> {
    let next = 0;
    async function work(): Promise<void> {
      while (true) {
        await brake.hold();
        if (callOff.aborted || signal.aborted) return;
        const order = orders[next++];
        if (!order) return;
        const begun = await begin(order);
        if (begun.ok) await begun.value.ended;
        else tellProgress(deps, order, 'refused', { error: begun.error });
      }
    }
    await Promise.all(Array.from({ length: pace }, work));
    const [first] = orders;
    if (!first) return;
    const end = { bulkId, isCancelled: callOff.aborted, ...stopped, atMs: deps.clock.now() };
    deps.events.toServer(first.serverId, 'actions:bulk-ended', end);
  }

  function keepRun(bulkId: string, run: Run): void {
    runs.set(bulkId, run);
    for (const oldest of runs.keys()) {
      if (runs.size <= maxRuns) break;
      runs.delete(oldest);
    }
  }

  function ask<Verb extends ManyVerb>(
    { serverId }: DoorSender,
    room: string,
    { label }: VerbDefinition<Verb>,
    { members, warnings }: PlannedMany<Verb>,
  ): Promise<boolean> {
    const changing = members.filter(({ planned }) => planned.target.disposition === 'change');
    const counts = new Map<string, number>();
    for (const { planned } of changing) {
      const what = `${planned.fields.join(', ')} → ${planned.target.after}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const most = [...counts].toSorted(([, one], [, other]) => other - one);
    const whats = most.map(([what, count]) => (most.length === 1 ? what : `${count} of ${changing.length}: ${what}`));
    return deps.confirm({
      title: `${label}: ${changing.length} people in “${spell(room)}”`,
      detail: [...spellSome(whats), ...spellSome(warnings)].join('\n'),
      confirmLabel: label,
      serverId,
    });
  }

  return {
    plan: (sender, request) =>
      keepPlan(sender, request.room, request.verb, (people) =>
        request.identities.map((identity) => ({
          parameters: wishForOne(request, identity, people.get(identity) ?? null),
        })),
      ),

    planUndo(sender, bulkId) {
      const run = runs.get(bulkId);
      // SECURITY: a run of another server is answered like one that never was.
      if (!run || run.serverId !== sender.serverId) return undefined;
      const inverses = run.actionIds.map(findInverse).filter((inverse) => inverse !== undefined);
      const wishes = inverses.map(({ parameters, exact }) => ({ parameters, exact })) as ManyWish<ManyVerb>[];
      const verb = inverses[0]?.verb as ManyVerb | undefined;
      if (!verb)
        return Promise.resolve(fail('plan_unknown', 'Nothing of it was seen, so there is nothing to take back.'));
      return keepPlan(sender, run.room, verb, () => wishes);
    },

    cancel(sender, bulkId) {
      const run = runs.get(bulkId);
      if (!run || run.serverId !== sender.serverId) return fail('plan_unknown', 'There is no such run.');
      run.callOff.abort();
      return succeed(null);
    },
  };
}

type PersonFacts = Parameters<typeof wishForOne>[2] & object;

const spelledCharacters = 300;
const spelledLines = 5;

/** The first few, and how many more there are. */
function spellSome(texts: readonly string[]): string[] {
  const lines = texts.slice(0, spelledLines).map(spell);
  return texts.length > lines.length ? [...lines, `and ${texts.length - lines.length} more`] : lines;
}

/** A text from a room as it may stand in a dialog of the system: bounded, on one line, in one direction. */
function spell(text: string): string {
  const safe = text.replaceAll(/\p{C}+/gu, '�');
  return safe.length > spelledCharacters ? `${safe.slice(0, spelledCharacters)}…` : safe;
}
