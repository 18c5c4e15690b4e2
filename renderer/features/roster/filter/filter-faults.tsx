/** What is wrong with the filter in the box, what might be meant, and what is in force meanwhile. */
import { CircleX } from 'lucide-react';
import type { FilterError } from '#contract/filter/types';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { FilterPanel, type FilterPanelProps } from './filter-panel.tsx';
import type { FilterState } from './roster-filter.ts';

export interface FilterFaultsProps extends Pick<FilterPanelProps, 'box'> {
  id: string;
  state: FilterState;
  onFix: (error: FilterError) => void;
}

const maxShown = 3;
const shownCharacters = 120;

export function FilterFaults({ id, box, state, onFix }: FilterFaultsProps) {
  const { errors, applied } = state;
  return (
    <FilterPanel box={box} text={state.text} id={id} role="alert" className="filter-panel filter-faults">
      {errors.slice(0, maxShown).map((error) => (
        <div key={`${error.at} ${error.message}`} className="filter-fault">
          <CircleX aria-hidden="true" />
          <span className="filter-fault-reason">
            <HostileText text={error.message} maxCharacters={shownCharacters * 2} />
          </span>
          {error.suggestion !== undefined && (
            <Button size="small" onClick={() => onFix(error)}>
              {error.suggestion === '' ? (
                'Take it out'
              ) : (
                <>
                  Use <HostileText text={error.suggestion} maxCharacters={shownCharacters / 2} />
                </>
              )}
            </Button>
          )}
        </div>
      ))}
      <div className="filter-in-force">
        {applied.text.trim() === '' ? (
          'All are shown until it is right.'
        ) : (
          <>
            Until it is right, this stays: <HostileText text={applied.text} maxCharacters={shownCharacters} />
          </>
        )}
      </div>
    </FilterPanel>
  );
}
