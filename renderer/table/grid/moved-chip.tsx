/**
 * Says how many rows would move while the order is held still, and applies it by a press or `.`. The key is the main list's
 * where that has moved; while the focus is in the grid of a list beside it, that list takes the key by itself.
 */
import { useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import {
  commandRegistry,
  runCommand,
  showKeys,
  useCommands,
  type Command,
  type CommandDefinition,
  type CommandRegistry,
} from '#renderer/lib/commands.ts';
import type { TableView } from '../types.ts';

export const applyKey = '.';

const applyCommand = {
  id: 'grid.apply-order',
  label: 'Apply the order: rows that moved go to their place',
  place: 'Everywhere',
  keys: applyKey,
} as const satisfies CommandDefinition;

/** @param beside name of a list that is not the view's main one: outside its grid the key is the main one's, if that has moved */
export function createApplyCommand(
  view: Pick<TableView, 'applyOrder'>,
  beside: string | undefined,
  registry: Pick<CommandRegistry, 'list'> = commandRegistry,
): Command {
  if (beside === undefined) return { ...applyCommand, run: () => view.applyOrder() };
  function run(): void {
    const main = registry.list().find(({ id }) => id === applyCommand.id);
    if (main) runCommand(main);
    else view.applyOrder();
  }
  return { ...applyCommand, id: `${applyCommand.id}.${beside}`, run };
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
