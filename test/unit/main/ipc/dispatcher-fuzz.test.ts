/** Whatever comes in is answered with a Result, reaches a handler only if it is valid, and leaves nothing behind. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRequestChannel, requestChannels } from '#contract/channels';
import { errorCodes } from '#contract/result';
import { requestSchemas } from '#contract/schemas/requests';
import type { WindowKind } from '#contract/domain/app-info';
import { channels, createRecordingDispatcher, createSender } from './recording-dispatcher.ts';
import { validRequests } from './valid-requests.ts';

const runs = 4_000;
const maxGrowthBytes = 24 * 1024 * 1024;

const hostileText = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('\u202e', '\u0000', '\ud800', '__proto__', 'constructor', '../../etc/passwd', '<script>', "'; DROP"),
);
const anything = fc.anything({
  maxDepth: 5,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withObjectString: true,
});
const bent = fc.constantFrom(...channels).chain((channel) =>
  fc
    .tuple(fc.constantFrom('', ...Object.keys(validRequests[channel])), fc.oneof(anything, hostileText))
    .map(([name, value]) => ({
      channel,
      request: { ...validRequests[channel], ...(name ? { [name]: value } : {}) },
    })),
);
const wild = fc.record({ channel: fc.oneof(fc.constantFrom(...channels), hostileText, anything), request: anything });
const senders = fc.constantFrom<WindowKind | null>('manager', 'form', 'server', 'server', null);

it('answers whatever comes, with bounded memory', async () => {
  const seed = Number(process.env['GAVEL_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`fuzz: seed ${seed} (GAVEL_FUZZ_SEED repeats it), ${runs} cases`);
  const { dispatcher, calls, logLines, clock } = createRecordingDispatcher();
  const codes = new Map<string, number>();
  let answered = 0;
  const before = measureHeap();

  await fc.assert(
    fc.asyncProperty(senders, fc.oneof(bent, wild), async (kind, { channel, request }) => {
      clock.advance(10_000);
      calls.length = 0;
      logLines.length = 0;
      const result = await dispatcher.dispatch(kind && createSender(kind), channel, request);
      answered += 1;
      const code = result.ok ? 'ok' : result.error.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (!result.ok) {
        expect(errorCodes).toContain(result.error.code);
        expect(result.error.code).not.toBe('internal');
        expect(JSON.stringify(result).length).toBeLessThan(2_000);
      }
      expect(calls.length).toBe(result.ok ? 1 : 0);
      if (result.ok) {
        const name = String(channel);
        if (!isRequestChannel(name) || !kind) throw new Error('a handler heard of what is not in the table');
        expect((requestChannels[name].windows as readonly WindowKind[]).includes(kind)).toBe(true);
        expect(requestSchemas[name].safeParse(request).success).toBe(true);
      }
    }),
    { seed, numRuns: runs },
  );

  console.log(`fuzz: ${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')}`);
  expect(answered).toBeGreaterThanOrEqual(runs);
  // Control: the cases reach every gate, and the door behind them.
  for (const code of ['ok', 'forbidden_sender', 'unknown_channel', 'forbidden_window', 'invalid_request']) {
    expect(codes.get(code), code).toBeGreaterThan(0);
  }
  expect(measureHeap() - before).toBeLessThan(maxGrowthBytes);
}, 120_000);

it('sees memory that is kept (control)', () => {
  const before = measureHeap();
  const kept = Array.from({ length: 40 }, (_value, index) => Array.from({ length: 131_072 }, () => index));
  expect(measureHeap() - before).toBeGreaterThan(maxGrowthBytes);
  expect(kept).toHaveLength(40);
});

function measureHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
