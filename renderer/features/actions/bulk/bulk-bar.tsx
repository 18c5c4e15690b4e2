/** One bar of the whole: how much of it each kind is, with the numbers below. The bar is for the eye; the numbers are text. */
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/lib/format.ts';
import './bulk.css';

export interface BulkPart {
  /** Drawn as: `change already skipped` of a plan, and the steps of a run. */
  look: 'change' | 'already' | 'skipped' | 'seen' | 'underway' | 'refused' | 'drifted' | 'unknown' | 'waiting';
  label: string;
  count: number;
}

export function BulkBar({ parts, end }: { parts: readonly BulkPart[]; end: ReactNode }) {
  const shown = parts.filter(({ count }) => count > 0);
  return (
    <div className="bulk-summary">
      <div className="bulk-bar" aria-hidden="true">
        {shown.map(({ look, count }) => (
          <span key={look} className={`bulk-part bulk-part-${look}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <div className="bulk-numbers">
        <ul className="bulk-counts" aria-label="Numbers">
          {shown.map(({ look, label, count }) => (
            <li key={look}>
              <span className={`bulk-swatch bulk-part-${look}`} aria-hidden="true" />
              <b>{formatCount(count)}</b> {label}
            </li>
          ))}
        </ul>
        <span className="bulk-end">{end}</span>
      </div>
    </div>
  );
}
