/** Pixels of one rem, so that windowed rows keep their height when text is scaled. */
import { useSyncExternalStore } from 'react';

/** Pixels of one rem as of now; re-renders when the window's size or zoom changes. */
export function useRemPixels(): number {
  return useSyncExternalStore(subscribe, readRemPixels);
}

function readRemPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
