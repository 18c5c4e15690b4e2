/** Says once, after the typing has paused, how many rows a filter has left; rows that come and go by themselves are not said. */
import { useEffect, useState } from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import type { TableView } from '../types.ts';

const pauseMs = 1_000;

/** @param props.text the filter in force */
export function FilterResult({ view, text }: { view: TableView; text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text === '' ? '' : describeCount(view.matching().length)), pauseMs);
    return () => clearTimeout(timer);
  }, [text, view]);
  return (
    <span className="base-hidden" aria-live="polite">
      {said}
    </span>
  );
}

function describeCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'row matches' : 'rows match'}`;
}
