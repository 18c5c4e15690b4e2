import { describe, expect, test } from 'vitest';
import { readRosterArguments } from '../../bench/roster/arguments.ts';
import { listAims, writeRosterTables, type RosterFigures } from '../../bench/roster/report.ts';
import type { Design, DesignFigures, MeasuredStep } from '../../bench/roster/steps.ts';

function makeStep(allMs: number, more: Partial<MeasuredStep> = {}): MeasuredStep[] {
  const none = { scriptMs: 0, layoutMs: 0, styleMs: 0, framesPerSecond: 60, fedPerSecond: 0 };
  return [{ allMs, ...none, delaysMs: [], longTasksMs: [], keysMs: [], ...more }];
}

function makeDesign(design: Design, steps: DesignFigures['steps']): DesignFigures {
  return { design, people: 5_000, steps, heapBytes: [100e6], shownMs: [300] };
}

const figures: RosterFigures = {
  rows: [
    { rows: 5_000, idleMs: 20, allMs: 120, delaysMs: [9], heapBytes: 9e6 },
    { rows: 50_000, idleMs: 40, allMs: 160, delaysMs: [9], heapBytes: 60e6 },
  ],
  rooms: [],
  rounds: 1,
  tookMs: 60_000,
  designs: [
    makeDesign('console', {
      idle: makeStep(30),
      'text 200/s': makeStep(80),
      'text 1000/s': makeStep(130, { delaysMs: [10, 60], longTasksMs: [80] }),
    }),
    makeDesign('ag', { idle: makeStep(30), 'text 1000/s': makeStep(330) }),
    makeDesign('ag-delta', { idle: makeStep(50), 'text 1000/s': makeStep(250) }),
    makeDesign('plain', { idle: makeStep(10), 'text 200/s': makeStep(910) }),
  ],
};

function aim(what: string): { measured: string; isMet: boolean | undefined } {
  const found = listAims(figures).find((one) => one.what.includes(what));
  if (!found) throw new Error(`no aim about ${what}`);
  return { measured: found.measured, isMet: found.isMet };
}

test('a share is of the better of both grids, each above its own idle page', () => {
  expect(aim('text cells')).toEqual({ measured: '**0.50 ×**', isMet: true });
  expect(aim('plain list')).toEqual({ measured: '**0.06 ×**', isMet: true });
});

test('without a grid beside it nothing is met', () => {
  const alone = listAims({ ...figures, designs: figures.designs.slice(0, 1) });
  expect(alone.find(({ what }) => what.includes('text cells'))?.isMet).toBeUndefined();
});

test('what the client takes alone is told apart from what is left', () => {
  const client = makeDesign('client', { idle: makeStep(10), 'ingest 1000/s': makeStep(60) });
  const tables = writeRosterTables({ ...figures, designs: [...figures.designs, client] });
  expect(tables).toContain('| **Gavel** | text 1000/s | 100 | 50 | **50** | 1.00 × |');
  expect(tables).toContain('| AG Grid, `deltaSort` | text 1000/s | 200 | 50 | **150** | 0.33 × |');
});

test('more rows are compared above their idle pages', () => {
  expect(aim('50,000 rows')).toEqual({ measured: '**1.20 ×**', isMet: true });
});

test('what is missed and what was not measured is said', () => {
  expect(aim('update → painted')).toEqual({ measured: '**60 ms**', isMet: false });
  expect(aim('tasks over')).toEqual({ measured: '**1**', isMet: false });
  expect(aim('rich cells')).toEqual({ measured: '–', isMet: undefined });
  expect(aim('key press').isMet).toBeUndefined();
  expect(writeRosterTables(figures)).toContain('**missed**');
});

describe('arguments', () => {
  test('a part of a run is never written', () => {
    expect(readRosterArguments(['--only', 'console,ag', '--rounds', '1'])).toMatchObject({
      designs: ['console', 'ag'],
      rounds: 1,
    });
    expect(readRosterArguments(['--write'])).toMatchObject({ doesWrite: true });
    expect(readRosterArguments(['--write', '--only', 'console'])).toBeUndefined();
    expect(readRosterArguments(['--write', '--people', '100'])).toBeUndefined();
    expect(readRosterArguments(['--write', '--steps', 'idle'])).toBeUndefined();
    expect(readRosterArguments(['--write', '--profiles', 'out'])).toBeUndefined();
    expect(readRosterArguments(['--steps', 'idle,text 1000/s'])).toMatchObject({ steps: ['idle', 'text 1000/s'] });
  });

  test('what cannot be understood is refused', () => {
    expect(readRosterArguments(['--fast'])).toBeUndefined();
    expect(readRosterArguments(['--rounds', '0'])).toBeUndefined();
    expect(readRosterArguments(['--only', 'nobody'])).toBeUndefined();
    expect(readRosterArguments(['--write', '--parts', 'rows'])).toBeUndefined();
  });
});
