/** Going through a window with keys alone. */
import type { Locator, Page } from '@playwright/test';

/** More presses than any window has stops. */
const mostStops = 120;

/** Presses a key until the focus is on the wanted element, as somebody does who sees where it is. */
export async function goTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < mostStops; presses += 1) {
    if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement))) return;
    const before = await page.evaluateHandle(() => document.activeElement);
    await page.keyboard.press(key);
    // A grid may draw what the focus goes to first: who sees it waits for that before the next press.
    await page.evaluate(async (last) => {
      for (let frame = 0; frame < 5 && document.activeElement === last; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }, before);
  }
  throw new Error(`${mostStops} × ${key} did not reach ${wanted.toString()}`);
}
