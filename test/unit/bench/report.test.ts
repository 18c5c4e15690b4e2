import { expect, test } from 'vitest';
import type { Machine } from '#test/bench/machine';
import { writeDocument, writeTable, type Figures } from '#test/bench/report';

const figures: Figures = {
  starts: { console: [900, 1_000, 1_100], emptyWindow: [400, 500, 600] },
  rooms: [
    {
      people: 24,
      joins: {
        console: { live: [300, 310, 290], everybody: [200, 210, 190] },
        baseline: { connected: [100, 90, 110], everybody: [50, 40, 60] },
      },
      writes: { drawn: [20, 30], event: [0, 10], added: [20, 20] },
      memory: { window: 150e6, baseline: 50e6, main: 90e6, shared: 70e6 },
    },
  ],
  tabs: [
    { rooms: 1, memory: 150e6, restMs: 4, changingMs: 20, changesPerSecond: 4 },
    { rooms: 4, memory: 180e6, restMs: 8, changingMs: 40, changesPerSecond: 15.8 },
  ],
  bundles: [{ what: 'preload', bytes: 1_234_000, gzippedBytes: 400_000 }],
  tookMs: 61_000,
};
const machine: Machine = {
  date: '2026-01-02',
  cores: 2,
  processor: 'A processor',
  memoryGiB: 24,
  system: 'A system',
  runtime: 'Electron 1',
  loadBefore: 0.4,
};

test('each row tells both sides and their ratio', () => {
  const rows = writeTable(figures).split('\n');
  expect(rows).toContain('| start → `ready` | **1000** ms (900–1100) | empty window **500** ms (400–600) | 2.0 × |');
  expect(rows.find((row) => row.includes('click → `live`'))).toContain('| 3.0 × |');
  expect(rows.find((row) => row.includes('everybody drawn'))).toContain('| 4.0 × |');
});

test('memory and sizes are told in units of their own', () => {
  expect(writeTable(figures)).toContain('| **150 MB** | bare client’s window **50 MB** | 3.0 × |');
  expect(writeTable(figures)).toContain('| 90 MB · 70 MB |');
  expect(writeDocument(machine, figures)).toContain('| preload | 1,234 kB | 400 kB |');
});

test('rooms side by side tell what each further one costs', () => {
  const document = writeDocument(machine, figures);
  expect(document).toContain('| 1 | 150 MB |  | 4 ms/s | 20 ms/s at 4 changes/s |');
  expect(document).toContain('| 4 | 180 MB | 10 MB | 8 ms/s | 40 ms/s at 16 changes/s |');
  expect(document).toContain('One window holds 12 rooms at most');
});

test('a ratio to nothing is not told', () => {
  expect(writeTable(figures)).toContain('| – / 3.0 × |');
});

test('the document says on what it was measured, and that a busy machine spoils it', () => {
  const quiet = writeDocument(machine, figures);
  expect(quiet).toContain('2 cores, A processor');
  expect(quiet).toContain('measures for 2 minutes');
  expect(quiet).not.toContain('Provisional');
  expect(writeDocument({ ...machine, loadBefore: 3 }, figures)).toContain('**Provisional:**');
});
