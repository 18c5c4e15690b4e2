/** What may come next, under the caret: fields, values and questions with how many people have each. */
import { Fragment, useEffect, useRef } from 'react';
import type { Completion } from '#contract/filter/complete-filter';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { FilterPanel, type FilterPanelProps } from './filter-panel.tsx';

export interface FilterListProps extends Pick<FilterPanelProps, 'box' | 'marker' | 'text'> {
  id: string;
  items: readonly Completion[];
  chosen: number;
  onTake: (item: Completion) => void;
}

const headings: Record<Completion['kind'], string> = {
  word: 'Ask',
  field: 'Fields',
  question: 'Questions',
  value: 'Values',
};
const labelCharacters = 60;

export function FilterList({ id, items, chosen, onTake, ...place }: FilterListProps) {
  const lit = useRef<HTMLDivElement>(null);
  useEffect(() => lit.current?.scrollIntoView({ block: 'nearest' }), [chosen, items]);
  return (
    <FilterPanel {...place} className="filter-panel filter-list">
      <div id={id} role="listbox" aria-label="What may come next" className="filter-options">
        {items.map((item, index) => (
          <Fragment key={item.text}>
            {item.kind !== items[index - 1]?.kind && (
              <div className="filter-heading" role="presentation">
                {headings[item.kind]}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              ref={index === chosen ? lit : undefined}
              role="option"
              className="filter-option"
              aria-selected={index === chosen}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(item)}
            >
              <span className="filter-option-label">
                <HostileText text={item.label} maxCharacters={labelCharacters} />
              </span>
              {item.detail !== undefined && (
                <span className="filter-option-detail">
                  <HostileText text={item.detail} maxCharacters={labelCharacters} />
                </span>
              )}
              {item.count !== undefined && <span className="filter-option-count">{formatCount(item.count)}</span>}
            </div>
          </Fragment>
        ))}
      </div>
      <div className="filter-list-foot" aria-hidden="true">
        <span>
          <KeyHint keys="Tab" /> take
        </span>
        <span>
          <KeyHint keys="Enter" /> apply
        </span>
        <span>
          <KeyHint keys="Esc" /> close
        </span>
      </div>
    </FilterPanel>
  );
}
