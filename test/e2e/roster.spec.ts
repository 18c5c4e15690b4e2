/** The grid with people who publish: tracks, levels and every right; sort, filter, keys; strict mode; two servers. */
import { RtcPerson } from '#tools/people/rtc-person.ts';
import type { ServerPage } from './pages/server-page.ts';
import { room } from './support/people.ts';
import { expect, test } from './support/world.ts';

const rights = {
  'can.subscribe': 'yes',
  'can.publish': 'yes',
  'can.mic': 'yes',
  'can.camera': 'no',
  'can.screen': 'no',
  'can.screenAudio': 'no',
  'can.publishData': 'yes',
  'can.updateMetadata': 'yes',
  'can.metrics': 'no',
  'can.manageAgentSession': 'no',
  'can.agent': 'no',
  'can.recorder': 'no',
};

test('somebody who speaks: tracks, level, quality and every right as they are; strict mode knows nothing of sound', async ({
  world,
}) => {
  const server = await world.startServer();
  const speaker = new RtcPerson({
    server,
    room,
    identity: 'mei',
    hasMicrophone: true,
    grants: { canPublish: true, canPublishSources: ['microphone'] },
  });
  world.onEnd(() => speaker.leave());
  await speaker.join();
  await world.join({ server, room, identity: 'amara', grants: { canPublish: true } });
  const app = await world.launch();
  const page = await app.addAndOpen(server, { name: 'Levels' });
  await page.openRoom(room);
  await page.expectCell('mei', 'mic', 'live');
  await page.expectCell('mei', 'camera', 'no camera');
  speaker.setTalking(true);
  await page.expectCell('mei', 'speaking', /^speaking/);
  await page.expectCell('mei', 'level', /level [1-4] of 4/);
  await page.expectCell('mei', 'quality', /excellent|good/);
  speaker.setTalking(false);
  await page.expectCell('mei', 'speaking', /^silent/);
  const cells = await page.readRow('mei');
  for (const [column, state] of Object.entries(rights))
    expect(cells[column], column).toMatch(new RegExp(`: ${state}\\b`));
  expect(cells['joined']).toMatch(/\d+ s|\d+:\d\d/);
  expect([cells['talk'], cells['spoken'], cells['silence']].map((text) => text?.trim()).join()).toMatch(
    /^0:\d\d,\d+ s,\d+ s$/,
  );
  expect((await page.readRow('amara'))['can.camera']).toContain('all sources');
  speaker.setMuted(true);
  await page.expectCell('mei', 'mic', 'muted');

  // The same server, watched without the right to listen, in a second window beside the first.
  const strict = await app.addAndOpen(server, { name: 'Strict', observing: 'Strict' });
  await strict.openRoom(room);
  await strict.expectCell('mei', 'name', '');
  await strict.expectCell('mei', 'speaking', 'unknown');
  await strict.inspect('mei');
  const listen = strict.section('Tracks').getByRole('button', { name: 'Listen', exact: true });
  await expect(listen).toHaveAttribute('aria-disabled', 'true');
  await expect(listen).toHaveAccessibleDescription(/strict mode/);
  const [trackSid = ''] = Object.keys(speaker.ownView.isMutedByTrackSid);
  const asked = { kind: 'listen', room, identity: 'mei', trackSid } as const;
  const askMain = (from: ServerPage): Promise<unknown> =>
    from.page.evaluate((wish) => window.gavel!.request('listening:begin', wish), asked);
  expect(await askMain(strict), 'main refuses, too').toMatchObject({ error: { code: 'unsupported' } });
  expect(await askMain(page), 'and grants it where it may be').toMatchObject({ ok: true });
  await expect(page.roomState('live')).toBeVisible();
});

