/** The places of a server window that other features fill. The shell lays them out and knows nothing of their insides. */
import type { ComponentType } from 'react';
import type { RoomList } from '#contract/domain/room-facts';
import type { ServerProfile } from '#contract/domain/server-profile';
import type { RoomSession } from '#renderer/room/types.ts';

export interface LobbySlotProps {
  server: ServerProfile;
  list: RoomList | undefined;
  /** The window itself says already why the list cannot be read. */
  isExplained: boolean;
  /** Names of rooms that have a tab. */
  openRooms: readonly string[];
  onOpenRoom: (room: string) => void;
  /** Reads the list now. */
  onRefresh: () => void;
  onEditServer: () => void;
}

export interface RosterSlotProps {
  session: RoomSession;
  selectedIdentity: string | undefined;
  /** `isOpening` brings the Inspector forward (Enter, double click), also in a narrow window. */
  onSelect: (identity: string | undefined, isOpening?: boolean) => void;
}

/** The views of the room in front, in the rail. */
export interface RailViewsSlotProps {
  session: RoomSession;
  isNarrow: boolean;
}

export interface InspectorSlotProps {
  session: RoomSession;
  identity: string | undefined;
  onClose: () => void;
}

/** Draws nothing; offers what can be done to the chosen person. */
export interface PersonCommandsSlotProps {
  session: RoomSession;
  identity: string | undefined;
}

export interface ActivitySlotProps {
  session: RoomSession;
  isFolded: boolean;
  onFoldedChange: (isFolded: boolean) => void;
  onDispatch: () => void;
}

/** A dialog over the room; it stays mounted, so that what was typed into it outlives a slip of the Escape key. */
export interface RoomDialogSlotProps {
  session: RoomSession;
  isOpen: boolean;
  onClose: () => void;
}

export interface ServerSlots {
  Lobby: ComponentType<LobbySlotProps>;
  Roster: ComponentType<RosterSlotProps>;
  RailViews: ComponentType<RailViewsSlotProps>;
  Inspector: ComponentType<InspectorSlotProps>;
  PersonCommands: ComponentType<PersonCommandsSlotProps>;
  Activity: ComponentType<ActivitySlotProps>;
  RoomMetadata: ComponentType<RoomDialogSlotProps>;
  Dispatch: ComponentType<RoomDialogSlotProps>;
  /** A line in the room's strip, where there is something to say of the room itself; nothing else. */
  RoomNotice: ComponentType<{ session: RoomSession }>;
  createSession: (room: string) => RoomSession;
  /** How many unsaved drafts leaving the room would lose. */
  countDrafts: (session: RoomSession) => number;
  /** Unsaved drafts that belong to no open room. */
  countOwnDrafts: () => number;
  /** Drafts of some room were begun or went. */
  subscribeDrafts: (listener: () => void) => () => void;
}
