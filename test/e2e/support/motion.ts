/** What of a page moves. */
import type { Page } from '@playwright/test';

/** Elements whose style lets anything take time. */
export function countMoving(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        const takes = (text: string): boolean => text.split(',').some((part) => Number.parseFloat(part) > 0.001);
        return takes(transitionDuration) || (animationName !== 'none' && takes(animationDuration));
      }).length,
  );
}
