/**
 * One wish for many people: what a verb would do to each of them as they are now. Each is planned by the verb's own rule for
 * one; here is only what comes of many. Pure.
 */
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { ManyRequest, ManyVerb, VerbParameters } from '#contract/schemas/verbs';
import type { ExactWrite, Planned, Reversibility, VerbDefinition } from '#contract/verbs/definition';

/** One of many: their parameters and, on the way back, what exactly was there. */
export interface ManyWish<Verb extends ManyVerb> {
  parameters: VerbParameters[Verb];
  exact?: ExactWrite<Verb> | undefined;
}

export interface PlannedMember<Verb extends ManyVerb> extends ManyWish<Verb> {
  /** Sid of the session that it was planned for; empty where they are not in the room. */
  sid: string;
  planned: Planned<Verb>;
}

export interface PlannedMany<Verb extends ManyVerb> {
  members: PlannedMember<Verb>[];
  /** Each said once, with how many it is about. */
  warnings: string[];
  /** Of the least reversible one that changes. */
  reversibility: Reversibility;
}

/** More than this many changes at once are wide: main asks in a dialog of its own. */
export const wideFromChanges = 50;

/** The wish for one of them. What they have now is the base: only what changes after the plan is a conflict. */
export function wishForOne(
  request: ManyRequest,
  identity: string,
  person: ParticipantFacts | null,
): VerbParameters[ManyVerb] {
  switch (request.verb) {
    case 'participant.set-permission':
      return { identity, ...request.parameters };
    case 'participant.set-attributes': {
      const { changes } = request.parameters;
      const now = Object.entries(person?.attributes ?? {});
      return { identity, changes, base: Object.fromEntries(now.filter(([key]) => Object.hasOwn(changes, key))) };
    }
    default:
      return request satisfies never;
  }
}

/** Plans each of them on what was read; somebody who is named twice is planned once. */
export function planMany<Verb extends ManyVerb>(
  definition: VerbDefinition<Verb>,
  wishes: readonly ManyWish<Verb>[],
  people: ReadonlyMap<string, ParticipantFacts>,
): PlannedMany<Verb> {
  const members = new Map<string, PlannedMember<Verb>>();
  for (const { parameters, exact } of wishes) {
    const { identity } = parameters;
    if (members.has(identity)) continue;
    const person = people.get(identity) ?? null;
    const planned = definition.plan(parameters, person, exact);
    members.set(identity, { parameters, exact, sid: person?.sid ?? '', planned });
  }
  const changing = [...members.values()]
    .map(({ planned }) => planned)
    .filter(({ target }) => target.disposition === 'change');
  return {
    members: [...members.values()],
    warnings: countWarnings(changing.map(({ warnings }) => warnings)),
    reversibility: findLeast(changing.map(({ reversibility }) => reversibility)),
  };
}

/** Whether main asks by itself before so much is changed. */
export function isWeighty<Verb extends ManyVerb>(
  definition: VerbDefinition<Verb>,
  { members, reversibility }: PlannedMany<Verb>,
): boolean {
  const changes = members.filter(({ planned }) => planned.target.disposition === 'change').length;
  return changes > 0 && (definition.isConfirmedByMain || reversibility === 'none' || changes > wideFromChanges);
}

function countWarnings(each: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const warning of each.flat()) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  return [...counts].map(([warning, count]) => `${count} of ${each.length}: ${warning}`);
}

function findLeast(each: readonly Reversibility[]): Reversibility {
  if (each.includes('none')) return 'none';
  return each.includes('partial') ? 'partial' : 'full';
}
