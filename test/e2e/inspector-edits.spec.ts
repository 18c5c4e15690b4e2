/** Renaming an attribute and editing JSON as a tree, both by keys alone, each taken back as one. */
import { createApiClients } from '#tools/api-clients.ts';
import { expect, test } from './support/world.ts';

const room = 'stage';
const owner = 'amara';
const metadata = '{ "id": 9007199254740993, "scale": 1.0, "tags": ["a", "b"], "scale": 2 }';

test('an attribute is renamed and metadata edited as a tree, by keys, and both are taken back', async ({ world }) => {
  const server = await world.startServer();
  await world.join({ server, room, identity: owner, name: 'Amara', attributes: { team: 'red' }, metadata });
  const { rooms } = createApiClients(server);
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  await page.inspect(owner);
  const keys = page.page.keyboard;
  const readClipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await keys.press('c');
  await expect(page.page.getByText(/^Copied as JSON: amara/)).toBeVisible();
  expect(JSON.parse(await readClipboard())).toMatchObject({ identity: owner, metadata, attributes: { team: 'red' } });

  const attributes = page.section('Attributes');
  await attributes.getByLabel('Attribute team', { exact: true }).focus();
  await keys.press('F2');
  await expect(attributes.getByLabel('New name of team', { exact: true })).toBeFocused();
  await keys.type('squad');
  await keys.press('Enter');
  await expect(attributes.getByLabel('Attribute squad', { exact: true })).toBeFocused();
  await keys.press('Control+S');
  await expect.poll(async () => (await rooms.getParticipant(room, owner)).attributes).toEqual({ squad: 'red' });
  await expect(attributes.getByLabel('Attribute team', { exact: true })).toHaveCount(0);
  // Out of the field, where the same keys take back what was typed.
  const section = page.section('Metadata');
  await section.getByRole('button', { name: 'Edit metadata' }).focus();
  await keys.press('Control+Z');
  await expect.poll(async () => (await rooms.getParticipant(room, owner)).attributes).toEqual({ team: 'red' });

  await section.getByRole('button', { name: 'Edit metadata' }).press('Enter');
  await section.getByRole('button', { name: 'Tree', exact: true }).press('Enter');
  const tree = section.getByRole('tree', { name: 'Metadata tree' });
  await tree.getByRole('treeitem').first().focus();
  await keys.press('ArrowDown');
  await expect(tree.getByRole('treeitem', { name: 'id: 9007199254740993' })).toBeFocused();
  await keys.press('c');
  await expect.poll(readClipboard).toBe('9007199254740993');
  await keys.press('End');
  await keys.press('Delete');
  await expect(tree.getByRole('treeitem')).toHaveCount(4);
  await keys.press('Control+Z');
  await expect(tree.getByRole('treeitem')).toHaveCount(5);
  await expect(section.getByRole('button', { name: 'Save' }), 'typed back is no draft').toHaveAttribute(
    'aria-description',
    /Nothing is changed/,
  );
  await expect(tree.getByRole('treeitem', { name: 'tags: 2 items' })).toBeFocused();
  await keys.press('ArrowRight');
  await keys.press('ArrowRight');
  await keys.press('Alt+ArrowDown');
  await keys.press('a');
  await section.getByLabel('Type of the value').selectOption('number');
  await section.getByLabel('Value', { exact: true }).fill('1e3');
  await keys.press('Enter');
  await expect(tree.getByRole('treeitem', { name: '2: 1e3' })).toBeFocused();
  await keys.press('Control+S');
  const wanted = metadata.replace('["a", "b"]', '["b", "a", 1e3]');
  await expect.poll(async () => (await rooms.getParticipant(room, owner)).metadata).toBe(wanted);
});

test('what is added far down a long tree is in sight, and a form stays open in a window that gets narrow', async ({
  world,
}) => {
  const server = await world.startServer();
  const list = JSON.stringify(Array.from({ length: 400 }, (_, index) => index));
  await world.join({ server, room, identity: owner, attributes: { team: 'red' }, metadata: list });
  const app = await world.launch();
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  await page.inspect(owner);
  const keys = page.page.keyboard;
  const metadataSection = page.section('Metadata');
  await metadataSection.getByRole('button', { name: 'Edit metadata' }).press('Enter');
  await metadataSection.getByRole('button', { name: 'Tree', exact: true }).press('Enter');
  const tree = metadataSection.getByRole('tree', { name: 'Metadata tree' });
  await tree.getByRole('treeitem').first().focus();
  await keys.press('a');
  const kind = tree.getByLabel('Type of the value');
  await expect(kind).toBeFocused();
  await expect(kind).toBeInViewport();
  await keys.press('Enter');
  await expect(tree.getByRole('treeitem', { name: '400: null' })).toBeFocused();
  await expect(tree.getByRole('treeitem', { name: '400: null' })).toBeInViewport();

  const setWidth = (width: number) =>
    app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getFocusedWindow()?.setContentSize(size, 800),
      width,
    );
  const shell = page.page.locator('.shell');
  await page.section('Attributes').getByLabel('Attribute team', { exact: true }).focus();
  await keys.press('F2');
  const name = page.inspector.getByLabel('New name of team', { exact: true });
  await name.fill('squad');
  await setWidth(1_000);
  await expect(shell).toHaveAttribute('data-narrow', 'true');
  await expect(name).toHaveValue('squad');
  await expect(name).toBeFocused();
  await setWidth(1_400);
  await expect(shell).toHaveAttribute('data-narrow', 'false');
  await expect(name).toHaveValue('squad');
  await expect(name).toBeFocused();
  await keys.press('Enter');
  await expect(page.inspector.getByLabel('Attribute squad', { exact: true })).toBeFocused();
  // Control: with nothing open in it, it gives way to the grid.
  await page.cell(owner, 'identity').click();
  await setWidth(1_000);
  await expect(page.inspector).toBeHidden();
});
