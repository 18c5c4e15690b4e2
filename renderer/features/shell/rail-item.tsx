/** One thing to go to in the rail: icon, name, count and key; narrow, the icon with its count and a tooltip. */
import type { ReactNode } from 'react';
import { spellKeys } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { Tooltip } from '#renderer/components/tooltip.tsx';
import { formatCount } from '#renderer/lib/format.ts';

export interface RailItemProps {
  icon: ReactNode;
  label: string;
  /** A number that cannot be known is said so; none stands for one that was never read. */
  count?: number | 'unknown' | undefined;
  keys?: string | undefined;
  /** What the label does not say. */
  hint?: string;
  isCurrent?: boolean;
  /** What is gone to: another page, or another look at this one. */
  currentAs?: 'page' | 'true';
  isNarrow: boolean;
  /** Tab passes it by: its neighbours' arrows lead to it. */
  isSkippedByTab?: boolean;
  onSelect: () => void;
}

export function RailItem(props: RailItemProps) {
  const { icon, label, count, keys, hint, isCurrent = false, currentAs = 'page', isNarrow, onSelect } = props;
  const { isSkippedByTab = false } = props;
  const button = (
    <button
      type="button"
      className="rail-item"
      aria-current={isCurrent ? currentAs : undefined}
      tabIndex={isSkippedByTab ? -1 : 0}
      aria-description={hint}
      aria-keyshortcuts={keys === undefined ? undefined : spellKeys(keys)}
      onClick={onSelect}
    >
      <span className="rail-icon" aria-hidden="true">
        {icon}
      </span>
      <span className={isNarrow ? 'base-hidden' : 'rail-label'}>
        <HostileText text={label} maxCharacters={120} />
      </span>
      {count !== undefined && <RailCount count={count} />}
      {keys !== undefined && !isNarrow && <KeyHint keys={keys} />}
    </button>
  );
  if (!isNarrow && hint === undefined) return button;
  const text = isNarrow ? <HostileText text={hint === undefined ? label : `${label}: ${hint}`} /> : hint;
  return (
    <Tooltip text={text} side="right" {...(keys === undefined || !isNarrow ? {} : { keys })}>
      {button}
    </Tooltip>
  );
}

function RailCount({ count }: { count: number | 'unknown' }) {
  if (count !== 'unknown') return <span className="rail-count">{formatCount(count)}</span>;
  return (
    <span className="rail-count rail-count-unknown">
      <span aria-hidden="true">?</span>
      <span className="base-hidden">unknown</span>
    </span>
  );
}
