/** docs/filters.md is what moderators learn from: every example in it is read and answered over the people in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/cell-value';
import { readAgeMs } from '#contract/filter/literals';
import { parseFilter } from '#contract/filter/parse-filter';
import { participantLanguage } from '#contract/filter/participant-language';
import { shownTextColumn } from '#contract/filter/types';

const nowMs = new Date('2026-03-01T10:15:00').getTime();
const tables = readTables(readFileSync('docs/filters.md', 'utf8'));
const people = (tables[0]?.rows ?? []).map(createPerson);
const examples = tables.filter(({ head }) => head.join() === 'filter,shows').flatMap(({ rows }) => rows);
const mistakes = tables.filter(({ head }) => head[1] === 'wrong part').flatMap(({ rows }) => rows);

interface Person {
  identity: string;
  read(column: string): CellValue;
}

function readTables(document: string): { head: string[]; rows: string[][] }[] {
  const blocks = document.split(/\n{2,}/).filter((block) => block.startsWith('|'));
  return blocks.map((block) => {
    const [head, , ...rows] = block
      .trim()
      .split('\n')
      .map((line) =>
        line
          .slice(1, line.lastIndexOf('|'))
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim().replaceAll('\\|', '|')),
      );
    return { head: head ?? [], rows };
  });
}

function createPerson(cells: string[]): Person {
  const values = new Map((tables[0]?.head ?? []).map((name, index) => [name, readCell(name, cells[index] ?? '')]));
  for (const right of ['can.subscribe', 'can.publishData']) values.set(right, values.get('can.publish'));
  const shown = ['identity', 'name', 'metadata', 'attr.team', 'attr.score', 'quality'].map((name) => values.get(name));
  const kind = values.get('kind') === 'standard' ? 'person' : values.get('kind');
  values.set(shownTextColumn, [...shown, kind].map((value) => String(value ?? '').toLowerCase()).join('\n'));
  return { identity: cells[0] ?? '', read: (column) => values.get(column) };
}

function readCell(name: string, cell: string): CellValue {
  if (cell === '?') return undefined;
  if (cell === '—') return null;
  switch (participantLanguage.fields.get(name)?.type) {
    case 'time':
      return nowMs - (readAgeMs(cell) ?? Number.NaN);
    case 'duration':
      return readAgeMs(cell);
    case 'boolean':
      return cell === 'yes';
    default:
      return cell;
  }
}

function readCode(cell: string): string {
  return cell.replaceAll('`', '');
}

function listShown(text: string): string[] {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return people.filter(({ read }) => parsed.filter.test(read, nowMs) === true).map(({ identity }) => identity);
}

it('has people and examples', () => {
  expect(people).toHaveLength(7);
  expect(examples.length).toBeGreaterThan(50);
  expect(mistakes.length).toBeGreaterThan(5);
});

describe('examples', () => {
  it.each(examples)('%s shows %s', (filter, shows) => {
    const everybody = people.map(({ identity }) => identity);
    const named = (shows ?? '').split(', ').filter(Boolean);
    expect(listShown(readCode(filter ?? ''))).toEqual(shows === 'everybody' ? everybody : named);
  });
});

describe('mistakes', () => {
  it.each(mistakes)('%s is wrong at %s', (filter, part, reason, instead) => {
    const text = readCode(filter ?? '');
    const parsed = parseFilter(text);
    if (parsed.ok) throw new Error(`${text} was read`);
    const [error] = parsed.errors;
    expect(text.slice(error?.at, (error?.at ?? 0) + (error?.length ?? 0))).toBe(readCode(part ?? ''));
    if (reason !== '') expect(error?.message).toBe(reason);
    expect(error?.suggestion).toBe(readCode(instead ?? ''));
  });
});

it('names every question', () => {
  const document = readFileSync('docs/filters.md', 'utf8');
  for (const name of participantLanguage.predicates.keys()) expect(document).toContain(`is:${name}`);
});
