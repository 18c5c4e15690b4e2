import { describe, expect, it } from 'vitest';
import type { RosterView } from '#contract/domain/roster-preferences';
import { parseFilter } from '#contract/filter/parse-filter';
import { builtInViews } from '#renderer/features/roster/views/built-in-views.ts';
import {
  explainNameOff,
  findByKey,
  importViews,
  moveView,
  putView,
  removeView,
  restoreView,
} from '#renderer/features/roster/views/own-views.ts';

function make(name: string, over: Partial<RosterView> = {}): RosterView {
  return { id: `id ${name}`, name, filter: '', sort: [], ...over };
}

const names = (views: readonly RosterView[]) => views.map(({ name }) => name);

describe('built-in views', () => {
  it.each(builtInViews.map((view) => [view.name, view] as const))('%s is written in the language', (_name, view) => {
    expect(parseFilter(view.filter)).toMatchObject({ ok: true });
  });

  it('have names, ids and keys of their own', () => {
    for (const part of [names(builtInViews), builtInViews.map(({ id }) => id)]) {
      expect(new Set(part).size).toBe(builtInViews.length);
    }
    const keys = builtInViews.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('keys', () => {
  it('given to an own view are taken from who has them, and come back when it goes', () => {
    expect(findByKey([], 1)?.name).toBe('Hands');
    const one = putView([], make('Stage', { key: 1 }));
    expect(findByKey(one, 1)?.name).toBe('Stage');
    const two = putView(one, make('Red', { key: 1 }));
    expect(findByKey(two, 1)?.name).toBe('Red');
    expect(two.find(({ name }) => name === 'Stage')?.key).toBeUndefined();
    expect(findByKey(removeView(two, 'id Red'), 1)?.name).toBe('Hands');
  });
});

describe('the list', () => {
  const own = [make('a'), make('b', { key: 2 }), make('c')];

  it('is put in order, not past its ends', () => {
    expect(names(moveView(own, 'id a', 1))).toEqual(['b', 'a', 'c']);
    expect(names(moveView(own, 'id c', -5))).toEqual(['c', 'a', 'b']);
    expect(names(moveView(own, 'id c', 1))).toEqual(['a', 'b', 'c']);
  });

  it('gets a deleted view back where it was, its key if nobody has it by then', () => {
    const without = removeView(own, 'id b');
    expect(restoreView(without, own[1]!, 1)).toEqual(own);
    const taken = putView(without, make('c', { key: 2 }));
    expect(restoreView(taken, own[1]!, 1)[1]).toEqual({ ...own[1], key: undefined });
  });

  it('takes no name of a built-in view', () => {
    expect(explainNameOff(' hands ')).toContain('Hands is a view that is always there');
    expect(explainNameOff('My hands')).toBeUndefined();
    expect(explainNameOff(' ')).toBeDefined();
  });
});

describe('imported views', () => {
  const own = [make('Stage', { key: 1 }), make('Red')];
  const imported = [make('stage', { filter: 'is:raised', key: 1 }), make('New', { key: 5 }), make('Hands')];
  let id = 0;
  const take = (clash: 'both' | 'replace' | 'skip') =>
    importViews(
      own,
      imported,
      () => clash,
      () => `new ${id++}`,
    );

  it('whose names are taken are numbered; keys that are taken stay where they are', () => {
    const { views, count } = take('both');
    expect(views.map(({ name, key }) => [name, key])).toEqual([
      ['Stage', 1],
      ['Red', undefined],
      ['stage (2)', undefined],
      ['New', 5],
      ['Hands (2)', undefined],
    ]);
    expect(count).toBe(3);
    expect(new Set(views.map((view) => view.id)).size).toBe(5);
  });

  it('replace the own one of their name, or are left out', () => {
    const { views } = take('replace');
    expect(names(views)).toEqual(['stage', 'Red', 'New', 'Hands (2)']);
    expect(views[0]).toMatchObject({ id: 'id Stage', filter: 'is:raised', key: 1 });
    expect(names(take('skip').views)).toEqual(['Stage', 'Red', 'New']);
  });
});
