/** What can be done to a listed room from its row: one list for the menu, the keys and the palette. */
import type { RoomSummary } from '#contract/domain/room-facts';
import type { Command, CommandDefinition } from '#renderer/lib/commands.ts';

const definitions = {
  open: { id: 'lobby.room.open', label: 'Open room', place: 'Lobby' },
  metadata: { id: 'lobby.room.metadata', label: 'Edit room metadata', place: 'Lobby', keys: 'e' },
  copyName: { id: 'lobby.room.copy-name', label: 'Copy room name', place: 'Lobby', keys: 'c' },
  copySid: { id: 'lobby.room.copy-sid', label: 'Copy room sid', place: 'Lobby' },
  copyJson: { id: 'lobby.room.copy-json', label: 'Copy room as JSON', place: 'Lobby' },
} as const satisfies Record<string, CommandDefinition>;

/** Why a room cannot be opened or written to; undefined if it can. */
export function explainUnusable(room: string): string | undefined {
  return room === ''
    ? 'This room has no name. Nothing can be asked about it by name, and the server would take an empty name for a new room.'
    : undefined;
}

/** The verbs of the chosen room, in the menu's order; all off while none is chosen. */
export function listRoomVerbs(
  room: RoomSummary | undefined,
  act: {
    open: (room: string) => void;
    editMetadata: (room: RoomSummary) => void;
    metadataOff: string | undefined;
    copy: (what: string, text: string) => void;
    copyJson: (room: RoomSummary) => void;
  },
): Command[] {
  const none = room ? undefined : 'Choose a room in the list first';
  const unusable = none ?? (room && explainUnusable(room.name));
  const about = room ? { detail: room.name } : {};
  const on = (run: (room: RoomSummary) => void) => () => {
    if (room) run(room);
  };
  return [
    { ...definitions.open, ...about, offReason: unusable, run: on(({ name }) => act.open(name)) },
    {
      ...definitions.metadata,
      ...about,
      offReason: unusable ?? act.metadataOff,
      run: on(act.editMetadata),
    },
    { ...definitions.copyName, ...about, offReason: none, run: on(({ name }) => act.copy('room name', name)) },
    { ...definitions.copySid, ...about, offReason: none, run: on(({ sid }) => act.copy('room sid', sid)) },
    {
      ...definitions.copyJson,
      ...about,
      offReason: none,
      run: on(act.copyJson),
    },
  ];
}
