/** What differs between two looks at a room. Pure. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';

export interface RoomDelta {
  changed: ParticipantFacts[];
  gone: string[];
}

/** People of `after` who are new or differ, and identities that only `before` has. */
export function compareRoom(
  before: ReadonlyMap<string, ParticipantFacts>,
  after: ReadonlyMap<string, ParticipantFacts>,
): RoomDelta {
  const changed: ParticipantFacts[] = [];
  for (const [identity, person] of after) {
    const known = before.get(identity);
    if (!known || known.version !== person.version || !isEqualPlain(known, person)) changed.push(person);
  }
  return { changed, gone: [...before.keys()].filter((identity) => !after.has(identity)) };
}

/** Deep equality of JSON-plain values. */
function isEqualPlain(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) && isEqualPlain((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
