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
});
