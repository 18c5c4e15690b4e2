import { expect, it } from 'vitest';
import type { RosterView } from '#contract/domain/roster-preferences';
import { writeViewsText } from '#contract/domain/views-text';
import { readViewsText } from '#contract/schemas/views-text';

const stage: RosterView = {
  id: 'a',
  name: 'Stage',
  filter: 'attr.team=red "or"',
  columns: [
    { name: 'identity', widthPx: 200, pin: 'start' },
    { name: 'attr."sip.h.x"', isHidden: true },
    { name: 'attr.*' },
  ],
  sort: [{ column: 'hand', direction: 'ascending' }],
  group: { column: 'attr.team', direction: 'descending' },
  key: 4,
};
const plain: RosterView = { id: 'b', name: 'Plain', filter: '', sort: [] };

it('gives back all that was written, without the ids of this computer', () => {
  const { id: _a, ...first } = stage;
  const { id: _b, ...second } = plain;
  expect(readViewsText(writeViewsText([stage, plain]))).toEqual({ views: [first, second] });
});

const changed = (change: (text: { version: number; views: Record<string, unknown>[] }) => void): string => {
  const value = JSON.parse(writeViewsText([plain, stage])) as { version: number; views: Record<string, unknown>[] };
  change(value);
  return JSON.stringify(value);
};

it.each([
  ['a text that is cut', writeViewsText([stage]).slice(0, 80), /not the whole text/],
  ['other JSON', '{"views":[]}', /begins with "format": "gavel roster views"/],
  ['a newer format', changed((value) => void (value.version = 2)), /newer Gavel \(format version 2\)/],
  [
    'what it does not know',
    changed(({ views }) => void (views[1]!['colour'] = 'red')),
    /View 2, “Stage”: has “colour”, which/,
  ],
  [
    'a part of a wrong kind',
    changed(({ views }) => void (views[1]!['sort'] = [{ column: 'hand', direction: 'up' }])),
    /View 2, “Stage”, sort 0 direction: /,
  ],
  ['a view without a name', changed(({ views }) => void (views[0]!['name'] = ' ')), /View 1, “ ”, name: /],
])('says plainly what is wrong with %s, and takes nothing', (_what, text, fault) => {
  expect(readViewsText(text)).toEqual({ fault: expect.stringMatching(fault) });
});
