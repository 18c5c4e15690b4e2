import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherAttributes, preferenceLimits, type ColumnChoice } from '#contract/domain/roster-preferences';
import { nameAttributeField } from '#contract/fields';
import { rosterPreferencesSchema } from '#contract/schemas/roster-preferences';
import {
  areOthersShown,
  boundChoices,
  drawColumns,
  hideColumn,
  maxMetadataColumns,
  moveColumn,
  pinColumn,
  resizeColumn,
  setOthersShown,
  showColumn,
  spellOutChoices,
  type Choices,
} from '#renderer/features/grid-tools/column-choices.ts';
import { listRosterColumns, rosterColumnRules } from '#renderer/features/roster/roster-columns.ts';

const offered = listRosterColumns(['team', 'seat', 'note'].map(nameAttributeField));

function names(choices: Choices, from = offered): string[] {
  return drawColumns(choices, from, rosterColumnRules).map(({ name }) => name);
}

describe('chosen columns', () => {
  it('are as they come until something is chosen, and the same once they are spelled out', () => {
    expect(drawColumns(undefined, offered, rosterColumnRules)).toEqual(offered);
    expect(drawColumns(spellOutChoices(undefined, offered, rosterColumnRules), offered, rosterColumnRules)).toEqual(
      offered,
    );
  });

  it('are moved beside another and held where that one is; the one that names the row stays first', () => {
    const spelled = spellOutChoices(undefined, offered, rosterColumnRules);
    const state = offered.find(({ name }) => name === 'state')!;
    const source = offered.find(({ name }) => name === 'source')!;
    expect(names(moveColumn(spelled, 'attr.seat', state, 'before')).slice(0, 4)).toEqual([
      'identity',
      'name',
      'attr.seat',
      'state',
    ]);
    const pinned = drawColumns(moveColumn(spelled, 'attr.seat', source, 'before'), offered, rosterColumnRules);
    expect(pinned.find(({ name }) => name === 'attr.seat')).toMatchObject({ pin: 'end' });
    const letGo = { ...source, pin: 'none' as const, wantedPin: 'end' as const };
    expect(moveColumn(spelled, 'attr.seat', letGo, 'before'), 'which is let go while there is no room').toEqual(
      moveColumn(spelled, 'attr.seat', source, 'before'),
    );
    expect(names(moveColumn(spelled, 'identity', state, 'after'))).toEqual(names(undefined));
  });

  it('are hidden and come back to their place with their width; a path of metadata is forgotten', () => {
    const narrow = resizeColumn(spellOutChoices(undefined, offered, rosterColumnRules), 'attr.seat', 61.4);
    const hidden = hideColumn(narrow, 'attr.seat');
    expect(names(hidden)).not.toContain('attr.seat');
    const again = showColumn(hidden, 'attr.seat', offered, rosterColumnRules);
    expect(names(again)).toEqual(names(undefined));
    expect(drawColumns(again, offered, rosterColumnRules).find(({ name }) => name === 'attr.seat')).toMatchObject({
      widthPx: 61,
    });
    const withPaths = showColumn(
      showColumn(again, 'meta.b', offered, rosterColumnRules),
      'meta.a["x.y"]',
      offered,
      rosterColumnRules,
    );
    const at = names(withPaths).indexOf('metadata');
    expect(names(withPaths).slice(at, at + 3)).toEqual(['metadata', 'meta.b', 'meta.a["x.y"]']);
    expect(hideColumn(withPaths, 'meta.b').some(({ name }) => name === 'meta.b')).toBe(false);
    expect(names(hideColumn(again, 'identity'))).toContain('identity');
  });

  it('come by themselves for keys that nobody had before, unless that was turned off', () => {
    const more = listRosterColumns(['team', 'seat', 'note', 'new'].map(nameAttributeField));
    const spelled = spellOutChoices(undefined, offered, rosterColumnRules);
    expect(names(spelled, more)).toContain('attr.new');
    const closed = setOthersShown(spelled, false, offered, rosterColumnRules);
    expect(areOthersShown(closed)).toBe(false);
    expect(names(closed, more)).not.toContain('attr.new');
    expect(names(setOthersShown(closed, true, offered, rosterColumnRules), more)).toEqual(names(spelled, more));
  });

  it('that a view names exactly are all there is, and keys of another room wait for theirs', () => {
    const view: ColumnChoice[] = [{ name: 'name' }, { name: 'attr.gone' }, { name: 'meta.seat', widthPx: 50 }];
    expect(names(view)).toEqual(['identity', 'name', 'meta.seat']);
    expect(names(view, listRosterColumns(['attr.gone']))).toContain('attr.gone');
  });

  it('of metadata are no more than can be read for everybody', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ name: `meta.m${index}` }));
    expect(names(many)).toHaveLength(1 + maxMetadataColumns);
  });

  it('are kept whatever keys people choose: what cannot be kept is drawn as it comes', () => {
    const keys = Array.from({ length: 700 }, (_, index) => `k${index}`);
    const huge = listRosterColumns([...keys, 'x'.repeat(2_000)].map(nameAttributeField));
    const elsewhere = keys.map((key) => ({ name: `attr.other-${key}` }));
    const bounded = boundChoices(
      [...elsewhere, ...spellOutChoices([{ name: otherAttributes }], huge, rosterColumnRules)],
      huge,
    );
    const kept = { views: [], types: {}, masks: [], columns: bounded };
    expect(rosterPreferencesSchema.safeParse(kept).success).toBe(true);
    expect(bounded).toHaveLength(preferenceLimits.columns);
    expect(bounded.some(({ name }) => name.startsWith('attr.other-'))).toBe(false);
  });

  it('never lose or double a column, whatever is done', () => {
    const step = fc.record({
      what: fc.constantFrom('move', 'resize', 'pin', 'hide', 'show', 'others'),
      name: fc.constantFrom(...offered.map(({ name }) => name), 'meta.a'),
      beside: fc.constantFrom(...offered),
      isFirst: fc.boolean(),
      widthPx: fc.integer({ min: -50, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let choices: Choices;
        const isShown = new Map(offered.map(({ name }) => [name, true]));
        for (const { what, name, beside, isFirst, widthPx } of steps) {
          const spelled = spellOutChoices(choices, offered, rosterColumnRules);
          if (what === 'move') choices = moveColumn(spelled, name, beside, isFirst ? 'before' : 'after');
          else if (what === 'resize') choices = resizeColumn(spelled, name, widthPx);
          else if (what === 'pin') choices = pinColumn(spelled, name, isFirst ? 'start' : 'end');
          else if (what === 'hide') choices = hideColumn(spelled, name);
          else if (what === 'show') choices = showColumn(spelled, name, offered, rosterColumnRules);
          else choices = setOthersShown(spelled, isFirst, offered, rosterColumnRules);
          if (what === 'show') isShown.set(name, true);
          if (what === 'hide') isShown.set(name, name === 'identity');
        }
        const drawn = drawColumns(choices, offered, rosterColumnRules);
        const wanted = [...isShown].filter(([, shown]) => shown).map(([name]) => name);
        expect(drawn.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
        expect(drawn[0]).toMatchObject({ name: 'identity', pin: 'start' });
        expect(drawn.every((column) => column.widthPx >= 24 && column.widthPx <= 1_000)).toBe(true);
        expect(rosterPreferencesSchema.safeParse({ views: [], types: {}, masks: [], columns: choices }).success).toBe(
          true,
        );
      }),
    );
  });
});