test('the grid is sorted, filtered and walked by keys; the log is paused and followed', async ({ world }) => {
  const server = await world.startServer();
  for (const [index, identity] of ['zoe', 'amara', 'mei', 'jonas'].entries()) {
    await world.join({
      server,
      room,
      identity,
      name: `Name ${index}`,
      attributes: { team: index % 2 ? 'red' : 'blue' },
    });
  }
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const grid = page.grid('Participants');
  const order = (): Promise<(string | null)[]> =>
    grid
      .locator('[data-row]')
      .evaluateAll((rows) =>
        rows
          .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
          .map((row) => row.getAttribute('data-row')),
      );
  await expect.poll(order).toEqual(['amara', 'jonas', 'mei', 'zoe']);
  await grid.getByRole('columnheader', { name: 'name', exact: true }).click();
  await expect.poll(order).toEqual(['zoe', 'amara', 'mei', 'jonas']);
  await expect(grid.getByRole('columnheader', { name: 'name', exact: true })).toHaveAttribute('aria-sort', 'ascending');

  await page.page.keyboard.press('/');
  await page.page.keyboard.type('red');
  await expect.poll(order).toEqual(['amara', 'jonas']);
  await page.page.keyboard.press('Escape');
  await expect.poll(order).toHaveLength(4);

  await page.cell('zoe', 'identity').click();
  await page.page.keyboard.press('ArrowDown');
  await expect(page.cell('amara', 'identity')).toBeFocused();
  await page.page.keyboard.press('ArrowRight');
  await expect(page.cell('amara', 'name')).toBeFocused();
  await page.page.keyboard.press('Enter');
  await expect(page.inspector.getByRole('heading', { name: 'amara' })).toBeVisible();

  // Marks: one by one, a range, all that match; they survive the filter and are counted.
  const marked = page.page.getByRole('toolbar', { name: 'Marked' });
  await page.page.keyboard.press('Space');
  await expect(page.row(grid, 'amara')).toHaveAttribute('aria-selected', 'true');
  await page.cell('jonas', 'name').click({ modifiers: ['Shift'] });
  await expect(marked).toContainText('3 marked');
  await page.cell('mei', 'name').click({ modifiers: ['Control'] });
  await page.page.keyboard.press('/');
  await page.page.keyboard.type('blue');
  await expect(marked).toContainText('2 marked2 not shown');
  await page.page.keyboard.press('Escape');
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('Control+a');
  await expect(marked).toContainText('4 marked');
  await page.page.keyboard.press('Shift+I');
  await expect(marked).toHaveCount(0);

  // Groups: by the menu of a column's head, opened and closed and marked by keys.
  await grid.getByRole('columnheader', { name: 'name', exact: true }).click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: 'Group by this' }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '9');
  await expect.poll(order).toEqual(['zoe', 'amara', 'mei', 'jonas']);
  const head = grid.getByRole('gridcell', { name: 'name Name 1 1 row' });
  await page.cell('amara', 'name').click();
  await page.page.keyboard.press('ArrowUp');
  await expect(head).toBeFocused();
  await page.page.keyboard.press('Space');
  await expect(marked).toContainText('1 marked');
  await page.page.keyboard.press('ArrowLeft');
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(order).toEqual(['zoe', 'mei', 'jonas']);
  await expect(grid).toHaveAttribute('aria-rowcount', '8');
  await page.page.keyboard.press('Escape');
  await expect(marked).toHaveCount(0);
  await page.page.getByRole('button', { name: 'Group: name' }).click();
  await page.page.getByRole('menuitemradio', { name: 'No groups' }).click();
  await page.page.keyboard.press('Escape');
  await expect.poll(order).toHaveLength(4);

  const events = await page.openTab('Events');
  await page.page.getByRole('button', { name: /Following/ }).click();
  const late = await world.join({ server, room, identity: 'late' });
  await expect(page.page.getByRole('button', { name: /Paused, [1-9]\d* new/ })).toBeVisible();
  await expect(events.getByRole('row', { name: /late joined/ })).toHaveCount(0);
  await page.page.getByRole('button', { name: /Paused/ }).click();
  const joined = events.getByRole('row', { name: /late joined/ }).first();
  await expect(joined).toBeVisible();

  // The log has the roster's parts: marks, copying, groups, columns.
  const { keyboard } = page.page;
  await joined.locator('[data-column="type"]').click();
  await expect(page.page.getByRole('complementary', { name: 'Events details' })).toContainText('late');
  await keyboard.press('Space');
  late.leave();
  await page.page.getByRole('button', { name: /Paused, [1-9]\d* new/ }).click();
  await expect(page.page.getByRole('toolbar', { name: 'Marked Events' })).toContainText('1 marked');
  await joined.locator('[data-column="who"]').focus();
  await keyboard.press('Control+C');
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^time\ttype\twho\tdetails\tsource\n\d{4}-\S+Z\tjoined\tlate\t/);
  await events.getByRole('columnheader', { name: 'event' }).click({ button: 'right' });
  await page.page.getByRole('menuitem', { name: 'Group by this' }).click();
  await expect(events.locator('[data-group="joined"]')).toContainText('1 marked');
  await events.getByRole('columnheader', { name: 'who' }).focus();
  await keyboard.press('Alt+ArrowRight');
  const heads = () => events.getByRole('columnheader').evaluateAll((all) => all.map((head) => head.ariaLabel));
  await expect.poll(heads).toEqual(['time', 'event', 'what', 'who', 'source']);
  await keyboard.press('Delete');
  await expect.poll(heads).toEqual(['time', 'event', 'what', 'source']);
  await page.page.getByRole('region', { name: 'Activity' }).getByRole('button', { name: 'Columns' }).click();
  await page.page.getByRole('checkbox', { name: /^who/ }).check();
  await expect.poll(heads).toEqual(['time', 'event', 'what', 'who', 'source']);
  await keyboard.press('Escape');

  // A pointer that has not moved since the grid came under it holds the order still as well, once the rows had time to come.
  await page.page.getByRole('tab', { name: /^Lobby/ }).click();
  await page.page.mouse.move(600, 200);
  await page.row(page.grid('Rooms'), room).locator('[data-column]').first().focus();
  await page.page.keyboard.press('Enter');
  await expect(page.cell('amara', 'identity')).toBeVisible();
  const moved = page.page.getByRole('button', { name: /moved/ });
  let count = 0;
  const join = () => world.join({ server, room, identity: `more-${(count += 1)}` });
  await expect(async () => {
    await join();
    await expect(moved).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.row(grid, `more-${count}`)).toHaveCount(0);
  await page.page.mouse.move(0, 0);
  await expect(moved).toHaveCount(0);
  await join();
  await expect(page.row(grid, `more-${count}`), 'control: no pointer is there').toBeVisible();
});
