/** Says how many rows would move while the order is held still, and applies it by a press or `.`. */
import { useEffect, useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import type { TableView } from '../types.ts';

export function MovedChip({ view }: { view: TableView }) {
  const count = useSyncExternalStore(view.subscribe, view.pendingMoves);
  const isShown = count > 0;
  useEffect(() => (isShown ? bindKeys({ '.': () => view.applyOrder() }) : undefined), [isShown, view]);
  if (!isShown) return null;
  return (
    <button type="button" className="moved-chip" aria-keyshortcuts="." onClick={() => view.applyOrder()}>
      {formatCount(count)} {count === 1 ? 'row' : 'rows'} moved · <b>Apply</b> <KeyHint keys="." isFramed />
    </button>
  );
}
