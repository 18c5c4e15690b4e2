/** Whom a change of many is meant for: all who are marked, but those who are left out unless ticked, and those who are gone. Pure. */
import type { ColumnTable, RowList } from '#renderer/table/types.ts';
import type { Exemption } from '../marked-people.ts';
import { createRowReader } from './read-row.ts';

export interface LeftOut {
  identity: string;
  /** Why, in words: `protected, agent`. */
  reason: string;
  /** False for who is not there: nothing can be done to them. */
  isTickable: boolean;
}

export interface Targets {
  /** In order of marking. */
  identities: readonly string[];
  leftOut: readonly LeftOut[];
}

/** @param ticked identities that are taken in all the same */
export function chooseTargets(
  table: ColumnTable,
  rows: RowList,
  exemptions: readonly Exemption[],
  ticked: ReadonlySet<string>,
  isAbsent?: (column: string) => boolean,
): Targets {
  const identities: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const row of rows) {
    const identity = table.keyOf(row);
    if (!table.has(row) || table.read(row, 'state') === 'left') {
      leftOut.push({ identity, reason: 'not here: left the room', isTickable: false });
      continue;
    }
    const read = createRowReader(table, row, isAbsent);
    const reasons = exemptions
      .filter(({ reason, isExempt }) => reason !== undefined && isExempt(read))
      .map(({ reason }) => reason);
    if (reasons.length > 0) leftOut.push({ identity, reason: reasons.join(', '), isTickable: true });
    if (reasons.length === 0 || ticked.has(identity)) identities.push(identity);
  }
  return { identities, leftOut };
}

/** Whom a plan would change though they are left out by now: what was no reason when it was made has become one. */
export function findOutSince(planned: readonly string[], { identities, leftOut }: Targets): readonly string[] {
  const taken = new Set(identities);
  const out = new Set(leftOut.filter(({ isTickable }) => isTickable).map(({ identity }) => identity));
  return planned.filter((identity) => out.has(identity) && !taken.has(identity));
}
