/** Knows which window is which: the one place where a sender's kind and server come from. */
import type { WindowKind } from '#contract/domain/app-info';
import type { Sender } from '#main/ipc/handler';

export interface RegisteredWindow extends Sender {
  host: string;
  /** Of the last load. */
  styleNonce: string;
}

export interface WindowRegistry {
  add(window: RegisteredWindow): void;
  remove(windowId: number): void;
  find(windowId: number): RegisteredWindow | undefined;
  findByHost(host: string): RegisteredWindow | undefined;
  /** The one used last stands last. */
  list(): RegisteredWindow[];
  noteUse(windowId: number): void;
}

/** An empty registry; windows are known by the id of their web contents. */
export function createWindowRegistry(): WindowRegistry {
  const windows = new Map<number, RegisteredWindow>();
  return {
    add: (window) => void windows.set(window.windowId, window),
    remove: (windowId) => void windows.delete(windowId),
    find: (windowId) => windows.get(windowId),
    findByHost: (host) => [...windows.values()].find((window) => window.host === host),
    list: () => [...windows.values()],
    noteUse(windowId) {
      const used = windows.get(windowId);
      if (!used) return;
      windows.delete(windowId);
      windows.set(windowId, used);
    },
  };
}

/** Host of a window's origin: fixed for the manager, the id for a server, never the same twice for the others. */
export function nameHost(windowKind: WindowKind, idOrRandom: string): string {
  switch (windowKind) {
    case 'manager':
      return 'manager';
    case 'form':
      return `form-${idOrRandom}`;
    case 'probe':
      return `probe-${idOrRandom}`;
    case 'server':
      return idOrRandom;
    default:
      return windowKind satisfies never;
  }
}
