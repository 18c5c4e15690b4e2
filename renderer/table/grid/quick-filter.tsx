/** The one field that filters a view by words: `/` goes to it, Escape clears it and then leaves it; ↓ and Enter go to the rows. */
import { Search } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useCommands, type CommandPlace } from '#renderer/lib/commands.ts';
import type { TableView } from '../types.ts';
import { focusRows } from './focus-rows.ts';
import './quick-filter.css';

const filterKeys = '/';

export interface QuickFilterProps {
  view: TableView;
  /** Accessible name. */
  label: string;
  placeholder: string;
  /** Where its key is listed. */
  place: CommandPlace;
}

export function QuickFilter({ view, label, placeholder, place }: QuickFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const text = useSyncExternalStore(view.subscribe, view.quickFilter);
  useCommands([
    {
      id: 'grid.filter',
      label: 'Filter; ↓ goes on to the rows',
      place,
      keys: filterKeys,
      run: () => field.current?.select(),
    },
  ]);
  return (
    <label className="quick-filter">
      <Search className="quick-filter-icon" aria-hidden="true" />
      <input
        ref={field}
        type="text"
        aria-label={label}
        aria-keyshortcuts={filterKeys}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => view.setQuickFilter(event.target.value)}
        onKeyDown={(event) => {
          if (!['Escape', 'ArrowDown', 'Enter'].includes(event.key)) return;
          event.preventDefault();
          if (event.key === 'Escape' && text !== '') view.setQuickFilter('');
          else if (!focusRows(event.currentTarget) && event.key === 'Escape') field.current?.blur();
        }}
      />
      <KeyHint keys={filterKeys} />
    </label>
  );
}
