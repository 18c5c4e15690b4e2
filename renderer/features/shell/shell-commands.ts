/** What can be done anywhere in a server's window, and the keys that its parts handle by themselves. */
import type { LinkTarget } from '#contract/deep-link';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { stopListeningCommand } from '#renderer/features/listening/listening-commands.ts';
import { listeningStore } from '#renderer/features/listening/listening-store.ts';
import { useTakenIdentity } from '#renderer/features/listening/use-listening.ts';
import { request } from '#renderer/lib/bridge.ts';
import { useCommands, type Command, type CommandDefinition } from '#renderer/lib/commands.ts';
import { useAppearanceCommands } from './appearance-choices.ts';
import { copyLink } from './room-links.ts';
import { focusNextPart } from './window-parts.ts';

export const paletteCommand = {
  id: 'palette.open',
  label: 'Go to or do',
  place: 'Everywhere',
  keys: '$mod+k',
} as const satisfies CommandDefinition;

export const lobbyCommand = {
  id: 'lobby.show',
  label: 'Lobby: all rooms of this server',
  place: 'Everywhere',
  keys: 'g r',
} as const satisfies CommandDefinition;

export const settingsCommand = {
  id: 'settings.open',
  label: 'Settings',
  place: 'Everywhere',
  keys: 'g s',
} as const satisfies CommandDefinition;

export const keysCommand = {
  id: 'keys.show',
  label: 'Keys of where you are',
  place: 'Everywhere',
  keys: ['?', 'Shift+?'],
} as const satisfies CommandDefinition;

const lobbyKeys: readonly Command[] = [
  { id: 'lobby.keys.rows', label: 'Go through the rooms', place: 'Lobby', keys: '↑ ↓' },
  { id: 'lobby.keys.open', label: 'Open the room', place: 'Lobby', keys: 'Enter' },
];

const roomKeys: readonly Command[] = [
  { id: 'room.keys.cells', label: 'Go through the cells', place: 'Room', keys: '↑ ↓ ← →' },
  { id: 'room.keys.open', label: 'Open the person in the Inspector', place: 'Room', keys: 'Enter' },
  { id: 'room.keys.sort', label: 'On a column’s head: sort by it; with Shift as well', place: 'Room', keys: 'Enter' },
  { id: 'room.keys.column', label: 'On a column’s head: its menu, also to group', place: 'Room', keys: 'Alt+↓' },
  { id: 'room.keys.group', label: 'On a group’s head: close, open; with Shift all', place: 'Room', keys: '← →' },
  { id: 'room.keys.log', label: 'On the first row of a log: to its heads', place: 'Room', keys: '↑' },
  { id: 'room.keys.leave', label: 'On its tab: leave the room', place: 'Room', keys: 'Delete' },
];

export interface ShellActions {
  /** The room in front; undefined for the lobby. */
  room: string | undefined;
  /** Who is chosen in it. */
  identity: string | undefined;
  onTogglePalette: () => void;
  onShowKeys: () => void;
  onShowSettings: () => void;
  onShowLobby: () => void;
  onLeaveRoom: (room: string) => void;
  onRefresh: () => void;
  onEditServer: () => void;
  onCheckServer: () => void;
}

export function useShellCommands(actions: ShellActions): void {
  const { room, identity } = actions;
  const appearance = useAppearanceCommands();
  const taken = useTakenIdentity();
  const place = 'Everywhere';
  const here: Command[] =
    room === undefined
      ? [
          ...lobbyKeys,
          { id: 'lobby.refresh', label: 'Read the list of rooms now', place: 'Lobby', run: actions.onRefresh },
        ]
      : [
          ...roomKeys,
          { id: 'room.copy-link', label: 'Copy link to room', place: 'Room', run: () => void copyRoomLink({ room }) },
          ...(identity === undefined ? [] : [describePersonLink({ room, identity })]),
          { id: 'room.leave', label: 'Leave room', place: 'Room', detail: room, run: () => actions.onLeaveRoom(room) },
        ];
  useCommands([
    ...here,
    {
      ...lobbyCommand,
      ...(room === undefined ? { offReason: 'It is in front already.' } : {}),
      run: actions.onShowLobby,
    },
    { ...paletteCommand, run: actions.onTogglePalette },
    { ...keysCommand, run: actions.onShowKeys },
    { ...settingsCommand, run: actions.onShowSettings },
    {
      ...stopListeningCommand,
      offReason: taken === '' ? 'You listen to nobody and see nobody.' : undefined,
      detail: taken,
      run: () => listeningStore.stop(),
    },
    { id: 'part.next', label: 'Next part of the window', place, keys: 'F6', run: () => focusNextPart(1) },
    {
      id: 'part.previous',
      label: 'Previous part of the window',
      place,
      keys: 'Shift+F6',
      run: () => focusNextPart(-1),
    },
    { id: 'server.edit', label: 'Edit server', place, run: actions.onEditServer },
    { id: 'server.check', label: 'Check connection', place, run: actions.onCheckServer },
    { id: 'server.add', label: 'Add server', place, detail: 'in the list of servers', run: openServers },
    { id: 'server.all', label: 'All servers', place, run: openServers },
    ...appearance,
  ]);
}

function openServers(): void {
  void request('servers:open-manager', {});
}

function describePersonLink(target: Required<LinkTarget>): Command {
  const run = (): void => void copyRoomLink(target);
  return { id: 'person.copy-link', label: 'Copy link to person', place: 'Person', detail: target.identity, run };
}

async function copyRoomLink(target: LinkTarget): Promise<void> {
  const link = await copyLink(target);
  if (link.ok)
    actionStore.notify({
      tone: 'told',
      title: 'The link is on the clipboard. It opens for who has this server saved.',
    });
  else actionStore.notify({ tone: 'refused', title: 'No link was made', error: link.error });
}
