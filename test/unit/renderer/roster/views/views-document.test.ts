/** docs/views.md says what the built-in views are, and shows a text that can be imported. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readViewsText } from '#contract/schemas/views-text';
import { builtInViews } from '#renderer/features/roster/views/built-in-views.ts';

const page = readFileSync('docs/views.md', 'utf8');

it('names each view with its key and filter', () => {
  const rows = page.split('\n').filter((line) => /^\| (?:\d| ) /.test(line));
  const told = rows.map((row) =>
    row
      .split('|')
      .slice(1, 4)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  expect(told).toEqual(
    builtInViews.map(({ id, name, key, filter }) => [id === 'all' ? '0' : `${key ?? ''}`, name, filter]),
  );
});

it('shows a text that is read', () => {
  const text = /```json\n([^]*?)```/.exec(page)?.[1] ?? '';
  expect(readViewsText(text)).toMatchObject({ views: [{ name: 'Red team on stage', key: 5 }] });
});
