/** Finds controls that are drawn and cannot be pressed where they are: out of the window, cut off, or under something else. */
import type { Locator, Page } from '@playwright/test';

/**
 * Of the dialog, menu or list that is open, else of the whole page. What lies in a scroller is scrolled to first, as somebody
 * would; cells of grids have their own keys and are left out.
 */
export function listUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const listAncestors = (element: Element): Element[] =>
      element.parentElement ? [element.parentElement, ...listAncestors(element.parentElement)] : [];
    const canScroll = (overflow: string, hidden: number): boolean => /auto|scroll/.test(overflow) && hidden > 0;
    const findMiss = (from: number, to: number, first: number, last: number): number =>
      from < first ? from - first : to > last ? to - last : 0;
    const bringIntoSight = (control: Element): void => {
      for (const scroller of listAncestors(control)) {
        const { overflowX, overflowY } = getComputedStyle(scroller);
        const box = control.getBoundingClientRect();
        const frame = scroller.getBoundingClientRect();
        if (canScroll(overflowY, scroller.scrollHeight - scroller.clientHeight)) {
          scroller.scrollTop += findMiss(box.top, box.bottom, frame.top, frame.top + scroller.clientHeight);
        }
        if (canScroll(overflowX, scroller.scrollWidth - scroller.clientWidth)) {
          scroller.scrollLeft += findMiss(box.left, box.right, frame.left, frame.left + scroller.clientWidth);
        }
      }
    };
    const over = document.querySelector(
      '[role="dialog"][data-open], [role="menu"][data-open], :popover-open:has([role="option"])',
    );
    const faults: string[] = [];
    const controls = 'button, input, select, textarea, [role="tab"], [role^="menuitem"], [role="option"]';
    for (const control of (over ?? document).querySelectorAll(controls)) {
      const { width } = control.getBoundingClientRect();
      if (width === 0 || control.closest('[role="grid"], [aria-hidden="true"]')) continue;
      bringIntoSight(control);
      const box = control.getBoundingClientRect();
      const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
      if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1) {
        faults.push(`${name}: runs out of the window`);
        continue;
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const label = control.closest('label');
      if (!control.contains(top) && !label?.contains(top)) {
        faults.push(`${name}: is covered`);
      }
    }
    if ((document.scrollingElement?.scrollWidth ?? 0) > innerWidth) faults.push('the page scrolls sideways');
    return faults;
  });
}

/** What is left to tell things apart when colours are the system's: edges and outlines. */
export function readEdges(locator: Locator): Promise<string> {
  return locator.evaluate((element) => {
    const { outlineStyle, outlineWidth, borderStyle, borderWidth } = getComputedStyle(element);
    return [outlineStyle, outlineWidth, borderStyle, borderWidth].join(' ');
  });
}
