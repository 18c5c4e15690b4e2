/** The contract, channel by channel: every wrong message has its exact code, and no service hears of it. */
import { describe, expect, it } from 'vitest';
import { requestChannels } from '#contract/channels';
import { fail } from '#contract/result';
import {
  allowedSender,
  channels,
  createRecordingDispatcher,
  createSender,
  forbiddenKinds,
  type RecordingDispatcher,
} from './recording-dispatcher.ts';
import { validRequests } from './valid-requests.ts';

/** What structured clone carries and JSON does not. */
const notPlain: [string, unknown][] = [
  ['a Map', new Map([['room', 'x']])],
  ['a Set', new Set(['x'])],
  ['a Date', new Date(0)],
  ['a bigint', 1n],
  ['an ArrayBuffer', new ArrayBuffer(8)],
  ['a typed array', new Uint8Array(8)],
  ['a RegExp', /x/],
  ['an Error', new Error('x')],
  ['a boxed string', Object('x')],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['a cycle', makeCycle()],
  ['deep nesting', makeDeep(5_000)],
  ['a member named __proto__', JSON.parse('{"__proto__":{"isAdmin":true}}')],
  ['a hole', [, 1]], // oxlint-disable-line no-sparse-arrays -- the hole is what is tested
];

const wrongForEveryChannel: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a text', 'room'],
  ['true', true],
  ['a list', []],
  ['a list of objects', [{}]],
  ['an unknown member', { unknownMember: 1 }],
];

describe('every channel of the table', () => {
  describe.each(channels)('%s', (channel) => {
    const sender = allowedSender(channel);

    it('answers a valid request, once, and hands over what was sent', async () => {
      const { dispatcher, calls } = createRecordingDispatcher();
      expect(await dispatcher.dispatch(sender, channel, validRequests[channel])).toEqual({ ok: true, value: null });
      expect(calls).toEqual([{ channel, request: validRequests[channel], sender }]);
    });

    it('refuses a foreign frame', async () => {
      const recording = createRecordingDispatcher();
      await expectRefusal(recording, null, channel, validRequests[channel], 'forbidden_sender');
    });

    it('refuses every window kind that the table does not name', async () => {
      const recording = createRecordingDispatcher();
      for (const kind of forbiddenKinds(channel)) {
        await expectRefusal(recording, createSender(kind), channel, validRequests[channel], 'forbidden_window');
      }
    });

    it('refuses hand-written wrong values', async () => {
      const recording = createRecordingDispatcher();
      const wrong = [...wrongForEveryChannel, ...breakMembers(validRequests[channel])];
      for (const [what, value] of wrong) {
        await expectRefusal(recording, sender, channel, value, 'invalid_request', what);
      }
    });

    it('refuses what JSON cannot carry, alone and inside a valid request', async () => {
      const recording = createRecordingDispatcher();
      for (const [what, value] of notPlain) {
        await expectRefusal(recording, sender, channel, value, 'invalid_request', what);
        const hidden = { ...validRequests[channel], extra: value };
        await expectRefusal(recording, sender, channel, hidden, 'invalid_request', `${what} inside`);
      }
    });

    it('refuses an oversized payload, at the exact byte', async () => {
      const recording = createRecordingDispatcher();
      const { maxBytes } = requestChannels[channel];
      const overhead = JSON.stringify({ padding: '' }).length;
      const atLimit = { padding: 'x'.repeat(maxBytes - overhead) };
      const above = { padding: 'x'.repeat(maxBytes - overhead + 1) };
      await expectRefusal(recording, sender, channel, atLimit, 'invalid_request', 'at the limit');
      await expectRefusal(recording, sender, channel, above, 'payload_too_large', 'above the limit');
      await expectRefusal(recording, sender, channel, { padding: '\u0000'.repeat(maxBytes / 6) }, 'payload_too_large');
      await expectRefusal(recording, sender, channel, Array.from({ length: maxBytes }), 'payload_too_large');
    });

    it('refuses what is asked too often, for this window only, until time has passed', async () => {
      const { dispatcher, calls, clock } = createRecordingDispatcher();
      const burst = requestChannels[channel].perSecond * 4;
      for (let index = 0; index < burst; index += 1) {
        expect((await dispatcher.dispatch(sender, channel, validRequests[channel])).ok).toBe(true);
      }
      const refused = await dispatcher.dispatch(sender, channel, validRequests[channel]);
      expect(refused).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
      expect(calls).toHaveLength(burst);
      expect((await dispatcher.dispatch({ ...sender, windowId: 99 }, channel, validRequests[channel])).ok).toBe(true);
      clock.advance(1_000 / requestChannels[channel].perSecond + 1);
      expect((await dispatcher.dispatch(sender, channel, validRequests[channel])).ok).toBe(true);
    });
  });
});

