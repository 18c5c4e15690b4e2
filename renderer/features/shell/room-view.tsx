/** One room: header, grid with its foot, Inspector at the end side, Activity below. Lays out; the slots do the work. */
import { useEffect, useRef, useState } from 'react';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { Movable, MovablePlace, useMovable } from '#renderer/components/movable.tsx';
import { Splitter, type SplitterPane } from '#renderer/components/splitter.tsx';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { SeenPicture } from '#renderer/features/listening/seen-picture.tsx';
import { useSeenIdentity } from '#renderer/features/listening/use-listening.ts';
import { useCommands } from '#renderer/lib/commands.ts';
import { useRootMark } from '#renderer/lib/use-root-mark.ts';
import { isTyping } from '#renderer/lib/keys.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { explainRetryOff } from './describe-api-only.ts';
import { dispatchCommand, foldActivityCommand, inspectorCommand, retryJoinCommand } from './room-commands.ts';
import { RoomFoot } from './room-foot.tsx';
import { RoomHeader } from './room-header.tsx';
import { useRoomStatus } from './room-state.ts';
import { rememberPanes, useFold, useSettings } from './settings-store.ts';
import type { ServerSlots } from './slots.ts';
import { focusGrid } from './window-parts.ts';
import './room-view.css';

export interface RoomViewProps {
  session: RoomSession;
  slots: ServerSlots;
  isNarrow: boolean;
  /** Too narrow even for the narrow layout's dock. */
  isCramped: boolean;
  selectedIdentity: string | undefined;
  onSelect: (identity: string | undefined) => void;
  /** The Inspector is to come forward; `onInspecting` says that it has. */
  isInspecting: boolean;
  onInspecting: () => void;
}

const dockSize = '11.25rem';
const dockHead = '1.875rem';

export function RoomView(props: RoomViewProps) {
  const { session, slots, isNarrow, isCramped, selectedIdentity, onSelect, isInspecting, onInspecting } = props;
  const status = useRoomStatus(session);
  const { state, liveBlock } = status;
  const [openDialog, setOpenDialog] = useState<'metadata' | 'dispatch'>();
  const inspector = useInspector(isNarrow);
  const inspectorBox = useMovable();
  const dispatchOff = useVerbOff('agent.dispatch');
  useCommands([
    { ...inspectorCommand, run: inspector.toggle },
    { ...dispatchCommand, offReason: dispatchOff, run: () => setOpenDialog('dispatch') },
    { ...retryJoinCommand, offReason: explainRetryOff(status), run: () => session.retry() },
    { id: 'room.metadata', label: 'Edit room metadata', place: 'Room', run: () => setOpenDialog('metadata') },
  ]);
  useEffect(() => {
    if (!isInspecting) return;
    inspector.open();
    onInspecting();
  }, [isInspecting, inspector, onInspecting]);
  useOpenForPicture(session.room, inspector.open);

  function select(identity: string | undefined, isOpening = false): void {
    onSelect(identity);
    if (identity !== undefined && isOpening) inspector.open();
  }

  useRootMark('inspector-open', inspector.isOpen);
  const main = (
    <RoomMain
      session={session}
      slots={slots}
      isCramped={isCramped}
      selectedIdentity={selectedIdentity}
      onSelect={select}
      onDispatch={() => setOpenDialog('dispatch')}
    />
  );
  const inspectorPane = inspector.isOpen && (
    <MovablePlace box={inspectorBox} className={isNarrow ? 'room-inspector room-inspector-over' : 'room-inspector'} />
  );
  const panes: SplitterPane[] = [{ id: 'room-main', content: main, minSize: '24rem' }];
  if (inspectorPane && !isNarrow) {
    panes.push({
      id: 'room-inspector',
      content: inspectorPane,
      defaultSize: '18.75rem',
      minSize: '15rem',
      maxSize: '50%',
      isFixed: true,
    });
  }
  const sizes = useSettings((settings) => settings.panes['room']);
  return (
    <div className="room" data-room-state={state} data-room-mode={liveBlock === undefined ? undefined : 'api'}>
      <slots.PersonCommands session={session} identity={selectedIdentity} />
      <RoomHeader session={session} onEditMetadata={() => setOpenDialog('metadata')} />
      <div className="room-body">
        <Splitter
          name="room"
          orientation="horizontal"
          panes={panes}
          sizes={sizes}
          onSizesChange={(next) => rememberPanes('room', next)}
        />
        {isNarrow && inspectorPane}
        {inspector.isOpen && (
          <Movable
            box={inspectorBox}
            onKeyDown={(event) => {
              // In a field Escape belongs to the field.
              if (event.key === 'Escape' && !event.defaultPrevented && !isTyping(event.target)) inspector.close();
            }}
          >
            <SeenPicture room={session.room} />
            <slots.Inspector session={session} identity={selectedIdentity} onClose={inspector.close} />
          </Movable>
        )}
      </div>
      <slots.RoomMetadata
        session={session}
        isOpen={openDialog === 'metadata'}
        onClose={() => setOpenDialog(undefined)}
      />
      <slots.Dispatch session={session} isOpen={openDialog === 'dispatch'} onClose={() => setOpenDialog(undefined)} />
    </div>
  );
}

