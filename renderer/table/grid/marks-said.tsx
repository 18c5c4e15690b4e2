/** Says how many rows are marked, once the marking has paused: keys that mark row by row are not spoken over. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import type { MarkSet } from '../mark-set.ts';

const pauseMs = 700;

export function MarksSaid({ marks }: { marks: MarkSet }) {
  const count = useSyncExternalStore(marks.subscribe, marks.size);
  const [said, setSaid] = useState(count);
  const [isNews, setIsNews] = useState(false);
  useEffect(() => {
    if (count === said) return undefined;
    const timer = setTimeout(() => {
      setSaid(count);
      setIsNews(true);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [count, said]);
  return (
    <span className="base-hidden" aria-live="polite">
      {isNews && (said === 0 ? 'Nothing is marked' : `${formatCount(said)} marked`)}
    </span>
  );
}
