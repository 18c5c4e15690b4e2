/** Windows open where they stood, but never where nobody can reach them. */
import { EventEmitter } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { createWindowPlaces, fitPlace, type Rectangle } from '#main/app/window-places';
import { createFakeClock, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const left: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const right: Rectangle = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('a place', () => {
  it.each([
    ['in sight', { x: 100, y: 100, width: 800, height: 600 }, { x: 100, y: 100, width: 800, height: 600 }],
    ['on the other screen', { x: 1500, y: 0, width: 1800, height: 1000 }, { x: 1500, y: 0, width: 1800, height: 1000 }],
    ['across both', { x: 1300, y: 50, width: 800, height: 600 }, { x: 1300, y: 50, width: 800, height: 600 }],
    [
      'partly over the side',
      { x: -600, y: 100, width: 800, height: 600 },
      { x: -600, y: 100, width: 800, height: 600 },
    ],
    ['larger than its screen', { x: 0, y: 25, width: 4000, height: 3000 }, { x: 0, y: 25, width: 1920, height: 1080 }],
    ['wholly out of sight', { x: 5000, y: 100, width: 800, height: 600 }, { width: 800, height: 600 }],
    ['with too little to take hold of', { x: -750, y: 100, width: 800, height: 600 }, { width: 800, height: 600 }],
    ['with its upper edge over the top', { x: 100, y: -50, width: 800, height: 600 }, { width: 800, height: 600 }],
    ['with its upper edge under the foot', { x: 100, y: 890, width: 800, height: 600 }, { width: 800, height: 600 }],
  ])('%s', (_what, place, expected) => {
    const fitted = fitPlace({ ...place, isMaximized: true }, [left, right]);
    expect(fitted).toEqual({ ...expected, isMaximized: true });
  });

  it('is nothing without a screen', () => {
    expect(fitPlace({ x: 0, y: 0, width: 10, height: 10, isMaximized: false }, [])).toBeUndefined();
  });
});

describe('the file', () => {
  async function setUp() {
    const filePath = path.join(await makeTemporaryFolder(), 'window-places.json');
    const clock = createFakeClock();
    const logger = createRecordingLogger();
    const open = () => createWindowPlaces({ filePath, clock, logger, readScreens: () => [left, right] });
    const bounds = { x: 10, y: 30, width: 900, height: 700 };
    const state = { isMinimized: false };
    const window = Object.assign(new EventEmitter(), {
      isDestroyed: () => false,
      isMinimized: () => state.isMinimized,
      isFullScreen: () => false,
      isMaximized: () => false,
      getNormalBounds: () => ({ ...bounds }),
    });
    return { filePath, clock, logger, open, bounds, state, window: window as unknown as BrowserWindow & EventEmitter };
  }

  it('holds the last place of each window, written once for a drag', async () => {
    const { open, clock, window, bounds, state, filePath } = await setUp();
    const places = await open();
    expect(places.find('manager')).toBeUndefined();
    places.watch('manager', window);
    for (let step = 0; step < 100; step++) {
      bounds.x += 1;
      window.emit('move');
    }
    await expect(fs.access(filePath)).rejects.toThrow();
    clock.advance(500);
    await places.flush();
    state.isMinimized = true;
    bounds.x = -32_000;
    window.emit('move');
    await places.flush();
    const again = await open();
    expect(again.find('manager')).toEqual({ x: 110, y: 30, width: 900, height: 700, isMaximized: false });
    expect(again.find('form')).toBeUndefined();
  });

  it('that is damaged is set aside', async () => {
    const { open, filePath, logger } = await setUp();
    await fs.writeFile(filePath, '{"version":1,"places":{"manager":{"x":"far"}}}');
    const places = await open();
    expect(places.find('manager')).toBeUndefined();
    expect(logger.lines.join()).toContain('set aside');
  });
});
