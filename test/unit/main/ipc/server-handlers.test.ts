/** What the window of one server may learn of the others, and which forms it may open. */
import { expect, test } from 'vitest';
import { eventChannels, requestChannels } from '#contract/channels';
import { succeed } from '#contract/result';
import { createServerHandlers } from '#main/ipc/servers';
import type { Checks } from '#main/services/check/checks';
import type { ServersService } from '#main/services/servers/servers';
import { createRecordingWindows } from '#test/support/ports';

const own = 'abcdefghijklmnop2345';
const other = 'bcdefghijklmnopq2345';
const windows = createRecordingWindows();
const checked: unknown[] = [];
const checks = {
  checkSaved: async (_window: unknown, _checkId: string, serverId: string) => {
    checked.push(serverId);
    return succeed({ lines: [], tookMs: 0, isCancelled: false });
  },
  checkDraft: async (window: unknown) => {
    checked.push(window);
    return succeed({ lines: [], tookMs: 0, isCancelled: false });
  },
} as unknown as Checks;
const handlers = createServerHandlers({
  windows,
  checks,
  capabilities: { read: () => ({}) },
  servers: { find: (serverId: string) => ({ id: serverId }) } as unknown as ServersService,
});
const openForm = handlers['servers:open-form'];
const server = { windowId: 1, windowKind: 'server', serverId: own } as const;

test('the window of a server opens the form of that server alone, the manager any', async () => {
  for (const request of [{ serverId: other }, {}]) {
    expect(await openForm(request, server)).toMatchObject({ ok: false, error: { code: 'forbidden_window' } });
  }
  expect(windows.calls).toEqual([]);
  expect(await openForm({ serverId: own }, server)).toMatchObject({ ok: true });
  const manager = { windowId: 2, windowKind: 'manager' } as const;
  expect(await openForm({ serverId: other }, manager)).toMatchObject({ ok: true });
  expect(await openForm({}, manager)).toMatchObject({ ok: true });
  expect(windows.calls).toHaveLength(3);
});

test('a form checks what it holds, the window of a server that one alone, the manager any', async () => {
  const check = handlers['servers:run-check'];
  const draft = { url: 'ws://127.0.0.1:1', apiKey: 'k', environment: 'development' } as const;
  const form = { windowId: 3, windowKind: 'form' } as const;
  for (const [request, sender] of [
    [{ checkId: 'c', serverId: other }, server],
    [{ checkId: 'c', draft }, server],
    [{ checkId: 'c', draft }, { windowId: 2, windowKind: 'manager' } as const],
    [{ checkId: 'c' }, { windowId: 2, windowKind: 'manager' } as const],
  ] as const) {
    expect(await check(request, sender)).toMatchObject({ ok: false, error: { code: 'forbidden_window' } });
  }
  expect(await check({ checkId: 'c', serverId: other }, form)).toMatchObject({ ok: false });
  expect(checked).toEqual([]);
  await check({ checkId: 'c' }, server);
  await check({ checkId: 'c', serverId: other }, { windowId: 2, windowKind: 'manager' });
  await check({ checkId: 'c', draft }, form);
  expect(checked).toEqual([own, other, form]);
});

test('lists with addresses and keys are the manager\u2019s alone', () => {
  expect(requestChannels['servers:list'].windows).toEqual(['manager']);
  expect(eventChannels['servers:list-changed'].windows).toEqual(['manager']);
  expect(requestChannels['servers:list-names'].windows).toEqual(['server']);
});
