import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { goneColumn } from '#contract/fields';
import { createRosterFilter } from '#renderer/features/roster/filter/roster-filter.ts';
import { createAbsentAttributes } from '#renderer/features/roster/filter/absent-attributes.ts';
import type { CellValue, RowFilter } from '#renderer/table/types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function prepare(_filter: RowFilter | undefined, onReady: () => void): () => void {
  onReady();
  return () => undefined;
}

function createStage() {
  let inForce: RowFilter | undefined;
  let isHeld = false;
  let waiting: RowFilter | undefined;
  const filter = createRosterFilter({
    setFilter: (next) => void (inForce = next),
    prepareFilter: prepare,
    settleFilter: (next) => void (isHeld ? (waiting = next) : (inForce = next)),
  });
  const shows = (row: Record<string, CellValue>) => inForce?.test((column) => row[column], 0);
  return {
    filter,
    shows,
    hold: () => void (isHeld = true),
    waits: () => waiting !== undefined,
    columns: () => [...(inForce?.columns ?? [])].filter((name) => name !== goneColumn),
    applied: () => filter.state().applied.text,
  };
}

it('is in force as it is typed; an empty one lets everybody through', () => {
  const { filter, columns, applied } = createStage();
  filter.setText('kind:agent');
  expect(columns()).toEqual(['kind']);
  filter.setText('');
  expect(columns()).toEqual([]);
  expect(applied()).toBe('');
});

it('leaves the last good one in force while the text is wrong, not a step on the way to it', () => {
  const { filter, columns, applied } = createStage();
  filter.setText('kind:agent');
  vi.advanceTimersByTime(500);
  for (const text of ['kind:agent k', 'kind:agent kn', 'kind:agent knd']) filter.setText(text);
  expect(columns(), 'control: a step is in force as long as it is right').toEqual(['kind', '*']);
  filter.setText('kind:agent knd:x');
  expect(applied()).toBe('kind:agent');
  expect(columns()).toEqual(['kind']);
  expect(filter.state().errors).toMatchObject([{ at: 11, length: 3, suggestion: 'kind' }]);
  vi.advanceTimersByTime(10_000);
  expect(applied()).toBe('kind:agent');
});

it('takes a term that a blank has ended as meant, and a value that was chosen', () => {
  const { filter, applied } = createStage();
  filter.setText('kind:agent ');
  filter.setText('kind:agent knd:x');
  expect(applied()).toBe('kind:agent ');
  filter.choose('attr.team', 'red', 'include');
  filter.setText('kind:agent attr.team=red (');
  expect(applied()).toBe('kind:agent attr.team=red');
});

it.each(['paused', 'released'] as const)('moves no row when a text is in force only later: %s', (when) => {
  const { filter, hold, waits, columns } = createStage();
  hold();
  filter.setText('kind:standard', when);
  vi.advanceTimersByTime(500);
  expect([waits(), columns()]).toEqual([true, []]);
  filter.setText('kind:agent');
  expect(columns(), 'control: what is typed now counts at once').toEqual(['kind']);
});

it('looks for a name that is half typed only once the typing pauses, or when it is asked for', () => {
  const { filter, applied } = createStage();
  filter.setText('mi', 'paused');
  expect(applied()).toBe('');
  vi.advanceTimersByTime(500);
  expect(applied()).toBe('mi');
  filter.setText('attr.te', 'asked');
  vi.advanceTimersByTime(5_000);
  expect(applied()).toBe('mi');
  filter.setText('attr.te');
  expect(applied()).toBe('attr.te');
});

it('takes a value into the filter in force, and says where it cannot', () => {
  const { filter, applied } = createStage();
  filter.setText('anna');
  filter.setText('anna knd:x');
  expect(filter.choose('kind', 'agent', 'exclude')).toBe(true);
  expect(applied()).toBe('!kind:agent');
  expect(filter.state().text).toBe('!kind:agent');
  expect(filter.choose('metadata', 'x'.repeat(1_000), 'include')).toBe(false);
});

it('knows that nobody has an attribute without a column, unless keys were left out', () => {
  const { filter, shows } = createStage();
  const keys = { found: 1, shown: 1, isFoundCut: false };
  filter.tellAbsent(createAbsentAttributes({ columns: () => ['attr.team'] }, () => keys));
  filter.setText('!has:attr.seat');
  expect(shows({})).toBe(true);
  keys.found = 2;
  expect(shows({}), 'a key without a column').toBeUndefined();
  filter.setText('!has:attr.team');
  expect(shows({}), 'a column that is not written yet').toBeUndefined();
  filter.setText('!level>1');
  expect(shows({})).toBeUndefined();
});

it('asks everybody anew once a key without a column is found, and only then', () => {
  const asked: (boolean | undefined)[] = [];
  const ask = (next: RowFilter | undefined): void => void asked.push(next?.test(() => undefined, 0));
  const filter = createRosterFilter({ setFilter: ask, settleFilter: ask, prepareFilter: prepare });
  const keys = { found: 1, shown: 1, isFoundCut: false };
  filter.tellAbsent(createAbsentAttributes({ columns: () => ['attr.team'] }, () => keys));
  filter.setText('!has:attr.seat', 'now');
  asked.length = 0;
  filter.lookAgain();
  expect(asked).toEqual([]);
  keys.found = 2;
  filter.lookAgain();
  filter.lookAgain();
  expect(asked).toEqual([undefined]);
});

it('keeps the last filter in force while many rows are asked, and lets go of one that was typed over meanwhile', () => {
  let ready: (() => void)[] = [];
  const calls: string[] = [];
  const filter = createRosterFilter({
    setFilter: () => void calls.push('asked'),
    settleFilter: () => void calls.push('late'),
    prepareFilter(_next, onReady) {
      ready.push(onReady);
      return () => (ready = ready.filter((each) => each !== onReady));
    },
  });
  calls.length = 0;
  const heard: string[] = [];
  filter.subscribe(() => heard.push(filter.state().applied.text));
  filter.setText('/a/ ');
  filter.setText('/ab/ ');
  expect([filter.state().applied.text, ready.length]).toEqual(['', 1]);
  ready[0]!();
  expect([filter.state().applied.text, heard.at(-1), calls]).toEqual(['/ab/ ', '/ab/ ', ['late']]);
  filter.choose('kind', 'agent', 'include');
  filter.choose('mic', null, 'include');
  ready.at(-1)!();
  expect(filter.state().applied.text, 'a choice is added to what is still being asked').toBe(
    '/ab/i kind:agent mic:none',
  );
});
