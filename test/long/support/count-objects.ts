/** Counts a live page's objects of one class, by the engine's own snapshot, which collects garbage first. */
import type { Page } from '@playwright/test';

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
  nodes: number[];
  strings: string[];
}

/** @param className as the engine names it: of a built-in class, since the build gives others new names */
export async function countObjects(page: Page, className: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const object = types[0].indexOf('object');
  const name = strings.indexOf(className);
  let count = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    const isObject = nodes[at + fields.indexOf('type')] === object;
    if (isObject && nodes[at + fields.indexOf('name')] === name) count++;
  }
  return count;
}
