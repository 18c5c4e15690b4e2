/** Searches a live page's JavaScript heap for texts, by the engine's own snapshot. */
import type { Page } from '@playwright/test';

/**
 * For the app's arguments: without it a snapshot tells only the first 1,024 characters of each string, and a secret further
 * along would not be found.
 */
export const wholeStringsSwitch = '--js-flags=--heap-snapshot-string-limit=16777216';

export interface HeapSearch {
  /** Those of the texts that are in the heap. */
  found: string[];
  /** Size of the snapshot, which is that of nothing when none came. */
  sizeBytes: number;
}

/** Texts must be free of characters that JSON escapes. Garbage is collected first, as the snapshot does by itself. */
export async function searchHeap(page: Page, texts: readonly string[]): Promise<HeapSearch> {
  const longest = Math.max(...texts.map(({ length }) => length));
  const found = new Set<string>();
  let sizeBytes = 0;
  let tail = '';
  const session = await page.context().newCDPSession(page);
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    sizeBytes += chunk.length;
    // A text may lie across two chunks.
    const window = tail + chunk;
    for (const text of texts) if (window.includes(text)) found.add(text);
    tail = window.slice(-longest);
  });
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return { found: [...found], sizeBytes };
}
