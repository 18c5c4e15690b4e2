/**
 * Remembers where windows stood: manager, form, and each server's. A place is checked against the screens there are now, so
 * that a window never opens where nobody can reach it.
 */
import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import type { Clock, Logger } from '#main/services/ports';
import { readJsonFile, writeJsonFile } from '../storage/json-file.ts';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowPlace extends Rectangle {
  isMaximized: boolean;
}

const pixels = z.number().int().min(-100_000).max(100_000);
const placeSchema = z.strictObject({
  x: pixels,
  y: pixels,
  width: pixels.min(1),
  height: pixels.min(1),
  isMaximized: z.boolean(),
});
const fileSchema = z.strictObject({ version: z.literal(1), places: z.record(z.string().max(64), placeSchema) });

/** So much of a window's upper edge must be in sight that it can be taken hold of. */
const graspPixels = { width: 120, height: 32 };
/** A window that is dragged tells its place many times a second. */
const saveDelayMs = 500;
const maxPlaces = 100;

export interface WindowPlaces {
  /** Where a window is to open; undefined where it never stood, or its place is out of sight by now. */
  find(key: string): Partial<WindowPlace> | undefined;
  /** Follows the window from now on. */
  watch(key: string, window: BrowserWindow): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

/** A damaged file is set aside; windows then open at their first size. */
export async function createWindowPlaces(deps: {
  filePath: string;
  clock: Clock;
  logger: Logger;
  /** The usable area of each screen, now. */
  readScreens: () => readonly Rectangle[];
}): Promise<WindowPlaces> {
  const content = await readJsonFile(deps.filePath, fileSchema, deps.clock.now());
  if (content.kind === 'damaged') {
    deps.logger.warn(`window places set aside as ${content.setAsidePath}: ${content.reason}`);
  }
  const places = new Map(content.kind === 'read' ? Object.entries(content.value.places) : []);
  let isChanged = false;
  let cancelSave: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    cancelSave?.();
    cancelSave = undefined;
    if (!isChanged) return writing;
    isChanged = false;
    const kept = Object.fromEntries([...places].slice(-maxPlaces));
    writing = writing
      .then(() => writeJsonFile(deps.filePath, { version: 1, places: kept }))
      .catch((error: unknown) => deps.logger.warn(`window places were not written: ${String(error)}`));
    return writing;
  }

  return {
    find(key) {
      const place = places.get(key);
      return place && fitPlace(place, deps.readScreens());
    },
    watch(key, window) {
      function note(): void {
        if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
        // The newest comes last, so that the oldest is dropped first.
        places.delete(key);
        places.set(key, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
        isChanged = true;
        cancelSave ??= deps.clock.after(saveDelayMs, () => void flush());
      }
      window.on('resize', note);
      window.on('move', note);
      window.on('maximize', note);
      window.on('unmaximize', note);
      window.on('close', note);
    },
    flush,
  };
}

/** The place as far as the screens allow: never larger than its screen, and without a position if that is out of sight. */
export function fitPlace(place: WindowPlace, screens: readonly Rectangle[]): Partial<WindowPlace> | undefined {
  const [screen] = screens.toSorted((one, other) => measureOverlap(place, other) - measureOverlap(place, one));
  if (!screen) return undefined;
  const width = Math.min(place.width, screen.width);
  const height = Math.min(place.height, screen.height);
  const size = { width, height, isMaximized: place.isMaximized };
  const edge = { ...place, height: graspPixels.height };
  const seenWidth = measureSide(edge.x, edge.width, screen.x, screen.width);
  const seenHeight = measureSide(edge.y, edge.height, screen.y, screen.height);
  const canBeGrasped =
    seenWidth >= Math.min(graspPixels.width, place.width) && seenHeight >= graspPixels.height && place.y >= screen.y;
  return canBeGrasped ? { x: place.x, y: place.y, ...size } : size;
}

function measureOverlap(one: Rectangle, other: Rectangle): number {
  return measureSide(one.x, one.width, other.x, other.width) * measureSide(one.y, one.height, other.y, other.height);
}

function measureSide(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom));
}
