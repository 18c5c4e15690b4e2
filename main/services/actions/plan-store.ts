/** Keeps plans until they are used or too old. SECURITY: what a run does was frozen here, in main, at plan. */
import { randomUUID } from 'node:crypto';
import type { Plan } from '#contract/domain/action';
import type { Result } from '#contract/result';
import { fail, succeed } from '#contract/result';
import type { Clock } from '../ports.ts';
import type { DoorSender } from './ports.ts';

export const planLifeMs = 60_000;
/** Open plans of all windows together; beyond it the oldest goes. */
const maxPlans = 50;
/** A timer may be early by the clock that a plan's age is read from. */
const tidyGraceMs = 1_000;
/** How long it is remembered that a plan was used or ran out. */
const memoryMs = 600_000;

/** A plan and the only thing that can be done with it. */
export interface StoredPlan {
  plan: Plan;
  run(reason: string): Promise<Result<{ actionId: string }>>;
}

export interface PlanStore {
  /**
   * Names a plan, gives it its end and keeps it for this window.
   * @param reach a plan for many takes the place of the window's last one that is open: it holds values of thousands
   */
  keep(
    reach: 'one' | 'many',
    sender: DoorSender,
    plan: Omit<Plan, 'planId' | 'expiresAtMs'>,
    run: (plan: Plan, reason: string) => Promise<Result<{ actionId: string }>>,
  ): Plan;
  /** Hands a plan out once, to the window it was made for. */
  take(sender: DoorSender, planId: string): Result<StoredPlan>;
}

export function createPlanStore(clock: Clock): PlanStore {
  const open = new Map<string, StoredPlan & { sender: DoorSender; reach: 'one' | 'many' }>();
  const ended = new Map<string, { how: 'plan_used' | 'plan_expired'; forgetAtMs: number }>();

  function end(planId: string, how: 'plan_used' | 'plan_expired'): void {
    open.delete(planId);
    ended.set(planId, { how, forgetAtMs: clock.now() + memoryMs });
  }

  function tidy(): void {
    const now = clock.now();
    for (const [planId, { plan }] of open) {
      // A clock that was set back must not keep a plan: its age is not known any more.
      const leftMs = plan.expiresAtMs - now;
      if (leftMs <= 0 || leftMs > planLifeMs) end(planId, 'plan_expired');
    }
    for (const [planId, { forgetAtMs }] of ended) if (forgetAtMs <= now) ended.delete(planId);
    for (const planId of open.keys()) {
      if (open.size <= maxPlans) break;
      end(planId, 'plan_expired');
    }
  }

  return {
    keep(reach, sender, draft, run) {
      for (const [planId, other] of open) {
        const isSameWindow = other.sender.serverId === sender.serverId && other.sender.windowId === sender.windowId;
        if (reach === 'many' && other.reach === 'many' && isSameWindow) end(planId, 'plan_expired');
      }
      const plan: Plan = { ...draft, planId: randomUUID(), expiresAtMs: clock.now() + planLifeMs };
      open.set(plan.planId, { plan, sender, reach, run: (reason) => run(plan, reason) });
      tidy();
      clock.after(planLifeMs + tidyGraceMs, tidy);
      return plan;
    },

    take(sender, planId) {
      tidy();
      const how = ended.get(planId)?.how;
      if (how === 'plan_used') return fail(how, 'This plan has been run already.');
      if (how === 'plan_expired') {
        return fail(how, 'This plan is too old to be run.', { cure: 'Plan it again; what is there may have changed.' });
      }
      const stored = open.get(planId);
      if (!stored) return fail('plan_unknown', 'There is no such plan.');
      // SECURITY: a window cannot run what was shown to and meant by another.
      if (stored.sender.serverId !== sender.serverId || stored.sender.windowId !== sender.windowId) {
        return fail('plan_foreign', 'This plan was made in another window.');
      }
      end(planId, 'plan_used');
      return succeed(stored);
    },
  };
}
