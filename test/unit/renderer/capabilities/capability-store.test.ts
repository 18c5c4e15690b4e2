/** A window follows what is known of its server; news that come while it reads are newer than the answer. */
import { expect, it, onTestFinished } from 'vitest';
import type { Capabilities } from '#contract/domain/capabilities';
import { connectCapabilities, useCapabilities } from '#renderer/features/capabilities/capability-store.ts';
import { replaceBridge } from '#renderer/lib/bridge.ts';

it('reads, follows, and is not thrown back by a late answer', async () => {
  const no = { dispatch: { state: 'no', reason: 'None.', source: 'check', atMs: 1 } } as const;
  let answer: (value: unknown) => void = () => undefined;
  let tell: (payload: Capabilities) => void = () => undefined;
  replaceBridge({
    request: () => new Promise((resolve) => (answer = resolve as never)),
    listen(_channel, listener) {
      tell = listener as never;
      return () => undefined;
    },
  });
  onTestFinished(() => replaceBridge(undefined));
  onTestFinished(connectCapabilities());
  expect(useCapabilities.getState().capabilities).toEqual({});
  tell(no);
  expect(useCapabilities.getState().capabilities).toEqual(no);
  answer({ ok: true, value: {} });
  await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(useCapabilities.getState().capabilities).toEqual(no);
});
