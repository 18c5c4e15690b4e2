/** Rows of label and value. Unknown is drawn dashed, nothing to know as a dash, known to be empty as the word. */
import { Copy } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { InspectorRow } from './describe-participant.ts';

export interface ValueRowsProps {
  rows: readonly InspectorRow[];
  onCopy: (row: InspectorRow) => void;
}

export function ValueRows({ rows, onCopy }: ValueRowsProps) {
  // One stop of the Tab key for all rows; arrows go between them.
  const [current, setCurrent] = useState(0);
  return (
    <dl className="inspector-rows base-selectable" onKeyDown={moveBetweenButtons}>
      {rows.map((row, index) => (
        <div key={row.label} className="inspector-row" data-field={row.label}>
          <dt>{row.label}</dt>
          <dd className={row.isMono ? 'base-mono' : undefined}>
            <RowValue row={row} />
            <IconButton
              label={`Copy ${row.label} as JSON`}
              icon={<Copy aria-hidden="true" />}
              tabIndex={index === current ? 0 : -1}
              onFocus={() => setCurrent(index)}
              onClick={() => onCopy(row)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function moveBetweenButtons(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  buttons[buttons.findIndex((button) => button === event.target) + step]?.focus();
  event.preventDefault();
}

function RowValue({ row: { value, isFromRoom, why } }: { row: InspectorRow }) {
  if (value === undefined) {
    return (
      <span className="inspector-unknown" title={why}>
        unknown
      </span>
    );
  }
  if (value === null) return <span className="inspector-nothing">–</span>;
  if (value === '') return <span className="inspector-nothing">empty</span>;
  return isFromRoom ? <HostileText text={value} /> : value;
}
