/** Says how many rows would move while the order is held still, and applies it by a press or `.`. */
import { useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { TableView } from '../types.ts';

const applyCommand = {
  id: 'grid.apply-order',
  label: 'Apply the order: rows that moved go to their place',
  place: 'Everywhere',
  keys: '.',
} as const satisfies CommandDefinition;

export function MovedChip({ view }: { view: TableView }) {
  const count = useSyncExternalStore(view.subscribe, view.pendingMoves);
  const isShown = count > 0;
  useCommands(isShown ? [{ ...applyCommand, run: () => view.applyOrder() }] : []);
  if (!isShown) return null;
  return (
    <button
      type="button"
      className="moved-chip"
      aria-keyshortcuts={applyCommand.keys}
      onClick={() => view.applyOrder()}
    >
      {formatCount(count)} <span className="moved-chip-what">{count === 1 ? 'row' : 'rows'}</span>{' '}
      <span className="moved-chip-words">moved ·</span> <b>Apply</b>{' '}
      <KeyHint keys={showKeys(applyCommand.keys)} isFramed />
    </button>
  );
}
