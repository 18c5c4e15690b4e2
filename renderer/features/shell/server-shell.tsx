/** The window of one server: frame in its colour, rail, tabs, and the lobby or a room in front. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import type { ServerProfile } from '#contract/domain/server-profile';
import { fail } from '#contract/result';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { ActionToasts } from '#renderer/features/actions/action-toasts.tsx';
import { CheckDialog } from '#renderer/features/server-check/check-dialog.tsx';
import { listen, request } from '#renderer/lib/bridge.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { useNarrow } from '#renderer/lib/use-narrow.ts';
import { guardDrafts } from './guard-drafts.ts';
import { findKeyTrouble, KeyBanner } from './key-banner.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LastRooms } from './last-rooms.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { createOpenRooms, type OpenRooms } from './open-rooms.ts';
import { useLinkTargets } from './room-links.ts';
import { useRoomList } from './room-list.ts';
import { RoomView } from './room-view.tsx';
import { useServerNames } from './server-names.ts';
import { ServerRail } from './server-rail.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { setFolded } from './settings-store.ts';
import { useShellCommands } from './shell-commands.ts';
import { ShellPalette, usePalette } from './shell-palette.tsx';
import type { ServerSlots } from './slots.ts';
import { TabStrip } from './tab-strip.tsx';
import { isFocusLost } from './window-parts.ts';
import './server-shell.css';

const narrowRem = 75;
const crampedRem = 60;

export function ServerShell({ server, slots }: { server: ServerProfile; slots: ServerSlots }) {
  const rooms = useMemo(() => createOpenRooms(slots.createSession, tellFull), [slots]);
  const open = useStore(rooms.store);
  const { list, refresh } = useRoomList();
  const keyTrouble = findKeyTrouble(list);
  const servers = useServerNames();
  const [areKeysShown, setAreKeysShown] = useState(false);
  const [areSettingsShown, setAreSettingsShown] = useState(false);
  const palette = usePalette();
  const [isChecking, setIsChecking] = useState(false);
  const [leaving, setLeaving] = useState<RoomSession>();
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow(frame, narrowRem);
  const isCramped = useNarrow(frame, crampedRem);
  const current = open.current === undefined ? undefined : open.rooms.get(open.current);

  useEffect(() => {
    // Leaving the page must leave the rooms, or their observers would linger until the server misses them.
    const leave = (): void => rooms.dispose();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [rooms]);
  useEffect(
    () =>
      guardDrafts({
        page: window,
        count: () => sumDrafts(rooms, slots),
        subscribe: (listener) => [rooms.store.subscribe(listener), slots.subscribeDrafts(listener)],
        report: (draftCount) => void request('app:report-drafts', { draftCount }),
      }),
    [rooms, slots],
  );

  useEffect(() => listen('app:keys-wanted', () => setAreKeysShown(true)), []);

  const roomInFront = open.current;
  const shownRoom = useRef(roomInFront);
  useEffect(() => {
    if (shownRoom.current === roomInFront) return;
    shownRoom.current = roomInFront;
    // The view that had the focus is gone; the tab in front is where the keyboard goes on from.
    if (isFocusLost()) frame.current?.querySelector<HTMLElement>('.tab[aria-selected="true"]')?.focus();
  }, [roomInFront]);

  /** Typing is never lost by a slip: a room with drafts is left only after a word about them. */
  function closeRoom(room: string): void {
    const session = open.rooms.get(room)?.session;
    if (session && slots.countDrafts(session) > 0) setLeaving(session);
    else rooms.close(room);
  }
  function editServer(): void {
    void request('servers:open-form', { serverId: server.id });
  }
  function switchServer(serverId: string): void {
    void request('servers:open', { serverId });
  }
  useLinkTargets(
    useCallback(
      ({ room, identity }) => {
        if (identity === undefined) rooms.open(room);
        else rooms.inspect(room, identity);
      },
      [rooms],
    ),
  );
  useShellCommands({
    room: open.current,
    identity: current?.selectedIdentity,
    onTogglePalette: palette.toggle,
    onShowKeys: () => setAreKeysShown(true),
    onShowSettings: () => setAreSettingsShown(true),
    onShowLobby: rooms.showLobby,
    onLeaveRoom: closeRoom,
    onRefresh: refresh,
    onEditServer: editServer,
    onCheckServer: () => setIsChecking(true),
  });
  const sessions = [...open.rooms.values()].map(({ session }) => session);
  const others = servers.filter(({ id }) => id !== server.id);

  return (
    <div
      ref={frame}
      className="shell"
      data-colour={server.colour}
      data-environment={server.environment}
      data-narrow={isNarrow}
      data-cramped={isCramped}
    >
      <ServerRail
        server={server}
        others={others}
        list={list}
        current={open.current}
        isNarrow={isNarrow}
        views={current && <slots.RailViews key={current.session.room} session={current.session} isNarrow={isNarrow} />}
        onOpenRoom={rooms.open}
        onShowLobby={rooms.showLobby}
        onSwitchServer={switchServer}
        onEditServer={editServer}
        onCheckServer={() => setIsChecking(true)}
        onShowServers={() => void request('servers:open-manager', {})}
        onShowSettings={() => setAreSettingsShown(true)}
      />
      <div className="shell-main">
        <TabStrip
          roomCount={list?.readAtMs === undefined ? undefined : list.rooms.length}
          sessions={sessions}
          current={open.current}
          onSelect={(room) => (room === undefined ? rooms.showLobby() : rooms.open(room))}
          onClose={closeRoom}
          onOpenPalette={palette.toggle}
        />
        {keyTrouble && <KeyBanner error={keyTrouble} onEnterKey={editServer} />}
        <LastRooms rooms={rooms} list={list} />
        <main className="shell-view" aria-label={open.current === undefined ? 'Lobby' : 'Room'}>
          {current === undefined ? (
            <slots.Lobby
              server={server}
              list={list}
              isExplained={keyTrouble !== undefined}
              openRooms={[...open.rooms.keys()]}
              onOpenRoom={rooms.open}
              onRefresh={refresh}
              onEditServer={editServer}
            />
          ) : (
            <RoomView
              key={current.session.room}
              session={current.session}
              slots={slots}
              isNarrow={isNarrow}
              isCramped={isCramped}
              selectedIdentity={current.selectedIdentity}
              onSelect={(identity) => rooms.select(current.session.room, identity)}
              isInspecting={current.isInspecting}
              onInspecting={() => rooms.settleInspecting(current.session.room)}
            />
          )}
        </main>
      </div>
      <ActionToasts onShowAll={() => setFolded('activity', false)} />
      {leaving && (
        <LeaveDialog
          room={leaving.room}
          draftCount={slots.countDrafts(leaving)}
          onCancel={() => setLeaving(undefined)}
          onLeave={() => {
            setLeaving(undefined);
            rooms.close(leaving.room);
          }}
        />
      )}
      {isChecking && <CheckDialog server={server} onClose={() => setIsChecking(false)} />}
      {palette.isOpen && (
        <ShellPalette
          palette={palette}
          serverName={server.name}
          sessions={sessions}
          roomInFront={open.current}
          rooms={list?.rooms ?? []}
          servers={others}
          onOpenRoom={rooms.open}
          onChoosePerson={rooms.inspect}
          onSwitchServer={switchServer}
        />
      )}
      {areSettingsShown && <SettingsDialog onClose={() => setAreSettingsShown(false)} />}
      {areKeysShown && <KeysDialog onClose={() => setAreKeysShown(false)} />}
    </div>
  );
}

function tellFull(room: string): void {
  const { error } = fail('limit_exceeded', `${maxOpenRooms} rooms are open, which is as many as one window holds.`, {
    likelyCause: 'Each open room is a live session of its own, in front or not.',
    cure: 'Leave one of them (Del on its tab), then open this one.',
  });
  actionStore.notify({ tone: 'refused', title: `${room} was not opened`, error });
}

function sumDrafts(rooms: OpenRooms, slots: ServerSlots): number {
  const sessions = [...rooms.store.getState().rooms.values()].map(({ session }) => session);
  return sessions.reduce((sum, session) => sum + slots.countDrafts(session), slots.countOwnDrafts());
}
