/** What can be a column, for the chooser: every field, every attribute key and every path, with a sample and how many have it. */
import type { CellValue, ColumnTable, GridColumn } from '#renderer/table/types.ts';
import { formatAge, formatDuration } from '#renderer/lib/format.ts';
import { createMetadataColumn } from '../roster-columns.ts';
import { isAttribute } from '#renderer/features/grid-tools/column-choices.ts';
import type { FoundPath } from './find-paths.ts';

export const offerKinds = ['Fields', 'Attributes', 'Metadata'] as const;

export interface ColumnOffer {
  name: string;
  kind: (typeof offerKinds)[number];
  /** What its head says; found as well as its field name. */
  label: string;
  people: number;
  sample: string;
}

const sampleCharacters = 200;
/** Of hundreds of keys that only the last of thousands has, not all are looked for. */
const mostReads = 300_000;

/** In the order of their kinds; attributes and paths that most people have first. */
export function listOffers(
  table: ColumnTable,
  offered: readonly GridColumn[],
  drawn: readonly GridColumn[],
  paths: readonly FoundPath[],
): ColumnOffer[] {
  const nowMs = Date.now();
  const reads = { left: mostReads };
  const ofTable = offered.map((column): ColumnOffer => {
    const people = table.countKnown(column.name);
    const kind = isAttribute(column.name) ? 'Attributes' : 'Fields';
    const label = column.group === 'can' ? `may: ${column.label}` : column.label;
    return {
      name: column.name,
      kind,
      label,
      people,
      sample: people === 0 ? '' : findSample(table, column, reads, nowMs),
    };
  });
  const fields = ofTable.filter(({ kind }) => kind === 'Fields');
  const attributes = ofTable.filter(({ kind }) => kind === 'Attributes').sort((a, b) => b.people - a.people);
  const seen = new Set(paths.map(({ name }) => name));
  // One that was chosen stays to be taken away, also while nobody has it.
  const unseen = drawn.filter(({ name, group }) => group === 'meta' && !seen.has(name));
  const metadata = [...unseen.map(({ name }) => ({ name, people: 0, sample: null })), ...paths].map(
    ({ name, people, sample }): ColumnOffer => ({
      name,
      kind: 'Metadata',
      label: createMetadataColumn(name)?.label ?? name,
      people,
      sample: spellSample(sample),
    }),
  );
  return [...fields, ...attributes, ...metadata];
}

/** Offers with every word in their name, their label or their sample. */
export function searchOffers(offers: readonly ColumnOffer[], search: string): ColumnOffer[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return offers.filter(({ name, label, sample }) => {
    const text = `${name} ${label} ${sample}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function findSample(table: ColumnTable, { name, type }: GridColumn, reads: { left: number }, nowMs: number): string {
  for (const row of table.rows()) {
    if (reads.left-- <= 0) return '';
    const value = table.read(row, name);
    if (value === undefined || value === null || value === '') continue;
    if (type === 'duration' && typeof value === 'number') return formatDuration(value);
    return type === 'time' && typeof value === 'number' ? formatAge(nowMs - value) : spellSample(value);
  }
  return '';
}

function spellSample(value: CellValue): string {
  if (value === undefined || value === null) return '';
  return String(value).slice(0, sampleCharacters);
}
