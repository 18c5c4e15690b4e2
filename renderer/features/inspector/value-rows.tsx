/** Rows of label and value. Unknown is drawn dashed, nothing to know as a dash, known to be empty as the word. */
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { InspectorRow } from './describe-participant.ts';

export function ValueRows({ rows }: { rows: readonly InspectorRow[] }) {
  return (
    <dl className="inspector-rows base-selectable">
      {rows.map((row) => (
        <div key={row.label} className="inspector-row" data-field={row.label}>
          <dt>{row.label}</dt>
          <dd className={row.isMono ? 'base-mono' : undefined}>
            <RowValue row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
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
