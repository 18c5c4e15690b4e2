/** The filter of one view: what stands in the box, what is wrong with it, and the last good one, which is in force. */
import { combineFilter, type Choice } from '#contract/filter/combine-filter';
import { parseFilter } from '#contract/filter/parse-filter';
import { participantLanguage } from '#contract/filter/participant-language';
import type { CompiledFilter, FilterError, FilterLanguage, FilterNode, ReadCell } from '#contract/filter/types';
import { excludeGone } from './exclude-gone.ts';
import type { CellValue, RowFilter, TableView } from '#renderer/table/types.ts';

export interface FilterState {
  /** What stands in the box. */
  text: string;
  /** What is wrong with it; empty where it is right. */
  errors: readonly FilterError[];
  /** Tree of the text in the box, if it is right. */
  tree: FilterNode | undefined;
  /** In force. */
  applied: AppliedFilter;
}

export interface AppliedFilter {
  text: string;
  tree: FilterNode;
}

export interface RosterFilter {
  state(): FilterState;
  subscribe(listener: () => void): () => void;
  /** Puts a text into the box; where it is right, it is in force as `when` says. */
  setText(text: string, when?: ApplyTime): void;
  /** @param isAbsent true for a column that is not there because nobody has anything to stand in it */
  tellAbsent(isAbsent: (column: string) => boolean): void;
  isAbsent(column: string): boolean;
  /** Asks everybody anew if a column that the filter reads is known to be absent by now, or no more: no row tells of that. */
  lookAgain(): void;
  /** Takes a value into the filter in force, forbids it or takes it out; false where it cannot stand in one. */
  choose(field: string, value: CellValue, choice: Choice): boolean;
}

/** `released`: once nothing holds the order still · `paused`: once the typing pauses · `asked`: when the text is set anew. */
export type ApplyTime = 'now' | 'released' | 'paused' | 'asked';

interface GoodFilter extends AppliedFilter {
  filter: CompiledFilter | undefined;
}

/** What stood for less was a step on the way to something else. */
const settledMs = 500;

const nothing: GoodFilter = { text: '', tree: { kind: 'and', at: 0, length: 0, of: [] }, filter: undefined };

/** A filter lives as long as its view: a room that is shown again is as it was left. */
const filters = new WeakMap<TableView, RosterFilter>();

export function filterOf(view: TableView): RosterFilter {
  let filter = filters.get(view);
  if (!filter) {
    filter = createRosterFilter(view);
    filters.set(view, filter);
  }
  return filter;
}

export interface FilterOptions {
  /** What can be asked; of people when not given. */
  language?: FilterLanguage;
  /** The filter of the rows; who left some time ago is kept out when not given. */
  narrow?: (tree: FilterNode, filter: CompiledFilter | undefined) => RowFilter | undefined;
}

/** A filter that nobody else has; what is shown takes the view's own from `filterOf`. */
export function createRosterFilter(
  view: Pick<TableView, 'setFilter' | 'settleFilter' | 'prepareFilter'>,
  { language = participantLanguage, narrow = excludeGone }: FilterOptions = {},
): RosterFilter {
  const listeners = new Set<() => void>();
  view.setFilter(narrow(nothing.tree, nothing.filter));
  let state: FilterState = { text: '', errors: [], tree: nothing.tree, applied: nothing };
  let inForce = nothing;
  /** In force, or as soon as every row was asked. */
  let wanted = nothing;
  let stopPreparing = (): void => undefined;
  /** What was in force before this typing began, or has stood a while: a wrong text falls back on it. */
  let settled = nothing;
  let isAbsent = (_column: string): boolean => false;
  /** Columns of the filter in force that were absent when everybody was asked. */
  let absentInForce = '';
  let readRow: ReadCell = () => undefined;
  /** One reader for all rows, so that none is made for each. */
  const readOrNothing: ReadCell = (column) => {
    const value = readRow(column);
    return value === undefined && isAbsent(column) ? null : value;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isAsked false where it comes later than it was written: somebody may aim at a row by now */
  function enforce(good: GoodFilter, isAsked = true): void {
    if (good === wanted) return;
    wanted = good;
    stopPreparing();
    let isLate = false;
    stopPreparing = view.prepareFilter(good.filter, () => {
      inForce = good;
      askAll(isAsked && !isLate);
      state = { ...state, applied: good };
      if (isLate) tell();
    });
    isLate = true;
  }

  function askAll(isAsked: boolean): void {
    absentInForce = listAbsent();
    const filter = narrow(inForce.tree, inForce.filter);
    if (isAsked) view.setFilter(filter);
    else view.settleFilter(filter);
  }

  function listAbsent(): string {
    return [...(inForce.filter?.columns ?? [])].filter(isAbsent).join('\n');
  }

  function lookAgain(): void {
    if (listAbsent() !== absentInForce) askAll(false);
  }

  function followAbsent(filter: CompiledFilter): CompiledFilter {
    return {
      ...filter,
      test(read, nowMs) {
        readRow = read;
        return filter.test(readOrNothing, nowMs);
      },
    };
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function settle(good: GoodFilter): void {
    clearTimeout(timer);
    settled = good;
    enforce(good, false);
    tell();
  }

  function setText(text: string, when: ApplyTime = 'now'): void {
    clearTimeout(timer);
    const parsed = parseFilter(text, language);
    if (parsed.ok) {
      const { filter, ast: tree } = parsed;
      const good: GoodFilter = { text, tree, filter: filter.columns.size === 0 ? undefined : followAbsent(filter) };
      state = { ...state, text, errors: [], tree };
      if (when === 'now' || when === 'released') enforce(good, when === 'now');
      // A blank ends a term: it is meant, however fast the next one comes.
      if (/\s$/.test(text)) settled = good;
      else if (when !== 'asked') timer = setTimeout(() => settle(good), settledMs);
    } else {
      state = { ...state, text, errors: parsed.errors, tree: undefined };
      enforce(settled);
    }
    tell();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setText,
    tellAbsent(next) {
      isAbsent = next;
      lookAgain();
    },
    isAbsent: (column) => isAbsent(column),
    lookAgain,
    choose(field, value, choice) {
      const text = combineFilter(wanted.text, field, value, choice, language);
      if (text === undefined) return false;
      setText(text);
      settle(wanted);
      return true;
    },
  };
}
