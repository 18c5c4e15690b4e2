/** A second start hands its link to the first and ends; the first asks, and opens nothing unasked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readRuntime } from '#test/support/runtime';
import { expect, test, type App } from './support/world.ts';

const room = 'stage';

declare global {
  var gavelLinkQuestions: string[] | undefined;
}

/** Starts the app once more over the same data folder, as the system does for a link, and waits for its end. */
async function startAgain(configHome: string, args: string[]): Promise<number | null> {
  const { electron, app } = readRuntime();
  const second = spawn(electron, ['--disable-gpu', app, ...args], {
    env: { ...process.env, XDG_CONFIG_HOME: configHome },
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}

/** Main's questions are answered like this from now on, and kept. */
function answer(app: App, label: 'Cancel' | 'Open room' | 'Close'): Promise<void> {
  return app.electron.evaluate(({ dialog }, chosen) => {
    globalThis.gavelLinkQuestions ??= [];
    dialog.showMessageBox = ((...given: { message: string; buttons: string[] }[]) => {
      const options = given.at(-1);
      globalThis.gavelLinkQuestions?.push(options?.message ?? '');
      return Promise.resolve({ response: options?.buttons.indexOf(chosen), checkboxChecked: false });
    }) as never;
  }, label);
}

const readQuestions = (app: App): Promise<string[]> => app.electron.evaluate(() => globalThis.gavelLinkQuestions ?? []);

test('a link is copied, handed over by a second start, asked about and opened', async ({ world }) => {
  const server = await world.startServer();
  await world.join({ server, room, identity: 'amara', name: 'Amara' });
  const configHome = world.makeConfigHome();
  const app = await world.launch({ configHome });
  const page = await app.addAndOpen(server);
  await page.openRoom(room);
  await page.page.getByRole('button', { name: 'More about the room' }).click();
  await page.page.getByRole('menuitem', { name: 'Copy link to room' }).click();
  await expect(page.page.getByText('The link is on the clipboard.')).toBeVisible();
  const link = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(link).toMatch(/^gavel:\/\/[a-z2-7]{16}\/stage$/);
  await page.closeBy(() =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.getTitle().startsWith('Test server'))
        ?.close(),
    ),
  );

  await test.step('declined, nothing is opened', async () => {
    await answer(app, 'Cancel');
    expect(await startAgain(configHome, ['--', link])).toBe(0);
    await expect.poll(() => readQuestions(app)).toEqual(['Open the room “stage” of Test server?']);
    expect(app.electron.windows()).toHaveLength(1);
  });

  await test.step('a link before -- , or with more behind it, is none; the first comes to the front all the same', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    for (const args of [[link], ['--', link, '--inspect']]) expect(await startAgain(configHome, args)).toBe(0);
    const isMinimized = (): Promise<boolean | undefined> =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
    await expect.poll(isMinimized).toBe(false);
    expect(await readQuestions(app)).toHaveLength(1);
  });

  await answer(app, 'Open room');
  const opened = app.electron.waitForEvent('window');
  expect(await startAgain(configHome, ['--', `${link}/amara`])).toBe(0);
  const window = await opened;
  await expect(window.locator('[data-room-state="live"]')).toBeVisible();
  await expect(window.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'amara' })).toBeVisible();

  await test.step('a server that is not saved is said, not added', async () => {
    await answer(app, 'Close');
    await startAgain(configHome, ['--', 'gavel://aaaaaaaaaaaaaaaa/stage']);
    await expect
      .poll(async () => (await readQuestions(app)).at(-1))
      .toBe('This link is for a server that is not saved here.');
    expect(app.electron.windows()).toHaveLength(2);
  });
});
