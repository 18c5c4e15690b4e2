/** Says once, after the typing has paused, how many rows a filter has left; rows that come and go by themselves are not said. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import type { TableView } from '../types.ts';

const pauseMs = 1_000;

/** @param props.text the filter in force, where it is not the view's quick filter */
export function FilterResult({ view, text }: { view: TableView; text?: string }) {
  const words = useSyncExternalStore(view.subscribe, view.quickFilter);
  const filter = text ?? words;
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(filter === '' ? '' : describeCount(view.order().length)), pauseMs);
    return () => clearTimeout(timer);
  }, [filter, view]);
  return (
    <span className="base-hidden" aria-live="polite">
      {said}
    </span>
  );
}

function describeCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'row matches' : 'rows match'}`;
}
