/** Which feature fills which place of a server's window, and what they share: one draft store for each room's session. */
import { useSyncExternalStore } from 'react';
import type { DispatchFacts } from '#contract/domain/dispatch-facts';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { Activity } from '#renderer/features/activity/activity.tsx';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { listStopCommands } from '#renderer/features/dispatches/dispatch-commands.ts';
import { DispatchDialog } from '#renderer/features/dispatches/dispatch-dialog.tsx';
import { useDispatches } from '#renderer/features/dispatches/use-dispatches.ts';
import { createDraftStore, roomOwner, type DraftStore } from '#renderer/features/inspector/draft-store.ts';
import { Inspector } from '#renderer/features/inspector/inspector.tsx';
import { PersonCommands } from '#renderer/features/inspector/person-commands.ts';
import { createRoomDraft, isBlank } from '#renderer/features/lobby/create-room-draft.ts';
import { Lobby } from '#renderer/features/lobby/lobby.tsx';
import { RoomMetadataDialog } from '#renderer/features/room-metadata/room-metadata-dialog.tsx';
import { RestoreNotice } from '#renderer/features/restore/restore-notice.tsx';
import { Roster } from '#renderer/features/roster/roster.tsx';
import { RailViews } from '#renderer/features/roster/views/rail-views.tsx';
import type {
  ActivitySlotProps,
  InspectorSlotProps,
  LobbySlotProps,
  PersonCommandsSlotProps,
  RoomDialogSlotProps,
  ServerSlots,
} from '#renderer/features/shell/slots.ts';
import { useCommands } from '#renderer/lib/commands.ts';
import { listen, request } from '#renderer/lib/bridge.ts';
import { watchTable } from '#renderer/features/roster/export/hide-values.ts';
import { createRoomSession } from '#renderer/room/session.ts';
import type { RoomSession } from '#renderer/room/types.ts';

const drafts = new WeakMap<RoomSession, DraftStore>();
const draftListeners = new Set<() => void>();
/** What is typed about rooms in the lobby, by the room's name. */
const lobbyDrafts = createDraftStore();

function draftsOf(session: RoomSession): DraftStore {
  const known = drafts.get(session);
  if (known) return known;
  const made = createDraftStore();
  made.subscribe(() => draftListeners.forEach((listener) => listener()));
  drafts.set(session, made);
  return made;
}

function InspectorSlot({ session, identity, onClose }: InspectorSlotProps) {
  return (
    <Inspector
      session={session}
      identity={identity}
      drafts={draftsOf(session)}
      actions={actionStore}
      onClose={onClose}
    />
  );
}

function PersonCommandsSlot(props: PersonCommandsSlotProps) {
  return <PersonCommands {...props} actions={actionStore} />;
}

function ActivitySlot(props: ActivitySlotProps) {
  const { room } = props.session;
  const dispatches = useDispatches(room);
  useCommands(listStopCommands(room, dispatches.dispatches, actionStore, useVerbOff('agent.stop-dispatch')));
  return <Activity {...props} dispatches={dispatches} actions={actionStore} />;
}

function RoomMetadataSlot({ session, ...rest }: RoomDialogSlotProps) {
  const live = useSyncExternalStore(session.subscribeSummary, () => session.summary()?.metadata ?? '');
  const own = { room: session.room, live, owner: roomOwner, drafts: draftsOf(session) };
  return <RoomMetadataDialog {...rest} {...own} actions={actionStore} />;
}

function DispatchSlot({ session, isOpen, onClose }: RoomDialogSlotProps) {
  const { dispatches } = useDispatches(session.room);
  return (
    <DispatchDialog
      room={session.room}
      isOpen={isOpen}
      onClose={onClose}
      drafts={draftsOf(session)}
      actions={actionStore}
      recentNames={listRecentNames(dispatches)}
    />
  );
}

function listRecentNames(dispatches: readonly DispatchFacts[]): string[] {
  const names = dispatches.toReversed().map(({ agentName }) => agentName);
  return [...new Set(names)].filter((name) => name !== '');
}

function LobbySlot(props: LobbySlotProps) {
  return <Lobby {...props} actions={actionStore} drafts={lobbyDrafts} />;
}

export const serverSlots: ServerSlots = {
  Lobby: LobbySlot,
  Roster,
  RailViews,
  Inspector: InspectorSlot,
  PersonCommands: PersonCommandsSlot,
  Activity: ActivitySlot,
  RoomMetadata: RoomMetadataSlot,
  Dispatch: DispatchSlot,
  RoomNotice: ({ session }) => <RestoreNotice room={session.room} actions={actionStore} />,
  createSession: (room) => {
    const session = createRoomSession({ bridge: { request, listen }, room });
    // Also while another tab is in front: what somebody had who leaves meanwhile stays hidden.
    const stopWatching = watchTable(session.table);
    return {
      ...session,
      dispose() {
        stopWatching();
        session.dispose();
      },
    };
  },
  countDrafts: (session) => drafts.get(session)?.count() ?? 0,
  countOwnDrafts: () => lobbyDrafts.count() + (isBlank(createRoomDraft.getState()) ? 0 : 1),
  subscribeDrafts(listener) {
    draftListeners.add(listener);
    const stops = [createRoomDraft.subscribe(listener), lobbyDrafts.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
      draftListeners.delete(listener);
    };
  },
};
