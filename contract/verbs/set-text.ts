/** The rules that every single text value shares: what is a conflict, what is done already, what a read shows. */
import { mergeThreeWay } from '#contract/merge';
import type { PlanTarget } from '#contract/domain/action';
import type { VerbId } from '#contract/domain/verb-id';
import type { Observation, Planned } from '#contract/verbs/definition';
import { leaveAsIs } from '#contract/verbs/definition';

/** What a text is to be, where the draft started from, and what is there. */
export interface TextWish {
  target: string;
  field: string;
  base: string;
  mine: string;
  theirs: string;
}

/** The plan for a text that is as wished already or that somebody else has changed; undefined if it can be written. */
export function settleText<Verb extends VerbId>(wish: TextWish): Planned<Verb> | undefined {
  const { target, field, base, mine, theirs } = wish;
  if (mine === theirs) return leaveAsIs(target, [field], theirs);
  if (base === theirs) return undefined;
  const merge = mergeThreeWay(base, mine, theirs);
  const conflict: NonNullable<PlanTarget['conflict']> = { base, theirs, mine };
  if (merge.isMerged) conflict.merged = merge.text;
  return {
    target: { target, disposition: 'conflict', before: theirs, after: mine, conflict },
    fields: [field],
    warnings: [],
    reversibility: 'none',
  };
}

/** Compares a read with the value before and the value written. */
export function observeText(before: string, written: string, now: string): Observation {
  if (now === written) return { kind: 'seen', current: now };
  return { kind: now === before ? 'unchanged' : 'different', current: now };
}
