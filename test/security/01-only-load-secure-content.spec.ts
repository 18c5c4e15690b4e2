/** Recommendation 1: what a window loads comes from the app itself; nothing is fetched in clear from elsewhere. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

/** Tries to load a document's usual parts from another server; says which arrived. */
function loadFrom(page: Page, origin: string): Promise<{ script: boolean; image: boolean; fetched: boolean }> {
  return page.evaluate(async (from) => {
    const load = (element: HTMLScriptElement | HTMLImageElement) =>
      new Promise<boolean>((resolve) => {
        element.onload = () => resolve(true);
        element.onerror = () => resolve(false);
        try {
          element.src = element instanceof HTMLImageElement ? `${from}/image.svg` : `${from}/script.js`;
          document.body.append(element);
        } catch {
          resolve(false);
        }
      });
    return {
      script: await load(document.createElement('script')),
      image: await load(document.createElement('img')),
      fetched: await fetch(`${from}/data.json`).then(
        () => true,
        () => false,
      ),
    };
  }, origin);
}

test('1. only secure content is loaded: nothing comes from a foreign http server', async ({ gavel, probe }) => {
  for (const page of Object.values(await gavel.openAll('ws://127.0.0.1:9'))) {
    expect(await loadFrom(page, probe.origin)).toEqual({ script: false, image: false, fetched: false });
  }
  expect(probe.requests).toEqual([]);
});

test('1. control: the weak twin loads all of it', async ({ twin, probe }) => {
  expect(await loadFrom(twin.page, probe.origin)).toEqual({ script: true, image: true, fetched: true });
  expect(probe.requests.toSorted()).toEqual(['GET /data.json', 'GET /image.svg', 'GET /script.js']);
});
