/**
 * The one box that filters rows: words, or the filter language. `/` goes to it; Tab takes what the list offers; Escape
 * closes the list, clears the box and then leaves it; ↓ and Enter go to the rows. Behind a finished term Backspace marks all
 * of it, so that the next one takes it out.
 */
import { CircleX, Search } from 'lucide-react';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
} from 'react';
import {
  completeFilter,
  type Completion,
  type Completions,
  type FilterCatalogue,
} from '#contract/filter/complete-filter';
import { listTopTerms, removeTopTerm } from '#contract/filter/top-terms';
import type { FilterError, FilterLanguage } from '#contract/filter/types';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useCommands, type CommandPlace } from '#renderer/lib/commands.ts';
import { focusRows } from '#renderer/table/grid/focus-rows.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterFaults } from './filter-faults.tsx';
import { FilterList } from './filter-list.tsx';
import { FilterMirror } from './filter-mirror.tsx';
import { cutFaults, cutTerms } from './filter-pieces.ts';
import type { RosterCatalogue } from './roster-catalogue.ts';
import type { ApplyTime, RosterFilter } from './roster-filter.ts';
import { usePause } from './use-pause.ts';
import './filter-box.css';

const filterKeys = '/';
/** A word that is half typed is not wrong yet. */
const faultPauseMs = 500;
const none: Completions = { from: 0, to: 0, items: [], isAsked: false, isHalfName: false };

/** Why the list is there: typed text asks for it, or somebody did. */
type ListMode = 'closed' | 'typed' | 'forced';

export interface FilterBoxProps {
  filter: RosterFilter;
  /** What the rows hold that are there now. */
  catalogue: FilterCatalogue & Partial<Pick<RosterCatalogue, 'lookForPaths'>>;
  language: FilterLanguage;
  /** Accessible name. */
  label: string;
  placeholder: string;
  /** Where `/` goes to it; without it no key does. */
  place?: CommandPlace;
}

