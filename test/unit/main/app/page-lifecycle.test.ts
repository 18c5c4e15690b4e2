/** A window's page ends when another is committed or its process crashes, and only then. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { watchPage } from '#main/app/page-lifecycle';

function createWindow() {
  const contents = Object.assign(new EventEmitter(), { reloads: 0, reload: () => void (contents.reloads += 1) });
  let endings = 0;
  watchPage({ webContents: contents, isDestroyed: () => false } as unknown as BrowserWindow, () => {
    endings += 1;
  });
  return { contents, readEndings: () => endings };
}

describe('watchPage', () => {
  it('does not take the first page for a second one', () => {
    const { contents, readEndings } = createWindow();
    contents.emit('did-navigate');
    expect(readEndings()).toBe(0);
  });

  it('tells of every page that was loaded in place of another, and not of refused attempts', () => {
    const { contents, readEndings } = createWindow();
    contents.emit('did-navigate');
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(readEndings()).toBe(0);
    contents.emit('did-navigate');
    contents.emit('did-navigate');
    expect(readEndings()).toBe(2);
  });

  it('tells of a crash once and loads the page again, but not over and over', () => {
    const { contents, readEndings } = createWindow();
    contents.emit('did-navigate');
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect([readEndings(), contents.reloads]).toEqual([1, 1]);
    contents.emit('did-navigate');
    expect(readEndings()).toBe(1);
    contents.emit('render-process-gone', {}, { reason: 'oom' });
    expect([readEndings(), contents.reloads]).toEqual([2, 1]);
  });

  it('loads nothing again after a clean end', () => {
    const { contents, readEndings } = createWindow();
    contents.emit('did-navigate');
    contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect([readEndings(), contents.reloads]).toEqual([1, 0]);
  });
});
