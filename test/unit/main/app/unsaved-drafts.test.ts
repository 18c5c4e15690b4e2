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
  drafts.watch(window as unknown as BrowserWindow);
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
  /** Quits as the menu, Ctrl+Q and the system do; answers whether the app was kept from it. */
  async function quit(): Promise<boolean> {
    let isKept = false;
    app.emit('before-quit', { preventDefault: () => (isKept = true) });
    await settle();
    return isKept;
  }
  return { drafts, app, quit, window, contents, done, titles, refuse, close };
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

it('asks once before the app quits, with the drafts of all windows together', async () => {
  const { drafts, quit, close, done, titles } = setUp([false, false]);
  drafts.report(7, 1);
  drafts.report(8, 2);
  drafts.report(9, 0);
  expect(await quit()).toBe(true);
  expect([titles, done]).toEqual([['Quit with 3 unsaved drafts in 2 windows?'], []]);
  expect(await close(), 'a window of an app that stays is asked about for itself').toBe(true);
  expect(titles.at(-1)).toBe('Leave with 1 unsaved draft?');
  const quitting = setUp([true]);
  quitting.drafts.report(7, 1);
  expect(await quitting.quit()).toBe(true);
  expect([quitting.titles, quitting.done]).toEqual([['Quit with 1 unsaved draft?'], ['quit']]);
  expect([await quitting.quit(), await quitting.close(), await quitting.refuse()], 'and nothing asks again').toEqual([
    false,
    false,
    true,
  ]);
  expect(quitting.titles).toHaveLength(1);
});

it('asks once however often quitting is tried meanwhile, and not at all without drafts', async () => {
  const { drafts, app, quit, titles } = setUp([false]);
  expect(await quit()).toBe(false);
  drafts.report(7, 1);
  for (let count = 0; count < 3; count++) app.emit('before-quit', { preventDefault: () => undefined });
  await quit();
  expect(titles).toEqual(['Quit with 1 unsaved draft?']);
});

it('goes on quitting where only the page knew of its drafts', async () => {
  const { app, refuse, done, titles } = setUp([true]);
  app.emit('before-quit', { preventDefault: () => undefined });
  await refuse();
  expect([done, titles]).toEqual([['quit'], ['Leave with unsaved drafts?']]);
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
  const { drafts, quit, close, refuse, titles } = setUp([]);
  drafts.report(7, 1);
  drafts.stopAsking();
  expect([await quit(), await close(), await refuse()]).toEqual([false, false, true]);
  expect(titles).toEqual([]);
});
