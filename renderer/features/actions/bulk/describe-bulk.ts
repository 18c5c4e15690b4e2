/** What a run of many says: its groups, its counts, the words of a row. Never says success before it was seen. Pure. */
import { readAttributeFieldName } from '#contract/fields';
import type { GavelError } from '#contract/result';
import { formatCount, formatTook } from '#renderer/lib/format.ts';
import { describeServerAnswer } from '#renderer/components/error-panel.tsx';
import type { BulkRow, BulkRun, BulkStep } from './bulk-store.ts';

export const bulkGroups = ['needsYou', 'underWay', 'seen', 'waiting', 'untouched'] as const;
export type BulkGroup = (typeof bulkGroups)[number];

const groupOfStep: Readonly<Record<BulkStep, BulkGroup>> = {
  refused: 'needsYou',
  drifted: 'needsYou',
  effect_unknown: 'needsYou',
  queued: 'underWay',
  sent: 'underWay',
  accepted: 'underWay',
  seen: 'seen',
  waiting: 'waiting',
  cancelled: 'waiting',
  already: 'untouched',
  left_out: 'untouched',
};

/** The rows of each group, in their order. */
export function groupRows(run: BulkRun): Record<BulkGroup, BulkRow[]> {
  const groups: Record<BulkGroup, BulkRow[]> = { needsYou: [], underWay: [], seen: [], waiting: [], untouched: [] };
  for (const row of run.rows.values()) groups[groupOfStep[row.step]].push(row);
  return groups;
}

/** The name of a group; what waits while it runs was not sent when it has ended. */
export function nameGroup(group: BulkGroup, run: Pick<BulkRun, 'endedAtMs'>): string {
  switch (group) {
    case 'needsYou':
      return 'Needs you';
    case 'underWay':
      return 'Under way';
    case 'seen':
      return 'Seen';
    case 'waiting':
      return run.endedAtMs === undefined ? 'Waiting' : 'Not sent';
    case 'untouched':
      return 'Left as they are';
    default:
      return group satisfies never;
  }
}

const countWords: readonly [BulkStep, string][] = [
  ['seen', 'seen'],
  ['accepted', 'accepted'],
  ['refused', 'refused'],
  ['drifted', 'drifted'],
  ['effect_unknown', 'effect unknown'],
  ['cancelled', 'not sent'],
];

/** `121 seen, 4 refused`. */
export function sayCounts(run: BulkRun): string {
  const rows = [...run.rows.values()];
  const said = countWords
    .map(([step, word]) => [rows.filter((row) => row.step === step).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`);
  return said.length === 0 ? 'nothing yet' : said.join(', ');
}

/** How many of those it is for have come to an end, and how many those are. */
export function countProgress(run: BulkRun): { done: number; total: number } {
  const { needsYou, underWay, seen, waiting } = groupRows(run);
  const notSent = waiting.filter(({ step }) => step === 'cancelled').length;
  return {
    done: needsYou.length + seen.length + notSent,
    total: needsYou.length + underWay.length + seen.length + waiting.length,
  };
}

/** Rows that another try makes sense for: what somebody else has changed since is theirs. */
export function listRetriable(run: BulkRun): string[] {
  if (!run.request || run.endedAtMs === undefined) return [];
  return [...run.rows.values()]
    .filter(({ step, error }) => (step === 'refused' && !isTheirs(error)) || step === 'effect_unknown')
    .map(({ target }) => target);
}

/** Another try plans on what is there then, so it would write over what somebody else has written. */
function isTheirs(error: GavelError | undefined): boolean {
  return error?.code === 'not_found' || error?.code === 'conflict' || error?.code === 'room_changed';
}

/** Those who were not sent because it was stopped. */
export function listUnsent(run: BulkRun): string[] {
  if (!run.request || run.endedAtMs === undefined) return [];
  return [...run.rows.values()].filter(({ step }) => step === 'cancelled').map(({ target }) => target);
}

/** How many changes can be taken back together. */
export function countUndoable(run: BulkRun): number {
  if (run.endedAtMs === undefined || run.isTakenBack) return 0;
  return [...run.rows.values()].filter(({ step, isUndoable }) => step === 'seen' && isUndoable).length;
}

/** A value of a plan as people read it: the door tells attributes as JSON, and rights by their states. */
export function readPlanValue(field: string, text: string): string {
  const key = readAttributeFieldName(field);
  if (key === undefined) return text === 'all' ? 'can, as all sources are' : text;
  try {
    const read = JSON.parse(text) as Record<string, unknown>;
    const value = Object.hasOwn(read, key) ? read[key] : '';
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/** What a row says beside whom it is about. */
export function describeRow({ step, field, after, current = '', error, reason, tookMs }: BulkRow): string {
  switch (step) {
    case 'waiting':
      return 'waits for its turn';
    case 'queued':
      return 'is read again';
    case 'sent':
      return 'sent, no answer yet';
    case 'accepted':
      return 'accepted by the server, not seen yet';
    case 'seen':
      return `seen ${formatTook(tookMs)} after you asked`;
    case 'refused':
    case 'effect_unknown': {
      const serverSays = error ? describeServerAnswer(error) : '';
      return [error?.message ?? '', serverSays].filter(Boolean).join(' ');
    }
    case 'drifted':
      return `you set ${sayPlanValue(field, after)}, now ${sayPlanValue(field, current)}`;
    case 'cancelled':
      return 'not sent';
    case 'already':
      return 'is so already';
    case 'left_out':
      return `left out: ${reason ?? ''}`;
    default:
      return step satisfies never;
  }
}

/** A value of a plan in a line of words: what somebody has written stands in quotes. */
export function sayPlanValue(field: string, text: string): string {
  const value = readPlanValue(field, text);
  if (value === '') return 'nothing';
  return readAttributeFieldName(field) === undefined ? value : `“${value}”`;
}
