/** Over drafts nothing closes unasked; what the moderator chose then happens to the window, or to the whole app. */
import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { createUnsavedDrafts } from '#main/app/unsaved-drafts';

function setUp(answers: boolean[]) {
  const done: string[] = [];
  const titles: string[] = [];
  const app = Object.assign(new EventEmitter(), { quit: () => void done.push('quit') });
  const contents = Object.assign(new EventEmitter(), { id: 7, reload: () => void done.push('reload') });
  const window = Object.assign(new EventEmitter(), {
    webContents: contents,
    isDestroyed: () => false,
    close: () => void done.push('close'),
  });
  const drafts = createUnsavedDrafts({
    app: app as unknown as App,
    confirm: async ({ title }) => {
      titles.push(title);
      return answers.shift() ?? false;
    },
  });
  drafts.watch(window as unknown as BrowserWindow, 'server');
  /** The page refuses; answers whether it is unloaded all the same. */
  async function refuse(): Promise<boolean> {
    let isOverruled = false;
    contents.emit('will-prevent-unload', { preventDefault: () => (isOverruled = true) });
    await new Promise(setImmediate);
    return isOverruled;
  }
  return { drafts, app, window, contents, done, titles, refuse };
}

it('stays, and asks again the next time', async () => {
  const { drafts, window, refuse, done, titles } = setUp([false, true]);
  drafts.report(7, 2);
  window.emit('close');
  expect(await refuse()).toBe(false);
  expect(done).toEqual([]);
  window.emit('close');
  expect(await refuse()).toBe(false);
  expect([titles, done]).toEqual([['Leave with 2 unsaved drafts?', 'Leave with 2 unsaved drafts?'], ['close']]);
  expect(await refuse(), 'what was confirmed is not asked twice').toBe(true);
});

it('goes on quitting after Leave, and only the window is closed where an earlier quitting was declined', async () => {
  const { drafts, app, window, refuse, done } = setUp([false, true]);
  drafts.report(7, 1);
  app.emit('before-quit');
  window.emit('close');
  await refuse();
  window.emit('close');
  await refuse();
  expect(done).toEqual(['close']);

  const quitting = setUp([true]);
  quitting.app.emit('before-quit');
  quitting.window.emit('close');
  await quitting.refuse();
  expect([quitting.done, quitting.titles]).toEqual([['quit'], ['Leave with unsaved drafts?']]);
});

it('loads a page anew after Leave, which then may refuse again', async () => {
  const { contents, refuse, done, titles } = setUp([true, false]);
  await refuse();
  expect(done).toEqual(['reload']);
  contents.emit('did-navigate');
  expect(await refuse()).toBe(false);
  expect(titles).toHaveLength(2);
});

it('asks nobody when the system ends the app', async () => {
  const { drafts, refuse, titles } = setUp([]);
  drafts.stopAsking();
  expect(await refuse()).toBe(true);
  expect(titles).toEqual([]);
});
