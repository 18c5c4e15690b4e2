/** Height of a grid's rows in pixels, as the density of the settings and the size of text make it. */
import { useSyncExternalStore } from 'react';

/** Heights that rows may have: by the density, or as low as a dock's. */
export type RowHeight = '--row' | '--row-dock';

/** Pixels of a row's height and of one rem as of now. */
export function useRowPixels(height: RowHeight = '--row'): { rowPx: number; remPx: number } {
  const text = useSyncExternalStore(subscribe, () => readPixels(height));
  const [rowPx = 28, remPx = 16] = text.split(' ').map(Number);
  return { rowPx, remPx };
}

function readPixels(height: RowHeight): string {
  const style = getComputedStyle(document.documentElement);
  const remPx = Number.parseFloat(style.fontSize) || 16;
  const row = style.getPropertyValue(height).trim();
  const size = Number.parseFloat(row) || 1.75;
  return `${Math.round(row.endsWith('px') ? size : size * remPx)} ${remPx}`;
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-density', 'style', 'class'] });
  window.addEventListener('resize', listener);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', listener);
  };
}
