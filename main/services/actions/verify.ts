/** Looks for the effect of a write by reading it back in main. The server's reply to the write counts for nothing here. */
import type { VerbId } from '#contract/domain/verb-id';
import type { GavelError } from '#contract/result';
import type { VerbParameters } from '#contract/schemas/verbs';
import type { Applied, Observation, VerbDefinition } from '#contract/verbs/definition';
import type { Clock } from '../ports.ts';
import type { Executor, Place } from './executors/executor.ts';
import { paceLooks } from './wait.ts';

/** What all looks together found; an error if not one of them succeeded. */
export type Finding = { observation: Observation } | { error: GavelError };

export interface Look<Verb extends VerbId> {
  clock: Clock;
  place: Place;
  definition: VerbDefinition<Verb>;
  executor: Executor<Verb>;
  parameters: VerbParameters[Verb];
  applied: Applied<Verb>;
  signal: AbortSignal;
}

/** A write that left no trace after this long will leave none. */
const noTraceMs = 3_000;

/** Looks again and again until the effect is there, something else is, or the executor's time is over (3 s as a rule). */
export async function verify<Verb extends VerbId>(look: Look<Verb>): Promise<Finding> {
  const { clock, place, definition, executor, applied, signal } = look;
  let finding: Finding = { error: { code: 'cancelled', message: 'The effect was not looked for.' } };
  let hasInsisted = false;
  for await (const lookMs of paceLooks(clock, executor.looksMs, signal)) {
    const state = await executor.read(place, look.parameters, { signal });
    // A look that was called off is no proof that nothing happened.
    if (signal.aborted)
      return { error: { code: 'cancelled', message: 'The app was closed before the effect was seen.' } };
    if (!state.ok) {
      if (!('observation' in finding)) finding = { error: state.error };
      continue;
    }
    const observation = definition.observe(applied, state.value);
    const isSameAsBefore = 'observation' in finding && finding.observation.current === observation.current;
    finding = { observation };
    if (observation.kind === 'seen' || observation.kind === 'gone') break;
    if (observation.kind === 'unchanged' && lookMs >= noTraceMs) break;
    // Something else twice in a row is another writer's value; an executor that insists has reason to wait longer.
    if (observation.kind === 'different' && isSameAsBefore && !executor.insist) break;
    if (executor.insist && !hasInsisted && lookMs >= executor.insist.afterMs) {
      hasInsisted = true;
      await executor.insist.act(place, applied, state.value, { signal });
    }
  }
  return finding;
}

/** When a seen change is looked at again, in ms since it was seen. */
const watchLooksMs = [1_000, 2_500, 5_000];

/** Watches a seen change for 5 s more. Resolves with what is there instead, or undefined if it stayed or its target stayed away. */
export async function watchForDrift<Verb extends VerbId>(look: Look<Verb>): Promise<Observation | undefined> {
  const { clock, place, definition, executor, applied, signal } = look;
  for await (const _lookMs of paceLooks(clock, watchLooksMs, signal)) {
    if (signal.aborted) return undefined;
    const state = await executor.read(place, look.parameters, { signal, lane: 'sweep' });
    if (signal.aborted) return undefined;
    if (!state.ok) continue;
    const observation = definition.observe(applied, state.value);
    // Who left may come back with what the app gave them, which undoes the change.
    if (observation.kind !== 'seen' && observation.kind !== 'gone') return observation;
  }
  return undefined;
}
