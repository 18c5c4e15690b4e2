import { expect, it } from 'vitest';
import { createWindowRegistry, type RegisteredWindow } from '#main/app/window-registry';

function makeWindow(windowId: number): RegisteredWindow {
  return { windowId, windowKind: 'server', serverId: `s${windowId}`, host: `s${windowId}`, styleNonce: '' };
}

it('lists the window used last as the last one, and learns of no window by its use', () => {
  const registry = createWindowRegistry();
  for (const windowId of [1, 2, 3]) registry.add(makeWindow(windowId));
  registry.noteUse(2);
  registry.noteUse(1);
  registry.noteUse(9);
  expect(registry.list().map(({ windowId }) => windowId)).toEqual([3, 2, 1]);
  registry.remove(1);
  expect(registry.list().at(-1)?.windowId).toBe(2);
});
