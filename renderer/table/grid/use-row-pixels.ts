/** Height of a grid's rows in pixels, as the density of the settings and the size of text make it. */
import { useSyncExternalStore } from 'react';

/** Pixels of `--row` and of one rem as of now. */
export function useRowPixels(): { rowPx: number; remPx: number } {
  const text = useSyncExternalStore(subscribe, readPixels);
  const [rowPx = 28, remPx = 16] = text.split(' ').map(Number);
  return { rowPx, remPx };
}

function readPixels(): string {
  const style = getComputedStyle(document.documentElement);
  const remPx = Number.parseFloat(style.fontSize) || 16;
  const row = style.getPropertyValue('--row').trim();
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