export function FilterBox({ filter, catalogue, language, label, placeholder, place }: FilterBoxProps) {
  const id = useId();
  const state = useSyncExternalStore(filter.subscribe, filter.state);
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const chips = useRef<HTMLDivElement>(null);
  const marker = useRef<HTMLSpanElement>(null);
  const [isInside, setIsInside] = useState(false);
  const [isTyping, setIsTyping] = useState(false);
  const [mode, setMode] = useState<ListMode>('closed');
  const [caret, setCaret] = useState(0);
  /** Gone to by arrows; the first row is only lit until then. */
  const [chosen, setChosen] = useState<number>();
  const hasPaused = usePause(state.text, faultPauseMs);
  const { text, errors, tree } = state;
  const completions = useMemo(
    () => (mode === 'closed' ? none : completeFilter(text, Math.min(caret, text.length), catalogue, language)),
    [mode, text, caret, catalogue, language],
  );
  const { items } = completions;
  const hasList = isInside && items.length > 0 && (mode === 'forced' || completions.isAsked);
  const showsFaults = errors.length > 0 && hasPaused && !hasList;
  const hasFaults = showsFaults && isInside;
  const pieces = useMemo(() => {
    if (tree) return cutTerms(text, tree, isTyping ? caret : undefined);
    return cutFaults(text, showsFaults ? errors : []);
  }, [text, tree, errors, showsFaults, isTyping, caret]);
  const hasChips = pieces.some(({ kind }) => kind === 'term');

  useCommands(
    place === undefined
      ? []
      : [
          {
            id: 'grid.filter',
            label: 'Filter; ↓ goes on to the rows',
            place,
            keys: filterKeys,
            run: () => field.current?.select(),
          },
          {
            id: 'grid.filter.complete',
            label: 'In the filter: what may come next',
            place,
            keys: ['Alt+ArrowDown', 'Control+Space'],
          },
        ],
  );

  useEffect(() => (isInside ? catalogue.lookForPaths?.() : undefined), [isInside, catalogue]);

  useLayoutEffect(() => {
    followScroll();
  }, [text, hasChips]);

  /** What lies under the text and over it goes with it. */
  function followScroll(): void {
    for (const layer of [mirror.current, chips.current]) {
      if (layer && field.current) layer.scrollLeft = field.current.scrollLeft;
    }
  }

  /** @param at where the caret then stands */
  function write(next: string, at: number, nextMode: ListMode): void {
    filter.setText(next, nextMode === 'typed' ? readApplyTime(completeFilter(next, at, catalogue, language)) : 'now');
    setCaret(at);
    setChosen(undefined);
    setMode(nextMode);
  }

  /** Without its list a half-typed name is what it is. */
  function close(when: ApplyTime = 'now'): void {
    if (mode === 'closed') return;
    setMode('closed');
    setChosen(undefined);
    filter.setText(text, when);
  }

  function replace(from: number, to: number, part: string, nextMode: ListMode): void {
    const next = text.slice(0, from) + part + text.slice(to);
    const at = from + part.length;
    write(next, at, nextMode);
    // The field has the new text only after it was drawn.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  }

  function take(item: Completion | undefined): void {
    if (item) replace(completions.from, completions.to, item.text, item.isBegun ? 'typed' : 'closed');
  }

  function fix({ at, length, suggestion = '' }: FilterError): void {
    replace(at, at + length, suggestion, 'closed');
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (hasList ? handleListKey(event) : handleBareKey(event)) event.preventDefault();
  }

  /** At the end, behind a term that is finished. */
  function markLastTerm({ selectionStart, selectionEnd }: HTMLInputElement): boolean {
    const last = tree && listTopTerms(tree).at(-1);
    if (!last || selectionStart !== selectionEnd || selectionStart !== text.length || !/\s$/.test(text)) return false;
    field.current?.setSelectionRange(last.at, text.length);
    // Selecting by script scrolls nothing.
    if (field.current) field.current.scrollLeft = field.current.scrollWidth;
    return true;
  }

  function removeTerm(index: number): void {
    if (!tree) return;
    const next = removeTopTerm(text, tree, index, language);
    write(next, next.length, 'closed');
  }

  function handleListKey({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean {
    switch (key) {
      case 'ArrowDown':
        setChosen(chosen === undefined ? 0 : (chosen + 1) % items.length);
        return true;
      case 'ArrowUp':
        setChosen(((chosen ?? 0) - 1 + items.length) % items.length);
        return true;
      case 'Tab':
        take(items[chosen ?? 0]);
        return true;
      case 'Enter':
        if (chosen !== undefined) take(items[chosen]);
        else {
          close();
          focusRows(currentTarget);
        }
        return true;
      case 'Escape':
        close();
        return true;
      default:
        return false;
    }
  }

  function handleBareKey({ key, ctrlKey, altKey, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean {
    if ((key === ' ' && ctrlKey) || (key === 'ArrowDown' && altKey)) {
      setCaret(currentTarget.selectionStart ?? text.length);
      setMode('forced');
      return true;
    }
    if (key === 'Backspace' && markLastTerm(currentTarget)) return true;
    if (!['Escape', 'ArrowDown', 'Enter'].includes(key)) return false;
    if (key === 'Escape' && text !== '') write('', 0, 'closed');
    else if (!focusRows(currentTarget) && key === 'Escape') field.current?.blur();
    return true;
  }

  return (
    <div
      ref={box}
      className="filter-box"
      onFocus={() => setIsInside(true)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setIsInside(false);
        // A press on a row takes the focus from here: the row stays under it.
        close('released');
      }}
    >
      <label className={showsFaults ? 'filter-edge filter-edge-wrong' : 'filter-edge'}>
        <Search className="filter-icon" aria-hidden="true" />
        {/* The language is written from left to right, or its signs would change places. */}
        <span className={hasChips ? 'filter-field filter-field-chips' : 'filter-field'} dir="ltr">
          <FilterMirror text={text} pieces={pieces} markerAt={completions.from} place={mirror} marker={marker} />
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label={label}
            aria-keyshortcuts={place && filterKeys}
            aria-autocomplete="list"
            aria-expanded={hasList}
            aria-controls={hasList ? `${id}-list` : undefined}
            aria-activedescendant={hasList && chosen !== undefined ? `${id}-list-${chosen}` : undefined}
            aria-invalid={showsFaults}
            aria-describedby={hasFaults ? `${id}-faults` : undefined}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={({ target }) => write(target.value, target.selectionStart ?? target.value.length, 'typed')}
            onSelect={({ currentTarget }) => {
              const at = currentTarget.selectionStart ?? 0;
              if (at === caret) return;
              setCaret(at);
              close();
            }}
            onScroll={followScroll}
            onFocus={() => setIsTyping(true)}
            onBlur={() => setIsTyping(false)}
            onKeyDown={handleKey}
          />
          {hasChips && (
            <FilterChips pieces={pieces} place={chips} onRemove={removeTerm} onLeave={() => field.current?.focus()} />
          )}
        </span>
        {showsFaults ? (
          <span className="filter-wrong" title={`${errors[0]?.message ?? ''}. The last filter that was right stays.`}>
            <CircleX aria-hidden="true" />
          </span>
        ) : (
          place && <KeyHint keys={filterKeys} />
        )}
      </label>
      {hasList && (
        <FilterList
          id={`${id}-list`}
          box={box}
          marker={marker}
          text={text}
          items={items}
          chosen={chosen ?? 0}
          onTake={take}
        />
      )}
      {hasFaults && <FilterFaults id={`${id}-faults`} box={box} state={state} onFix={fix} />}
    </div>
  );
}

function readApplyTime({ isAsked, isHalfName }: Completions): ApplyTime {
  if (isHalfName) return 'asked';
  return isAsked ? 'paused' : 'now';
}
