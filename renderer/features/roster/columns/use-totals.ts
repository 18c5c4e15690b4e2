/** Whether a foot row sums the columns up, kept for each server. */
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { DescribeTotal } from '#renderer/table/grid/grid-totals.tsx';
import { changePreferences, usePreferences } from '../preferences-store.ts';
import { describeTotal } from './describe-total.ts';

export const totalsCommand = {
  id: 'roster.totals',
  label: 'Totals under the columns',
  place: 'Room',
  keys: 'Shift+T',
} as const satisfies CommandDefinition;

const describeNow: DescribeTotal = (column, values) => describeTotal(column, values, Date.now());

/** What the grid sums its columns up with; undefined while no totals are wanted. */
export function useTotals(): DescribeTotal | undefined {
  const hasTotals = usePreferences(({ preferences }) => preferences.hasTotals === true);
  useCommands([{ ...totalsCommand, run: () => void setTotals(!hasTotals) }]);
  return hasTotals ? describeNow : undefined;
}

export async function setTotals(hasTotals: boolean): Promise<void> {
  const answer = await changePreferences({ hasTotals });
  if (!answer.ok) actionStore.notify({ tone: 'refused', title: 'The totals stay as they were', error: answer.error });
}
