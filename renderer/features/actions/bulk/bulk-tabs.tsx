/** Tabs over lists of people inside a dialog, each with its number. Arrow keys move between them. */
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { formatCount } from '#renderer/lib/format.ts';

export interface BulkTab<Value extends string> {
  value: Value;
  label: string;
  count: number;
}

export interface BulkTabsProps<Value extends string> {
  name: string;
  tabs: readonly BulkTab<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  children: ReactNode;
}

export function BulkTabs<Value extends string>({ name, tabs, value, onValueChange, children }: BulkTabsProps<Value>) {
  const id = useId();

  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onValueChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
    event.preventDefault();
  }

  return (
    <>
      <div role="tablist" aria-label={name} className="bulk-tabs" onKeyDown={onKey}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            className="bulk-tab"
            onClick={() => onValueChange(tab.value)}
          >
            {tab.label} <span className="bulk-tab-count">{formatCount(tab.count)}</span>
          </button>
        ))}
      </div>
      {/* It may be longer than its place: keys must be able to scroll it. */}
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} tabIndex={0} className="bulk-panel">
        {children}
      </div>
    </>
  );
}

const drawnRows = 300;

/** The first rows of a list, and how many more there are. */
export function BulkList<Row extends { target: string }>({
  name,
  rows,
  empty,
  renderRow,
}: {
  name: string;
  rows: readonly Row[];
  empty: string;
  renderRow: (row: Row) => ReactNode;
}) {
  if (rows.length === 0) return <p className="bulk-empty">{empty}</p>;
  return (
    <>
      <ul className="bulk-list" aria-label={name}>
        {rows.slice(0, drawnRows).map((row) => (
          <li key={row.target} className="bulk-row" data-target={row.target}>
            {renderRow(row)}
          </li>
        ))}
      </ul>
      {rows.length > drawnRows && <p className="bulk-empty">and {formatCount(rows.length - drawnRows)} more</p>}
    </>
  );
}