describe('createDispatcher', () => {
  it.each([
    '',
    'rooms:list ',
    'ROOMS:LIST',
    'toString',
    '__proto__',
    'constructor',
    'gavel:request',
    7,
    null,
    undefined,
    {},
    ['rooms:list'],
  ])('knows no channel %j', async (channel) => {
    const recording = createRecordingDispatcher();
    await expectRefusal(recording, createSender('server'), channel, {}, 'unknown_channel');
  });

  it('answers a handler that throws or rejects with internal, redacted, and logs it', async () => {
    for (const answer of [
      async () => Promise.reject(new Error('cannot use s3cret')),
      () => {
        throw new Error('cannot use s3cret');
      },
      // What is thrown need not be an error.
      async () => Promise.reject('s3cret'), // oxlint-disable-line prefer-promise-reject-errors -- it is what is tested
    ]) {
      const { dispatcher, logLines } = createRecordingDispatcher(answer);
      const result = await dispatcher.dispatch(createSender('manager'), 'servers:list', {});
      expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
      expect(JSON.stringify(result)).toContain('[redacted]');
      expect(JSON.stringify(result) + logLines.join()).not.toContain('s3cret');
      expect(logLines.some((line) => line.startsWith('error servers:list failed'))).toBe(true);
    }
  });

  it("redacts the words of a failure, but not the room's own value that a merge needs", async () => {
    const { dispatcher } = createRecordingDispatcher(async () =>
      fail('conflict', 'changed s3cret', {
        serverMessage: 'server s3cret',
        likelyCause: 'cause s3cret',
        cure: 'cure s3cret',
        currentValue: 'room says s3cret',
      }),
    );
    expect(await dispatcher.dispatch(createSender('manager'), 'servers:list', {})).toEqual({
      ok: false,
      error: {
        code: 'conflict',
        message: 'changed [redacted]',
        detail: {
          serverMessage: 'server [redacted]',
          likelyCause: 'cause [redacted]',
          cure: 'cure [redacted]',
          currentValue: 'room says s3cret',
        },
      },
    });
  });

  it('names the member at fault and never its value', async () => {
    const { dispatcher } = createRecordingDispatcher();
    const draft = { ...validRequests['servers:save'], apiSecret: ['s3cret-in-a-list'] };
    const result = await dispatcher.dispatch(createSender('form'), 'servers:save', draft);
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_request', detail: { field: 'apiSecret' } } });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('logs refusals, but a page that asks in a loop cannot fill the log', async () => {
    const { dispatcher, logLines, clock } = createRecordingDispatcher();
    for (let index = 0; index < 1_000; index += 1) await dispatcher.dispatch(null, 'rooms:list', {});
    expect(logLines).toHaveLength(20);
    expect(logLines[0]).toBe('warn refused a foreign frame on any channel: forbidden_sender');
    clock.advance(1_000);
    await dispatcher.dispatch(createSender('manager'), 'rooms:list', {});
    expect(logLines.at(-1)).toBe('warn refused manager window 1 on rooms:list: forbidden_window');
  });

  it('forgets how often a closed window asked', async () => {
    const { dispatcher } = createRecordingDispatcher();
    const sender = createSender('form');
    const save = () => dispatcher.dispatch(sender, 'servers:save', validRequests['servers:save']);
    for (let index = 0; index < 8; index += 1) await save();
    expect(await save()).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    dispatcher.forgetWindow(sender.windowId);
    expect((await save()).ok).toBe(true);
  });
});

async function expectRefusal(
  { dispatcher, calls, clock }: RecordingDispatcher,
  sender: Parameters<typeof dispatcher.dispatch>[0],
  channel: unknown,
  request: unknown,
  code: string,
  what = '',
): Promise<void> {
  clock.advance(10_000);
  const result = await dispatcher.dispatch(sender, channel, request);
  expect(result.ok ? 'answered' : result.error.code, what).toBe(code);
  expect(calls, what).toEqual([]);
}

/** The valid request with each member, at every depth, replaced by a value of a form that no member has. */
function breakMembers(valid: object): [string, unknown][] {
  return Object.entries(valid).flatMap(([name, value]): [string, unknown][] => {
    const broken: [string, unknown] = [`${name} of another form`, { ...valid, [name]: { notAnything: [{}] } }];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [broken];
    const inner = breakMembers(value).map(([what, next]): [string, unknown] => [
      `${name}.${what}`,
      { ...valid, [name]: next },
    ]);
    return [broken, ...inner];
  });
}

function makeCycle(): object {
  const cycle: Record<string, unknown> = { room: 'x' };
  cycle['again'] = cycle;
  return cycle;
}

function makeDeep(levels: number): unknown {
  let deep: unknown = 'x';
  for (let level = 0; level < levels; level += 1) deep = { deep };
  return deep;
}
