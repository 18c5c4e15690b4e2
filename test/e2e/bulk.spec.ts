/** Many at once: marked, the protected left out, planned, run, reported, tried again and taken back, all of it by keys. */
import { listViolations } from './support/axe.ts';
import { expect, test } from './support/world.ts';

const room = 'stage';

test('who is protected is left out, each of the others has their own end, and all of it is taken back', async ({
  world,
}) => {
  const server = await world.startServer();
  const join = (identity: string, attributes: Record<string, string>, more: object = {}) =>
    world.join({ server, room, identity, attributes, ...more });
  await join('host', { role: 'host', team: 'red' });
  const bots = {
    ana: await join('ana', { team: 'red' }),
    ben: await join('ben', { team: 'blue' }),
    cleo: await join('cleo', { team: 'green' }),
    dan: await join('dan', { team: 'red' }),
  };
  await join('helper', { team: 'red' }, { kind: 'agent' });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  const { keyboard } = page.page;
  const teams = () => Object.values(bots).map((bot) => bot.self?.attributes['team']);
  const plan = page.page.getByRole('dialog', { name: 'Plan', exact: true });
  const numbers = plan.getByRole('list', { name: 'Numbers' });

  // Without marks the key says why it does nothing, by doing nothing.
  await page.cell('ana', 'identity').click();
  await keyboard.press('Shift+A');
  await expect(plan).toHaveCount(0);
  await keyboard.press('Control+a');
  await expect(page.page.getByRole('toolbar', { name: 'Marked' })).toContainText('6 marked');

  // Protected: by a filter, whose faults are told and which is kept for the server.
  await page.page.getByRole('button', { name: 'Leave out' }).click();
  await page.page.getByRole('menuitem', { name: 'Protected people…' }).click();
  const people = page.page.getByRole('dialog', { name: 'Protected people' });
  const filter = people.getByRole('textbox', { name: 'Filter of protected people' });
  await filter.fill('attr.role=host nmae:x');
  await expect(people.getByRole('alert')).toContainText('there is no field nmae');
  await expect(people.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await filter.fill('attr.role=host');
  await expect(people).toContainText('In this room now: 1 person');
  await people.getByRole('textbox', { name: /Your own identities/ }).fill('dan');
  await people.getByRole('button', { name: 'Save' }).click();
  await expect(people).toHaveCount(0);

  await keyboard.press('Shift+A');
  await expect(plan.locator('input:focus')).toHaveCount(1);
  await keyboard.type('team');
  await plan.getByRole('textbox', { name: 'Value' }).fill('green');
  await expect(numbers).toHaveText('2 will change1 already so3 left out');
  await plan.getByRole('tab', { name: 'Will change' }).focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  const out = plan.getByRole('list', { name: 'Left out' });
  await expect(out.getByRole('listitem')).toHaveText([/^dan.*you/, /^helper.*agent/, /^host.*protected/]);
  await out.getByRole('checkbox', { name: /^dan/ }).check();
  await expect(numbers).toHaveText('3 will change1 already so2 left out');

  expect(await listViolations(page.page)).toEqual([]);

  // Whoever joins now is no target; who changes it meanwhile is not overwritten.
  const late = await join('late', { team: 'red' });
  await bots.ben.update({ attributes: { team: 'black' } });
  await expect(page.page.getByText('7 in the room')).toHaveCount(1);
  await plan.getByRole('textbox', { name: 'Reason' }).fill('second half');
  await keyboard.press('Control+Enter');
  await expect(plan.getByRole('progressbar', { name: 'Done' })).toHaveAttribute(
    'aria-valuetext',
    '3 of 3: 2 seen, 1 refused',
  );
  await expect(plan.getByRole('list', { name: 'Needs you' }).getByRole('listitem')).toHaveText([
    /^ben.*Somebody else changed it/,
  ]);
  await expect.poll(teams).toEqual(['green', 'black', 'green', 'green']);
  expect(late.self?.attributes['team']).toBe('red');

  expect(await listViolations(page.page)).toEqual([]);
  await plan.getByRole('button', { name: 'Copy report' }).click();
  const readClipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(readClipboard).toContain('identity');
  const report = await readClipboard();
  expect(report.split('\n').map((line) => line.split('\t').slice(0, 4))).toEqual([
    ['identity', 'result', 'before', 'after'],
    ['ana', 'seen', 'red', 'green'],
    ['ben', 'refused', expect.any(String), 'green'],
    ['cleo', 'already', 'green', 'green'],
    ['dan', 'seen', 'red', 'green'],
    ['helper', 'left out', '', ''],
    ['host', 'left out', '', ''],
  ]);

  // What somebody else has decided since is theirs: no other try is offered.
  await expect(plan.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
  await plan.getByRole('button', { name: 'Undo 2' }).click();
  await expect(plan.getByRole('progressbar', { name: 'Done' })).toHaveAttribute('aria-valuetext', '2 of 2: 2 seen');
  await expect.poll(teams).toEqual(['red', 'black', 'green', 'red']);
  await keyboard.press('Escape');
  await expect(plan).toHaveCount(0);

  // A right, all of it undone by the key.
  const may = () => Object.values(bots).map((bot) => bot.self?.permission?.canUpdateMetadata);
  await keyboard.press('Shift+R');
  await plan.getByRole('combobox', { name: 'Right' }).selectOption('can.updateMetadata');
  await expect(numbers).toHaveText(/^3 will change/);
  await plan.getByRole('button', { name: 'Turn off for 3 people' }).click();
  await expect(plan.getByRole('progressbar', { name: 'Done' })).toHaveAttribute('aria-valuetext', '3 of 3: 3 seen');
  await expect.poll(may).toEqual([false, false, false, true]);
  await keyboard.press('Escape');
  await expect(plan).toHaveCount(0);
  await keyboard.press('Control+z');
  await expect(plan.getByRole('progressbar', { name: 'Done' })).toHaveAttribute('aria-valuetext', '3 of 3: 3 seen');
  await expect.poll(may).toEqual([true, true, true, true]);
});
