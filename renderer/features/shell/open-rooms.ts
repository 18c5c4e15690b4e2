/** The rooms that this window has open, each a tab with a live session of its own, and what is selected in each. */
import { maxOpenRooms } from '#contract/domain/open-rooms';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RoomSession } from '#renderer/room/types.ts';

export interface OpenRoom {
  session: RoomSession;
  selectedIdentity: string | undefined;
  /** The Inspector is to be brought forward once the room's view can. */
  isInspecting: boolean;
}

export interface OpenRoomsState {
  rooms: ReadonlyMap<string, OpenRoom>;
  /** Room of the tab in front; undefined for the lobby. */
  current: string | undefined;
}

export interface OpenRooms {
  store: StoreApi<OpenRoomsState>;
  /** Brings a room's tab forward, joining it if it has none and there is a place left; answers whether it is open. */
  open: (room: string) => boolean;
  showLobby: () => void;
  /** Leaves the room and takes its tab away. */
  close: (room: string) => void;
  select: (room: string, identity: string | undefined) => void;
  /** Brings the room forward with this person in the Inspector. */
  inspect: (room: string, identity: string) => void;
  /** The Inspector was brought forward. */
  settleInspecting: (room: string) => void;
  dispose: () => void;
}

/** @param onFull told of a room that was not opened because as many as there may be are open */
export function createOpenRooms(
  createSession: (room: string) => RoomSession,
  onFull: (room: string) => void = () => undefined,
): OpenRooms {
  const store = createStore<OpenRoomsState>(() => ({ rooms: new Map(), current: undefined }));

  function change(room: string, value: OpenRoom | undefined): void {
    store.setState(({ rooms }) => {
      const next = new Map(rooms);
      if (value) next.set(room, value);
      else next.delete(room);
      return { rooms: next };
    });
  }

  function bringForward(room: string | undefined): void {
    const { rooms, current } = store.getState();
    if (current === room) return;
    if (current !== undefined) rooms.get(current)?.session.setInFront(false);
    if (room !== undefined) rooms.get(room)?.session.setInFront(true);
    store.setState({ current: room });
  }

  function open(room: string): boolean {
    const { rooms } = store.getState();
    if (!rooms.has(room)) {
      if (rooms.size >= maxOpenRooms) {
        onFull(room);
        return false;
      }
      change(room, { session: createSession(room), selectedIdentity: undefined, isInspecting: false });
    }
    bringForward(room);
    return true;
  }

  return {
    store,
    open,
    showLobby: () => bringForward(undefined),
    close(room) {
      const { rooms, current } = store.getState();
      rooms.get(room)?.session.dispose();
      change(room, undefined);
      if (current === room) store.setState({ current: undefined });
    },
    select(room, selectedIdentity) {
      const known = store.getState().rooms.get(room);
      if (known) change(room, { ...known, selectedIdentity });
    },
    inspect(room, selectedIdentity) {
      if (!open(room)) return;
      const known = store.getState().rooms.get(room);
      if (known) change(room, { ...known, selectedIdentity, isInspecting: true });
    },
    settleInspecting(room) {
      const known = store.getState().rooms.get(room);
      if (known?.isInspecting) change(room, { ...known, isInspecting: false });
    },
    dispose() {
      for (const { session } of store.getState().rooms.values()) session.dispose();
      store.setState({ rooms: new Map(), current: undefined });
    },
  };
}
