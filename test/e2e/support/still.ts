/** Waits as a person does, who aims before they press: a press means who stood in the place a moment before. */
import { expect, type Locator } from '@playwright/test';

/** Longer than the grid looks back at a press. */
const aimMs = 300;

export async function waitUntilStill(target: Locator): Promise<void> {
  let before: string | undefined;
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await target.boundingBox());
        const isStill = now === before;
        before = now;
        return isStill;
      },
      { message: 'the place to press holds still', intervals: [aimMs] },
    )
    .toBe(true);
}
