/** What is done to each design, and what came out of it. Types and names only. */
import type { PageFigures } from './page-meter.ts';

/** Text: scrolled to the columns of texts. Rich: the first columns, with switches, lamps and bars. */
export type Cells = 'text' | 'rich';

export const designs = ['console', 'ag', 'ag-delta', 'plain', 'client'] as const;
export type Design = (typeof designs)[number];

export interface Step {
  name: string;
  cells: Cells;
  changesPerSecond: number;
  /** The list is not in sight; what is known of people is kept up all the same. */
  isHidden?: boolean;
  /** Arrow keys are pressed four times a second in the list. */
  hasKeys?: boolean;
}

export interface MeasuredStep extends PageFigures {
  /** Changes that were sent, about. */
  fedPerSecond: number;
}

/** Of each round. */
export type StepFigures = Record<string, MeasuredStep[]>;

export interface DesignFigures {
  design: Design;
  people: number;
  steps: StepFigures;
  /** JS heap after a collection, of each round, bytes. */
  heapBytes: number[];
  /** From the call or click until the list is drawn with everybody, ms, of each round. */
  shownMs: number[];
}

const idle: Step = { name: 'idle', cells: 'text', changesPerSecond: 0 };
const rates: Step[] = [200, 1_000, 5_000].map((changesPerSecond) => ({
  name: `text ${changesPerSecond}/s`,
  cells: 'text',
  changesPerSecond,
}));
const keys: Step = { name: 'keys at 1000/s', cells: 'text', changesPerSecond: 1_000, hasKeys: true };
const rich: Step[] = [
  { name: 'idle rich', cells: 'rich', changesPerSecond: 0 },
  { name: 'rich 1000/s', cells: 'rich', changesPerSecond: 1_000 },
];
const ingest: Step = { name: 'ingest 1000/s', cells: 'text', changesPerSecond: 1_000, isHidden: true };

/** Steps of each design, in order. */
export const stepsOf: Readonly<Record<Design, readonly Step[]>> = {
  console: [idle, ...rates, keys, ...rich, ingest],
  ag: [idle, ...rates, keys, ...rich],
  'ag-delta': [idle, ...rates, keys, ...rich],
  plain: [idle, ...rates.slice(0, 1)],
  client: [idle, ingest],
};

export const stepNames: readonly string[] = [...new Set(Object.values(stepsOf).flat())].map(({ name }) => name);
