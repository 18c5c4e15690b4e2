import { describe, expect, it } from 'vitest';
import { cutAtMarks } from '#renderer/features/palette/marked-text.tsx';
import {
  createPaletteIndex,
  readPaletteQuery,
  searchPalette,
  type PaletteItem,
  type PaletteSection,
} from '#renderer/features/palette/palette-search.ts';

function item(section: PaletteSection, label: string, change: Partial<PaletteItem> = {}): PaletteItem {
  return { id: `${section} ${label}`, section, label, run: () => undefined, ...change };
}

const verbs = [
  item('Do', 'Microphone: turn off', { detail: 'j.nilsson' }),
  item('Do', 'Camera: turn off', { detail: 'j.nilsson', offReason: 'Unknown: the server has not told it.' }),
  item('Do', 'Dispatch agent'),
];
const people = [
  item('People', 'amara.okafor', { detail: 'Amara Okafor' }),
  item('People', 'j.nilsson', { detail: 'Jonas Nilsson' }),
  item('People', 'guest-1', { detail: '李小龍' }),
];
const rooms = [item('Rooms', 'townhall'), item('Rooms', 'nilsson-room')];
const indexes = [
  createPaletteIndex('Do', verbs),
  createPaletteIndex('People', people),
  createPaletteIndex('Rooms', rooms),
  createPaletteIndex('Servers', [item('Servers', 'Northwind', { detail: 'staging' })]),
];

function find(query: string, recentIds: string[] = []): Record<string, string[]> {
  return Object.fromEntries(
    searchPalette(indexes, query, recentIds).map(({ title, rows }) => [title, rows.map((row) => row.item.label)]),
  );
}

describe('what is found', () => {
  it.each([
    ['mic', { Do: ['Microphone: turn off'] }],
    ['nilsson mic', { Do: ['Microphone: turn off'] }],
    ['AMARA', { People: ['amara.okafor'] }],
    ['okfor', { People: ['amara.okafor'] }],
    ['小龍', { People: ['guest-1'] }],
    ['nobody of this name', {}],
  ])('%s', (query, expected) => expect(find(query)).toEqual(expected));

  it('is of the section that was asked for', () => {
    expect(Object.keys(find('nilsson')).toSorted()).toEqual(['Do', 'People', 'Rooms']);
    expect(find('@nilsson')).toEqual({ People: ['j.nilsson'] });
    expect(find('#nilsson')).toEqual({ Rooms: ['nilsson-room'] });
    expect(Object.keys(find('>nilsson'))).toEqual(['Do']);
    expect(readPaletteQuery('> mic ')).toEqual({ section: 'Do', text: 'mic' });
  });

  it('begins with the section that is surest: Enter goes to whom was named, not to a verb about them', () => {
    expect(Object.keys(find('nilsson'))[0]).not.toBe('Do');
    expect(Object.keys(find('dispatch'))[0], 'control').toBe('Do');
  });

  it('has what is off after what can be done', () => {
    expect(find('>turn off')).toEqual({ Do: ['Microphone: turn off', 'Camera: turn off'] });
    expect(find('>')).toEqual({ Do: ['Microphone: turn off', 'Dispatch agent', 'Camera: turn off'] });
  });

  it('has what was used lately first while nothing is typed, and not twice', () => {
    const found = find('', ['Rooms townhall', 'gone since', 'Do Dispatch agent', 'Do Camera: turn off']);
    expect(Object.keys(found)).toEqual(['Recent', 'Do', 'People', 'Rooms', 'Servers']);
    expect(found['Recent']).toEqual(['townhall', 'Dispatch agent']);
    expect(found['Rooms']).toEqual(['nilsson-room']);
    expect(Object.keys(find(''))[0], 'control').toBe('Do');
  });

  it('stands signs that are no letters', () => {
    for (const query of ['.', '*', '(', '[a', '\\', '-', '"', '> >', '😀', ' '])
      expect(() => find(query)).not.toThrow();
  });
});

describe('marks', () => {
  it('say which letters matched, in label and detail', () => {
    const [group] = searchPalette(indexes, '>turn nilss');
    const row = group?.rows[0];
    const marked = (text: string, marks: readonly number[]): string[] =>
      cutAtMarks(text, marks)
        .filter(({ isMarked }) => isMarked)
        .map(({ part }) => part);
    expect(marked(row?.item.label ?? '', row?.labelMarks ?? [])).toEqual(['turn']);
    expect(marked(row?.item.detail ?? '', row?.detailMarks ?? [])).toEqual(['nilss']);
  });

  it('cut a text without losing any of it', () => {
    for (const marks of [[], [0, 2], [1, 3, 5, 9], [0, 99], [2, 2]]) {
      expect(
        cutAtMarks('townhall', marks)
          .map(({ part }) => part)
          .join(''),
      ).toBe('townhall');
    }
  });
});

it('shows few of 5,000 people, and says how many there are', () => {
  const crowd = Array.from({ length: 5_000 }, (_, number) =>
    item('People', `guest-${number}.person@example.org`, { detail: `Person Number ${number} ${'x'.repeat(100)}` }),
  );
  const index = [createPaletteIndex('People', crowd)];
  for (const query of ['p', 'pe', 'person', 'number 4', 'example person guest', '4999', 'zzz', '@e']) {
    const groups = searchPalette(index, query);
    expect(groups[0]?.rows.length ?? 0, query).toBeLessThanOrEqual(50);
  }
  expect(searchPalette(index, 'person')[0]?.matched).toBe(5_000);
});
