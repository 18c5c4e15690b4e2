import { afterEach, describe, expect, it } from 'vitest';
import type { GavelBridge } from '#contract/bridge';
import { listen, replaceBridge, request } from '#renderer/lib/bridge.ts';

afterEach(() => replaceBridge(undefined));

describe('bridge', () => {
  it('answers with a failure where there is no preload', async () => {
    expect(await request('settings:read', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(listen('settings:changed', () => undefined)).toBeTypeOf('function');
  });

  it('never rejects, even if the bridge does', async () => {
    const broken: GavelBridge = {
      request: () => Promise.reject(new Error('channel closed')),
      listen: () => () => undefined,
    };
    replaceBridge(broken);
    expect(await request('settings:read', {})).toMatchObject({
      ok: false,
      error: { code: 'internal', detail: { likelyCause: 'Error: channel closed' } },
    });
  });

  it('follows a channel once for all who listen, and each of them can stop', () => {
    let asked = 0;
    let tell: (payload: never) => void = () => undefined;
    replaceBridge({
      request: () => Promise.reject(new Error('not asked')),
      listen(_channel, listener) {
        asked += 1;
        tell = listener as typeof tell;
        return () => undefined;
      },
    });
    const heard: string[] = [];
    const stop = listen('settings:changed', () => heard.push('first'));
    listen('settings:changed', () => heard.push('second'));
    tell({} as never);
    stop();
    tell({} as never);
    expect(heard).toEqual(['first', 'second', 'second']);
    expect(asked).toBe(1);
  });
});