interface RoomMainProps extends Pick<RoomViewProps, 'session' | 'slots' | 'selectedIdentity' | 'isCramped'> {
  onSelect: (identity: string | undefined, isOpening?: boolean) => void;
  onDispatch: () => void;
}

function RoomMain({ session, slots, isCramped, selectedIdentity, onSelect, onDispatch }: RoomMainProps) {
  const [isFolded, setIsFolded] = useDockFold(isCramped);
  const dock = useRef<PanelImperativeHandle | null>(null);
  const sizes = useSettings((settings) => settings.panes['room-main']);
  useCommands([{ ...foldActivityCommand, run: () => setIsFolded(!isFolded) }]);
  const openSize = sizes?.[1] === undefined ? dockSize : `${sizes[1]}%`;
  useEffect(() => foldDock(dock.current, isFolded, openSize), [isFolded, openSize]);
  const panes: SplitterPane[] = [
    {
      id: 'room-grid',
      minSize: '12rem',
      content: (
        <RoomFoot session={session} notice={<slots.RoomNotice session={session} />}>
          <slots.Roster session={session} selectedIdentity={selectedIdentity} onSelect={onSelect} />
        </RoomFoot>
      ),
    },
    {
      id: 'room-activity',
      defaultSize: isFolded ? dockHead : dockSize,
      minSize: '5rem',
      foldedSize: dockHead,
      handle: dock,
      isFixed: true,
      onFoldedChange: (next) => {
        if (next !== isFolded) setIsFolded(next);
      },
      content: (
        <slots.Activity session={session} isFolded={isFolded} onFoldedChange={setIsFolded} onDispatch={onDispatch} />
      ),
    },
  ];
  return (
    <Splitter
      name="room-main"
      orientation="vertical"
      panes={panes}
      sizes={isFolded ? undefined : sizes}
      onSizesChange={(next) => rememberPanes('room-main', next)}
    />
  );
}

/** The picture of who is seen stands above the Inspector. Once, as it begins: closing the Inspector ends it. */
function useOpenForPicture(room: string, openInspector: () => void): void {
  const open = useRef(openInspector);
  useEffect(() => {
    open.current = openInspector;
  });
  const seen = useSeenIdentity(room);
  useEffect(() => {
    if (seen !== undefined) open.current();
  }, [seen]);
}

function isInspectorInUse(): boolean {
  return document.querySelector('.room-inspector :is(form, :focus)') !== null;
}

/** Follows the remembered fold; a dock that was folded from the start has no size yet to come back to. */
function foldDock(dock: PanelImperativeHandle | null, isFolded: boolean, openSize: string): void {
  if (!dock || dock.isCollapsed() === isFolded) return;
  if (isFolded) return dock.collapse();
  dock.resize(openSize);
}

/** Remembered where there is room; closed at first in a cramped window, whatever is remembered. */
function useDockFold(isCramped: boolean): [isFolded: boolean, setIsFolded: (isFolded: boolean) => void] {
  const remembered = useFold('activity');
  const cramped = useState(true);
  return isCramped ? cramped : remembered;
}

/**
 * Open beside the grid where there is room; over it, and closed at first, where there is not. A window that gets too
 * narrow for both closes nothing in which somebody is typing.
 */
function useInspector(isNarrow: boolean): { isOpen: boolean; open: () => void; close: () => void; toggle: () => void } {
  const [isClosedWide, setIsClosedWide] = useFold('inspector');
  const [isOpenOver, setIsOpenOver] = useState(false);
  const [isKept, setIsKept] = useState(false);
  const [wasNarrow, setWasNarrow] = useState(isNarrow);
  if (wasNarrow !== isNarrow) {
    setWasNarrow(isNarrow);
    // Decided before it would be taken out of the page, and what is typed in its forms with it.
    setIsKept(isInspectorInUse());
  }
  const isOpen = isKept || (isNarrow ? isOpenOver : !isClosedWide);
  function show(next: boolean): void {
    // Closed under the focus, it gives it back to where it was opened from.
    if (!next && document.querySelector('.room-inspector')?.contains(document.activeElement)) focusGrid();
    setIsKept(false);
    if (isNarrow) setIsOpenOver(next);
    else setIsClosedWide(!next);
  }
  return { isOpen, open: () => show(true), close: () => show(false), toggle: () => show(!isOpen) };
}
