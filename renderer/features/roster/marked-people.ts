/** What is marked, in people: who can be acted on, how many the view does not show, who is gone. Pure but for the sets it reads. */
import { claimsToBeConsole } from '#contract/domain/observer';
import type { ParticipantKind } from '#contract/domain/participant-facts';
import type { Protection } from './bulk/protection.ts';
import { createRowReader } from './bulk/read-row.ts';
import type { MarkSet } from '#renderer/table/mark-set.ts';
import type { CellValue, ColumnTable, RowList, TableView } from '#renderer/table/types.ts';

export interface MarkedPeople {
  /** Who is marked and in the room, in order of first sight: whom a verb acts on. */
  identities: readonly string[];
  /** How many are marked, in all. */
  count: number;
  /** How many of them the view does not show: they match no filter, or are gone from the list. */
  notShown: number;
  /** How many of them have left. */
  left: number;
}

/** Some of those who are marked, that can be taken out together. */
export interface Exemption {
  id: string;
  /** After "Leave out": `agents`. */
  label: string;
  /** Why a change of many leaves them out unless ticked; absent for those whom it takes. */
  reason?: string;
  isExempt: (read: (column: string) => CellValue) => boolean;
}

/**
 * @param protection whom this server's moderators protect, and who they are themselves
 * @param nowMs against which a filter measures ages
 */
export function listExemptions(protection: Protection, nowMs = Date.now()): readonly Exemption[] {
  return [
    {
      id: 'protected',
      label: 'protected people',
      reason: 'protected',
      isExempt: (read) => protection.test(read, nowMs) === true,
    },
    {
      id: 'doubtful',
      label: 'people who may be protected',
      reason: 'may be protected: what the filter asks is unknown of them',
      isExempt: (read) => protection.test(read, nowMs) === undefined,
    },
    { id: 'me', label: 'yourself', reason: 'you', isExempt: (read) => protection.own.has(String(read('identity'))) },
    ...usualExemptions,
  ];
}

const usualExemptions: readonly Exemption[] = [
  {
    id: 'agents',
    label: 'agents',
    reason: 'agent',
    isExempt: (read) => read('kind') === 'agent' || read('can.agent') === 'can',
  },
  {
    id: 'recorders',
    label: 'recorders',
    reason: 'recorder',
    isExempt: (read) => read('kind') === 'egress' || read('can.recorder') === 'can',
  },
  { id: 'hidden', label: 'hidden participants', isExempt: (read) => read('hidden') === true },
  {
    id: 'consoles',
    label: 'consoles like this one',
    isExempt: (read) =>
      claimsToBeConsole(String(read('identity')), read('kind') as ParticipantKind, read('hidden') === true),
  },
  { id: 'left', label: 'those who have left', isExempt: (read) => read('state') === 'left' },
];

/** Counts what is marked. */
export function readMarkedPeople(table: ColumnTable, view: TableView, marks: MarkSet): MarkedPeople {
  const rows = marks.rows();
  const shown = new Set(rows.length === 0 ? [] : view.order());
  const identities: string[] = [];
  let notShown = 0;
  for (const row of rows) {
    if (!shown.has(row)) notShown++;
    if (table.has(row) && table.read(row, 'state') !== 'left') identities.push(table.keyOf(row));
  }
  return { identities, count: rows.length, notShown, left: rows.length - identities.length };
}

/** Rows among the marked ones that an exemption takes out; who is gone from the list has left. */
export function listExempt(
  table: ColumnTable,
  rows: RowList,
  { id, isExempt }: Exemption,
  isAbsent?: (column: string) => boolean,
): RowList {
  return rows.filter((row) => (table.has(row) ? isExempt(createRowReader(table, row, isAbsent)) : id === 'left'));
}
