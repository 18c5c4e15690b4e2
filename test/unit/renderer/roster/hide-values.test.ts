import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listExport } from '#renderer/features/grid-tools/export/list-export.ts';
import { createValueHider } from '#renderer/features/roster/export/hide-values.ts';
import { createHiddenValues, rememberedLimits } from '#renderer/features/roster/export/hidden-values.ts';
import { compileMasks } from '#renderer/lib/masks.ts';
import { tableFormats, writeTable } from '#renderer/lib/table-text.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../table/manual-scheduler.ts';

function createStage() {
  const scheduler = createManualScheduler();
  const table = createColumnTable({ scheduler });
  const hidden = createHiddenValues();
  return {
    table,
    hidden,
    frame: () => void scheduler.drawFrame(),
    hide: (text: string) => createValueHider(hidden.list())(text),
  };
}

it('hides masked values of who is there inside any text, longest first, and no short words', () => {
  const { table, hidden, hide } = createStage();
  const ada = table.ensureRow('ada');
  table.write(ada, 'attr.email', 'ada@example.com', 1);
  table.write(ada, 'attr.mail', 'ada@example.com.au', 1);
  table.write(ada, 'attr.short', 'no', 1);
  table.write(ada, 'metadata', '{"phone":"555 1234","city":"Leeds"}', 1);
  hidden.watch(table);
  const text = 'before: ada@example.com.au, 555 1234 in Leeds; no, ada@example.com {"phone":"555 1234"}';
  hidden.setMasks(compileMasks([]));
  expect(hide(text), 'the control').toBe(text);
  hidden.setMasks(compileMasks(['attr.*', 'meta.phone']));
  expect(hide(text)).toBe('before: [masked], [masked] in Leeds; no, [masked] {"phone":[masked]}');
});

it('hides what somebody had before it was changed, before they went for good, and before another room was shown', () => {
  const { table, hidden, frame, hide } = createStage();
  hidden.setMasks(compileMasks(['attr.email']));
  const [ada, bob, eve] = ['ada', 'bob', 'eve'].map((key) => table.ensureRow(key));
  for (const [row, name] of [
    [ada!, 'ada'],
    [bob!, 'bobby'],
    [eve!, 'evita'],
  ] as const) {
    table.write(row, 'attr.email', `${name}@old`, 1);
    table.write(row, 'attr.team', `team of ${name}`, 1);
  }
  frame();
  const stop = hidden.watch(table);
  table.write(ada!, 'attr.email', 'ada@new', 2);
  table.write(ada!, 'attr.team', 'another team', 2);
  table.removeRow(bob!);
  frame();
  const text = 'ada@old → ada@new, team of ada → another team; bobby@old left; evita@old';
  expect(hide(text)).toBe('[masked] → [masked], team of ada → another team; [masked] left; [masked]');
  stop();
  expect(hide(text), 'also of a room that is not shown').toBe(
    '[masked] → [masked], team of ada → another team; [masked] left; [masked]',
  );
  hidden.setMasks(compileMasks(['attr.team']));
  expect(hide(text), 'with other masks it is nothing that is hidden').toBe(text);
});

it('remembers no more than there is room for, the newest', () => {
  const { table, hidden, frame } = createStage();
  hidden.setMasks(compileMasks(['attr.email']));
  hidden.watch(table);
  const row = table.ensureRow('ada');
  for (let index = 0; index <= rememberedLimits.values + 100; index++) {
    table.write(row, 'attr.email', `${index}`.padStart(6, '0'), index);
    frame();
  }
  const known = hidden.list();
  expect(known.size).toBe(rememberedLimits.values + 1);
  expect([known.has('000099'), known.has('000100')]).toEqual([false, true]);
});

it('finds the longest at each place, and leaves nothing of those that overlap', () => {
  const hide = createValueHider(['abcd', 'abcdefgh', 'abcdefgz', 'efgh ij', 'line\nend', 'say "hi"']);
  expect(hide('abcdefgh ij|abcdefgx|abcabcd|abcdabcd|abc')).toBe(
    '[masked]|[masked]efgx|abc[masked]|[masked][masked]|abc',
  );
  expect(hide(JSON.stringify({ one: 'line\nend', two: 'say "hi"' }))).toBe('{"one":"[masked]","two":"[masked]"}');
});

it('hides as looking for one value after the other does, in any text', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength: 7 });
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 6 }),
      fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 60 }),
      (values, text) => {
        const isCovered = Array.from(text, () => false);
        for (const value of values)
          for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1))
            isCovered.fill(true, at, at + value.length);
        const left = createValueHider(values)(text).replaceAll('[masked]', '');
        expect(left).toBe(
          Array.from(text)
            .filter((_, at) => !isCovered[at])
            .join(''),
        );
      },
    ),
    { numRuns: 500 },
  );
});

it.each(tableFormats)('hides a value inside a cell before it is escaped, in %s', (format) => {
  const values = ['anna_b@x.org', 'say "hi"', 'two\nlines'];
  const table = createColumnTable({ scheduler: createManualScheduler() });
  const rows = values.map((value, index) => {
    const row = table.ensureRow(String(index));
    table.write(row, 'details', `was ${value}; now another`, 1);
    return row;
  });
  const write = (hide?: (text: string) => string): string =>
    writeTable(listExport(table, rows, ['details'], compileMasks([]), hide && { hide }), format);
  const planted = write();
  expect(planted.match(/anna|hi|lines/g), 'the control').toEqual(['anna', 'hi', 'lines']);
  const told = write(createValueHider(values));
  expect(told).not.toMatch(/anna|x\.org|hi|lines/);
  expect(told.match(/was .?\[masked/g)).toHaveLength(3);
});
