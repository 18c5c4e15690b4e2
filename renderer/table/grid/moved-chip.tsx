/**
 * Says how many rows would move while the order is held still, and applies it by a press or `.`. The key is the view's main
 * list's; a list beside it has the key only while the focus is in its grid, and takes it by itself.
 */
import { useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type Command, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { TableView } from '../types.ts';

export const applyKey = '.';

const applyCommand = {
  id: 'grid.apply-order',
  label: 'Apply the order: rows that moved go to their place',
  place: 'Everywhere',
  keys: applyKey,
} as const satisfies CommandDefinition;

/** @param beside name of a list that is not the view's main one: its key is told, and pressed in its grid alone */
export function createApplyCommand(view: Pick<TableView, 'applyOrder'>, beside: string | undefined): Command {
  if (beside === undefined) return { ...applyCommand, run: () => view.applyOrder() };
  const id = `${applyCommand.id}.${beside}`;
  return { ...applyCommand, id, label: `Apply the order of ${beside}, with the focus in its rows` };
}

export interface MovedChipProps {
  view: TableView;
  /** Name of a list beside the main one. */
  beside?: string;
}

export function MovedChip({ view, beside }: MovedChipProps) {
  const count = useSyncExternalStore(view.subscribe, view.pendingMoves);
  const isShown = count > 0;
  const command = createApplyCommand(view, beside);
  useCommands(isShown ? [command] : []);
  if (!isShown) return null;
  return (
    <button
      type="button"
      className="moved-chip"
      aria-keyshortcuts={beside === undefined ? applyKey : undefined}
      onClick={() => view.applyOrder()}
    >
      {formatCount(count)} <span className="moved-chip-what">{count === 1 ? 'row' : 'rows'}</span>{' '}
      <span className="moved-chip-words">moved ·</span> <b>Apply</b>{' '}
      {beside === undefined && <KeyHint keys={showKeys(applyKey)} isFramed />}
    </button>
  );
}
