import { expect, it } from 'vitest';
import type { CheckLine, CheckLineId, CheckLineState } from '#contract/domain/server-check';
import { foldSkipped } from '#renderer/features/server-check/fold-skipped.ts';

type Told = [CheckLineId, CheckLineState, number?];

function fold(told: readonly Told[]): CheckLineId[][] {
  const lines = new Map(
    told.map(([id, state, tookMs]): [CheckLineId, Pick<CheckLine, 'state' | 'tookMs'>] => [
      id,
      tookMs === undefined ? { state } : { state, tookMs },
    ]),
  );
  return foldSkipped(
    told.map(([id]) => id),
    lines,
  );
}

it('takes neighbours that were not tried together, from three on, and leaves all else and its order alone', () => {
  const told: Told[] = [
    ['address', 'ok'],
    ['dns', 'skipped'],
    ['reachable', 'failed'],
    ['tls', 'skipped', 6],
    ['key', 'skipped'],
    ['secret', 'skipped'],
    ['clock', 'skipped'],
    ['move', 'unknown'],
  ];
  expect(fold(told)).toEqual([['address'], ['dns'], ['reachable'], ['tls'], ['key', 'secret', 'clock'], ['move']]);
  expect(fold(told.slice(0, 6)).at(-1), 'two are no crowd').toEqual(['secret']);
});
