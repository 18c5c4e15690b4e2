/** JSON as a tree to read: text only, long lists in steps, so that a hostile value of any size draws at once. */
import { useState } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { ExactNumber, type JsonValue } from '#renderer/lib/decode-metadata.ts';
import './json-tree.css';

/** Members shown at once; a button brings the next ones. */
const pageSize = 50;
/** Levels that are open at first. */
const openDepth = 2;

export function JsonTree({ value, label }: { value: JsonValue; label: string }) {
  return (
    <div className="json-tree" role="group" aria-label={label}>
      <JsonNode value={value} steps={noSteps} />
    </div>
  );
}

const noSteps: readonly string[] = [];

/** `steps` are the names that lead to it; they stand in the document for who offers more to do with a value than reading. */
function JsonNode({ value, steps }: { value: JsonValue; steps: readonly string[] }) {
  const name = steps.at(-1);
  const [isOpen, setOpen] = useState(steps.length < openDepth);
  const [shown, setShown] = useState(pageSize);
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) {
    return (
      <div className="json-tree-leaf" data-json-steps={JSON.stringify(steps)}>
        {name !== undefined && <JsonName name={name} />}
        <JsonScalar value={value} />
      </div>
    );
  }
  const entries = Array.isArray(value)
    ? value.map((item, index): [string, JsonValue] => [String(index), item])
    : Object.entries(value);
  const size = Array.isArray(value) ? countOf(entries.length, 'item') : countOf(entries.length, 'key');
  return (
    <div className="json-tree-branch" data-json-steps={JSON.stringify(steps)}>
      <button
        type="button"
        className="json-tree-toggle"
        aria-expanded={isOpen}
        disabled={entries.length === 0}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true" className="json-tree-arrow">
          {isOpen ? '▾' : '▸'}
        </span>
        {name !== undefined && <JsonName name={name} />}
        <span className="json-tree-size">{size}</span>
      </button>
      {isOpen && entries.length > 0 && (
        <div className="json-tree-children">
          {entries.slice(0, shown).map(([key, child]) => (
            <JsonNode key={key} value={child} steps={[...steps, key]} />
          ))}
          {entries.length > shown && (
            <button type="button" className="json-tree-more" onClick={() => setShown(shown + pageSize)}>
              Show {Math.min(pageSize, entries.length - shown)} more of {entries.length - shown}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function JsonName({ name }: { name: string }) {
  return (
    <span className="json-tree-name">
      <HostileText text={name} />
    </span>
  );
}

function JsonScalar({ value }: { value: string | number | boolean | null | ExactNumber }) {
  if (typeof value === 'string') {
    return (
      <span className="json-tree-text">
        “<HostileText text={value} />”
      </span>
    );
  }
  return <span className="json-tree-number">{value instanceof ExactNumber ? value.source : String(value)}</span>;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
