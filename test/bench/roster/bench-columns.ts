/** The forty columns that every design shows: the same names, order, widths and pins in all of them. Pure. */
import type { ColumnChoice } from '#contract/domain/roster-preferences';
import { attributeKeys } from '../../support/feed/crowd-model.ts';

export interface BenchColumn {
  name: string;
  /** Of the baselines' heads. */
  label: string;
  widthPx: number;
  /** How a rich cell draws it; texts stay texts. */
  look: 'text' | 'right' | 'track' | 'lamp' | 'bars' | 'dot' | 'age';
  pin?: 'left' | 'right';
}

function glyph(name: string, look: BenchColumn['look']): BenchColumn {
  return { name, label: '', widthPx: 30, look };
}

function right(name: string, label: string, widthPx = 38): BenchColumn {
  return { name: `can.${name}`, label, widthPx, look: 'right' };
}

function text(name: string, widthPx: number): BenchColumn {
  return { name, label: name, widthPx, look: 'text' };
}

function age(name: string, widthPx: number): BenchColumn {
  return { ...text(name, widthPx), look: 'age' };
}

// The console tells attributes in the order of their keys.
const attributes = attributeKeys.toSorted().map((key) => text(`attr.${key}`, 104));

export const benchColumns: readonly BenchColumn[] = [
  { ...text('identity', 208), look: 'dot', pin: 'left' },
  text('name', 120),
  { ...text('state', 84), look: 'dot' },
  glyph('speaking', 'lamp'),
  glyph('level', 'bars'),
  glyph('mic', 'track'),
  glyph('camera', 'track'),
  glyph('screen', 'track'),
  right('publish', 'publish', 54),
  right('mic', 'mic'),
  right('camera', 'cam'),
  right('screen', 'scr'),
  ...attributes,
  text('metadata', 220),
  text('quality', 80),
  age('changed', 76),
  age('joined', 72),
  text('kind', 70),
  right('screenAudio', 'audio'),
  right('publishData', 'data'),
  right('subscribe', 'subscribe', 62),
  right('updateMetadata', 'own metadata', 92),
  right('metrics', 'metrics', 54),
  right('manageAgentSession', 'agent session', 88),
  right('agent', 'agent', 46),
  right('recorder', 'recorder', 58),
  text('hidden', 60),
  text('region', 88),
  age('seen', 60),
  text('reason', 120),
  text('sid', 132),
  { ...text('source', 60), look: 'lamp', pin: 'right' },
];

/** The same as the console keeps them. */
export const benchChoices: readonly ColumnChoice[] = benchColumns.map(({ name, widthPx, pin }) => ({
  name,
  widthPx,
  pin: pin === 'left' ? 'start' : pin === 'right' ? 'end' : 'none',
}));

/** Where the first column of texts begins, right of the pinned one. */
export const textsAtPx = sumWidths(
  benchColumns.slice(0, benchColumns.indexOf(attributes[0]!)).filter(({ pin }) => pin === undefined),
);

function sumWidths(columns: readonly BenchColumn[]): number {
  return columns.reduce((sum, { widthPx }) => sum + widthPx, 0);
}
