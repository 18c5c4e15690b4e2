/** Over drafts nothing closes unasked; what the moderator chose then happens to the window, or to the whole app. */
import { EventEmitter } from 'node:events';
import type { App, BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { createUnsavedDrafts } from '#main/app/unsaved-drafts';

/** The answer, and the turn after it in which it is acted upon. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}

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
    await settle();
    return isOverruled;
  }
  /** Closes as the frame does; answers whether the window was kept from it. */
  async function close(): Promise<boolean> {
    let isKept = false;
    window.emit('close', { preventDefault: () => (isKept = true) });
    await settle();
    return isKept;
  }
  return { drafts, app, window, contents, done, titles, refuse, close };
}

it('closes unasked without drafts (control), or with those of a page that is gone', async () => {
  const { drafts, contents, close, titles } = setUp([]);
  expect(await close()).toBe(false);
  drafts.report(7, 2);
  drafts.report(7, 0);
  expect(await close()).toBe(false);
  drafts.report(7, 2);
  contents.emit('render-process-gone');
  expect(await close()).toBe(false);
  expect(titles).toEqual([]);
});

it('stays, and asks again the next time', async () => {
  const { drafts, close, refuse, done, titles } = setUp([false, true]);
  drafts.report(7, 2);
  expect(await close()).toBe(true);
  expect(done).toEqual([]);
  expect(await close()).toBe(true);
  expect([titles, done]).toEqual([['Leave with 2 unsaved drafts?', 'Leave with 2 unsaved drafts?'], ['close']]);
  expect([await close(), await refuse()], 'what was confirmed is not asked twice').toEqual([false, true]);
});

it('hears a page that refuses before its count has come', async () => {
  const { close, refuse, done, titles } = setUp([true]);
  expect(await close()).toBe(false);
  expect(await refuse()).toBe(false);
  expect([titles, done]).toEqual([['Leave with unsaved drafts?'], ['close']]);
});

it('goes on quitting after Leave, and only the window is closed where an earlier quitting was declined', async () => {
  const { drafts, app, close, done } = setUp([false, true]);
  drafts.report(7, 1);
  app.emit('before-quit');
  await close();
  await close();
  expect(done).toEqual(['close']);

  const quitting = setUp([true]);
  quitting.drafts.report(7, 1);
  quitting.app.emit('before-quit');
  await quitting.close();
  expect([quitting.done, quitting.titles]).toEqual([['quit'], ['Leave with 1 unsaved draft?']]);
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
  const { drafts, close, refuse, titles } = setUp([]);
  drafts.report(7, 1);
  drafts.stopAsking();
  expect([await close(), await refuse()]).toEqual([false, true]);
  expect(titles).toEqual([]);
});
