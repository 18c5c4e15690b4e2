/** Keeps every text that a page ever showed and every kind of element it ever made, also what was gone a moment later. */
import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    gavelShown?: Set<string>;
    /** Names of elements; scripts with their address. */
    gavelElements?: Set<string>;
  }
}

/** For pages that load from now on. */
export async function recordShownTexts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shown = new Set<string>();
    window.gavelShown = shown;
    const made = new Set<string>();
    window.gavelElements = made;
    const keep = (node: Node): void => {
      shown.add(node instanceof Element ? node.outerHTML : (node.nodeValue ?? ''));
      if (!(node instanceof Element)) return;
      for (const element of [node, ...node.querySelectorAll('*')])
        made.add(element instanceof HTMLScriptElement ? `script ${element.src}` : element.localName);
    };
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === 'childList') change.addedNodes.forEach(keep);
        else if (change.type === 'characterData') keep(change.target);
        else if (change.target instanceof Element && change.attributeName !== null)
          shown.add(change.target.getAttribute(change.attributeName) ?? '');
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** Every kind of element that the page ever made. */
export function readMadeElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (!window.gavelElements) throw new Error('this page was loaded before the recorder');
    return [...window.gavelElements];
  });
}

/** All that was shown, and what fields hold now, in one text. */
export function readShownTexts(page: Page): Promise<string> {
  return page.evaluate(() => {
    if (!window.gavelShown) throw new Error('this page was loaded before the recorder');
    const values = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return [...window.gavelShown, document.title, document.documentElement.outerHTML, ...values].join('\n');
  });
}
