import { expect, test } from 'vitest';
import { writeBreakTable } from '../../bench/breaks/report.ts';
import type { BreakFigures } from '../../bench/breaks/breaks.ts';

const figures: BreakFigures = {
  id: 'cut',
  title: 'Cut',
  method: 'It is cut.',
  faultMs: 30_040,
  noticedMs: 140,
  backMs: 2_960,
  shown: [],
  changes: { found: 19, missed: ['name zoe'], invented: ['left leo'] },
  untrue: ['zoe'],
};

test('a break’s row tells what was missed, invented and untrue', () => {
  expect(writeBreakTable([figures]).split('\n')[2]).toBe(
    '| Cut | 30.0 s | 0.1 s | **3.0 s** | 19 of 20 | 1 | no: zoe |',
  );
});

test('a break that broke nothing says so instead of a time', () => {
  const calm = { ...figures, noticedMs: undefined, backMs: undefined, untrue: [] };
  expect(writeBreakTable([calm]).split('\n')[2]).toBe('| Cut | 30.0 s | nothing broke | – | 19 of 20 | 1 | yes |');
});
