/** The one field that filters a view by words: `/` goes to it, Escape clears it and then leaves it. */
import { Search } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { bindKeys } from '#renderer/lib/keys.ts';
import type { TableView } from '../types.ts';
import './quick-filter.css';

export interface QuickFilterProps {
  view: TableView;
  /** Accessible name. */
  label: string;
  placeholder: string;
}

export function QuickFilter({ view, label, placeholder }: QuickFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const text = useSyncExternalStore(view.subscribe, view.quickFilter);
  useEffect(() => bindKeys({ '/': () => field.current?.select() }), []);
  return (
    <label className="quick-filter">
      <Search className="quick-filter-icon" aria-hidden="true" />
      <input
        ref={field}
        type="text"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => view.setQuickFilter(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text === '') field.current?.blur();
          else view.setQuickFilter('');
        }}
      />
      <KeyHint keys="/" />
    </label>
  );
}
