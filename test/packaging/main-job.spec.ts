/** The main job in the packaged, fused app: nothing of it may depend on what only development has. */
import type { Locator } from '@playwright/test';
import { FormPage } from '#test/e2e/pages/form-page';
import { ManagerPage } from '#test/e2e/pages/manager-page';
import { ServerPage } from '#test/e2e/pages/server-page';
import { createWorld } from '#test/e2e/support/world';
import { findNetworkPlace } from '#tools/local-network.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { expect, startPackaged, test } from './support/packaged-app.ts';

test('adds a server, opens a room, sees a person, changes an attribute and sees that it was seen', async ({
  proof,
  configHome,
}) => {
  const world = createWorld();
  const app = await startPackaged({ launcher: proof.launcher, configHome });
  try {
    // As it is used: where this computer is in a network, the server is not reached by loopback.
    const place = findNetworkPlace();
    const server = await world.startServer(place ? { place } : {});
    const amara = await world.join({
      server,
      room: 'stage',
      identity: 'amara',
      name: 'Amara Okafor',
      attributes: { team: 'red' },
    });

    const manager = new ManagerPage(await app.findPage(/^app:\/\/manager\//));
    await manager.waitUntilReady();
    await manager.pressAddServer();
    const form = new FormPage(await app.findPage(/^app:\/\/form-/));
    await form.waitUntilReady();
    await type(form.field('Name'), 'Packaged');
    await type(form.field('URL'), server.url);
    await type(form.field('API key'), server.apiKey);
    await type(form.field('API secret'), server.apiSecret);
    await form.save();

    await manager.open('Packaged');
    const page = new ServerPage(await app.findPage(/^app:\/\/(?!manager|form-)/));
    await page.waitUntilReady();
    await page.openRoom('stage');
    await page.expectCell('amara', 'name', 'Amara Okafor');

    await page.inspect('amara');
    const attribute = page.section('Attributes').getByLabel('Attribute team', { exact: true });
    await attribute.selectText();
    await attribute.pressSequentially('green');
    await page.page.keyboard.press('Control+s');
    await waitUntil(() => amara.self?.attributes['team'] === 'green', { what: 'the person sees it' });
    await page.expectCell('amara', 'attr.team', 'green');
    const audit = await page.openTab('Audit');
    await expect(audit.getByRole('row', { name: /outcome participant\.set-attributes amara seen/ })).toBeVisible();

    const info = await page.page.evaluate(() => window.gavel?.request('app:read-info', {}));
    expect(info).toMatchObject({ ok: true, value: { isPackaged: true, isSandboxed: true } });
    expect(info).toMatchObject({ value: { version: expect.stringMatching(/-proof$/) } });
  } finally {
    await app.close();
    await world.end();
  }
});

/** As a person types, key by key. */
async function type(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.pressSequentially(text);
}
