/** What the window of one server may learn of the others, and which forms it may open. */
import { expect, test } from 'vitest';
import { eventChannels, requestChannels } from '#contract/channels';
import { createServerHandlers } from '#main/ipc/servers';
import type { ServersService } from '#main/services/servers/servers';
import { createRecordingWindows } from '#test/support/ports';

const own = 'abcdefghijklmnop2345';
const other = 'bcdefghijklmnopq2345';
const windows = createRecordingWindows();
const handlers = createServerHandlers({
  windows,
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

test('lists with addresses and keys are the manager\u2019s alone', () => {
  expect(requestChannels['servers:list'].windows).toEqual(['manager']);
  expect(eventChannels['servers:list-changed'].windows).toEqual(['manager']);
  expect(requestChannels['servers:list-names'].windows).toEqual(['server']);
});
