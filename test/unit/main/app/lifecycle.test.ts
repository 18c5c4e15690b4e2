/** The app ends once everything was let go of, however often it is told to. */
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, expect, it, vi } from 'vitest';
import { setupLifecycle } from '#main/app/lifecycle';
import { createRecordingLogger } from '#test/support/ports';

afterEach(() => void vi.restoreAllMocks());

function setUp(dispose: () => Promise<void>) {
  const signals = new EventEmitter();
  // Kept apart from those of the process in which the tests run.
  vi.spyOn(process, 'on').mockImplementation((signal, listener) => {
    signals.on(String(signal), listener as never);
    return process;
  });
  let hasEnded = false;
  const app = Object.assign(new EventEmitter(), {
    quit() {
      let isPrevented = false;
      app.emit('will-quit', { preventDefault: () => (isPrevented = true) });
      hasEnded = !isPrevented;
    },
  });
  const logger = createRecordingLogger();
  const disposeOnce = vi.fn(dispose);
  const onSignal = vi.fn();
  setupLifecycle({
    app: app as unknown as App,
    logger,
    onSignal,
    dispose: disposeOnce,
    openFirstWindow: () => undefined,
  });
  return { signals, logger, dispose: disposeOnce, onSignal, hasEnded: () => hasEnded };
}

it('a second signal waits for the work of the first', async () => {
  let finish: () => void = () => undefined;
  const { signals, dispose, onSignal, hasEnded } = setUp(() => new Promise((resolve) => (finish = resolve)));
  signals.emit('SIGTERM');
  signals.emit('SIGINT');
  signals.emit('SIGTERM');
  await new Promise(setImmediate);
  expect([hasEnded(), dispose.mock.calls.length, onSignal.mock.calls.length]).toEqual([false, 1, 3]);
  finish();
  await vi.waitFor(() => expect(hasEnded()).toBe(true));
  expect(dispose).toHaveBeenCalledOnce();
});

it('ends also when letting go fails, and says so', async () => {
  const { signals, logger, hasEnded } = setUp(() => Promise.reject(new Error('disk full')));
  signals.emit('SIGTERM');
  await vi.waitFor(() => expect(hasEnded()).toBe(true));
  expect(logger.lines.join()).toContain('disk full');
});
