/** One cell of the roster, drawn by the type of its field. Values come from the table; only ages and steps are followed. */
import { Hand } from 'lucide-react';
import { useCallback, useSyncExternalStore, type ReactNode } from 'react';
import { countBytes } from '#contract/text-size';
import type { ParticipantKind } from '#contract/domain/participant-facts';
import type { ActionStep } from '#contract/domain/action';
import { rights, type Right } from '#contract/domain/right';
import type { PresenceDoubt } from '#contract/presence-doubt';
import { readTimeMs } from '#contract/written-time';
import type { SwitchState } from '#renderer/components/glyphs/describe-switch.ts';
import { KindIcon, nameKind } from '#renderer/components/glyphs/kind-icon.tsx';
import { LevelBars } from '#renderer/components/glyphs/level-bars.tsx';
import { PermissionSwitch } from '#renderer/components/glyphs/permission-switch.tsx';
import { describeDoubt } from '#renderer/components/glyphs/describe-doubt.ts';
import { Presence, type PresenceState } from '#renderer/components/glyphs/presence.tsx';
import { PresenceBadge } from '#renderer/components/glyphs/presence-badge.tsx';
import { QualityWord, type Quality } from '#renderer/components/glyphs/quality-word.tsx';
import { SourceLamps, type KnownSource } from '#renderer/components/glyphs/source-lamps.tsx';
import { SpeakingGlyph } from '#renderer/components/glyphs/speaking-glyph.tsx';
import { TrackGlyph, type TrackKind, type TrackState } from '#renderer/components/glyphs/track-glyph.tsx';
import { NothingDash, UnknownBox } from '#renderer/components/glyphs/unknown-box.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { PersonListeningMark } from '#renderer/features/listening/listening-mark.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { formatAge, formatBytes, formatDateTimeMs, formatDuration } from '#renderer/lib/format.ts';
import { fitsSurely } from '#renderer/lib/fits-surely.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { explainUnheard, heardFields, type HeardField } from '#renderer/room/explain-unheard.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import type { GridCell } from '#renderer/table/grid/grid-row.tsx';
import type { CellValue } from '#renderer/table/types.ts';
import { writtenTime } from './columns/infer-type.ts';
import { underline, useCellStep, useSwitchStep } from './use-cell-step.ts';

/** Further columns that a cell draws from. */
export const alsoReads: Readonly<Record<string, readonly string[]>> = {
  identity: ['kind', 'hidden', 'doubt'],
  level: ['speaking'],
  ...Object.fromEntries(rights.map((right) => [right, ['state']])),
  'can.agent': ['state'],
  'can.recorder': ['state'],
};

/** A line of a grid shows no more than this of any text. */
const drawnCharacters = 160;
const tooltipCharacters = 300;
/** Pixels of the layout, as widths of columns are. */
const fontPx = 13;
const paddingPx = 16;
const changeableRights: ReadonlySet<string> = new Set(rights);

export interface RosterCellProps {
  session: RoomSession;
  cell: GridCell;
  /** Why no right can be changed on this server. */
  rightsOff: string | undefined;
  /** An action is kept or planned for this person: the cell shows how far it has come. */
  isTouched: boolean;
}

export function RosterCell({ session, cell, rightsOff, isTouched }: RosterCellProps): ReactNode {
  const { room } = session;
  const { column, rowKey, value, also } = cell;
  switch (column.type) {
    case 'right':
      return isTouched ? (
        <FollowedRight room={room} cell={cell} offReason={rightsOff} />
      ) : (
        <RightSwitch room={room} cell={cell} offReason={rightsOff} />
      );
    case 'track':
      return <TrackGlyph kind={column.name as TrackKind} state={value as TrackState} />;
    case 'time':
    case 'duration':
      if (isHeardField(column.name) && value === undefined) {
        return (
          <Unheard session={session} identity={rowKey} signal={column.name}>
            {drawAbsence(value)}
          </Unheard>
        );
      }
      if (typeof value !== 'number') return drawAbsence(value);
      if (column.type === 'duration') return <span className="roster-quiet">{formatDuration(value)}</span>;
      return column.name === 'hand' ? <RaisedHand sinceMs={value} /> : <Age sinceMs={value} />;
    case 'source':
      return typeof value === 'string' ? <SourceLamps source={value as KnownSource} /> : drawAbsence(value);
    case 'json':
      return typeof value === 'string' ? (
        <TextCell room={room} cell={cell} isTouched={isTouched}>
          <Metadata text={value} />
        </TextCell>
      ) : (
        drawAbsence(value)
      );
    default:
      break;
  }
  switch (column.name) {
    case 'speaking':
    case 'level':
    case 'quality':
      if (value !== undefined) return drawSignal(column.name, cell);
      return (
        <Unheard session={session} identity={rowKey} signal={column.name}>
          {drawSignal(column.name, cell)}
        </Unheard>
      );
    case 'identity':
      return (
        <Identity identity={rowKey} kind={also[0]} isHidden={also[1] === true}>
          <PersonListeningMark room={room} identity={rowKey} />
          {typeof also[2] === 'string' && <Doubts doubts={session.participant(rowKey)?.session.doubts} />}
        </Identity>
      );
    case 'kind':
      return typeof value === 'string' ? (
        <span className="roster-quiet">{nameKind(value as ParticipantKind)}</span>
      ) : (
        drawAbsence(value)
      );
    case 'state':
      return typeof value === 'string' ? <Presence state={value as PresenceState} /> : drawAbsence(value);
    case 'sid':
      return typeof value === 'string' ? <span className="base-mono roster-quiet">{value}</span> : drawAbsence(value);
    default:
      return (
        <TextCell
          room={room}
          cell={cell}
          isTouched={isTouched}
          title={nameValue(column.type, value)}
          isShort={typeof value === 'string' && fitsSurely(value, column.widthPx - paddingPx, fontPx)}
        >
          {column.type === writtenTime ? <WrittenTime value={value} /> : drawValue(value)}
        </TextCell>
      );
  }
}

type Signal = 'speaking' | 'level' | 'quality';

function drawSignal(signal: Signal, { value, also }: GridCell): ReactNode {
  switch (signal) {
    case 'speaking':
      return <SpeakingGlyph isSpeaking={value as boolean | null | undefined} />;
    case 'level':
      return <LevelBars level={value as number | null | undefined} isSpeaking={also[0] === true} />;
    case 'quality':
      return <QualityWord quality={value as Quality} />;
    default:
      return signal satisfies never;
  }
}

/** Says why a signal is not known. Only cells that know nothing follow the person for it. */
function Unheard(props: { session: RoomSession; identity: string; signal: HeardField; children: ReactNode }) {
  const { session, identity, signal, children } = props;
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [session.subscribeStatus(listener), session.subscribeParticipant(identity, listener)];
      return () => stops.forEach((stop) => stop());
    },
    [session, identity],
  );
  const why = useSyncExternalStore(subscribe, () =>
    explainUnheard(signal, session.participant(identity), session.status()),
  );
  return <span title={why}>{children}</span>;
}

interface PlaceOfCell {
  room: string;
  cell: GridCell;
}

interface RightProps extends PlaceOfCell {
  offReason: string | undefined;
}

function FollowedRight(props: RightProps) {
  const { room, cell } = props;
  const step = useCellStep(room, cell.rowKey, cell.column.name);
  return (
    <span className={`roster-touched ${underline(step)}`}>
      <RightSwitch {...props} step={step} shownStep={useSwitchStep(step)} />
    </span>
  );
}

interface RightSwitchProps extends RightProps {
  step?: ActionStep | undefined;
  /** The step that is drawn: a refusal only for a while. */
  shownStep?: ActionStep | undefined;
}

function RightSwitch({ room, cell, offReason, step, shownStep }: RightSwitchProps) {
  const { column, rowKey, value, also } = cell;
  // Somebody who has left has no rights to speak of.
  const state = also[0] === 'left' ? null : (value as SwitchState);
  const isChangeable = changeableRights.has(column.name);
  const isPending = step === 'queued' || step === 'sent' || step === 'accepted';

  function toggle(): void {
    if (isPending) return;
    void actionStore.planAndRun({
      verb: 'participant.set-permission',
      room,
      parameters: { identity: rowKey, right: column.name as Right, value: state === 'cannot' },
    });
  }

  return (
    <PermissionSwitch
      label={column.label}
      state={state}
      step={shownStep}
      pendingValue={isPending ? readWish(rowKey, column.name, room) : undefined}
      onToggle={isChangeable ? toggle : undefined}
      offReason={offReason}
      tabIndex={-1}
    />
  );
}

/** What a change under way asks for; main's report of it begins with the asked right's state. */
function readWish(identity: string, field: string, room: string): boolean | undefined {
  const after = actionStore.entryOf(identity, field, room)?.after;
  return after === undefined || after === '' ? undefined : !after.startsWith('cannot');
}

interface TextCellProps extends PlaceOfCell {
  isTouched: boolean;
  title?: string | undefined;
  /** There is room for all of it. */
  isShort?: boolean;
  children: ReactNode;
}

function TextCell({ room, cell, isTouched, title, isShort = false, children }: TextCellProps) {
  if (isTouched) {
    return (
      <FollowedText room={room} cell={cell} title={title}>
        {children}
      </FollowedText>
    );
  }
  return (
    <span className={isShort ? 'roster-value roster-value-short' : 'roster-value'} title={title}>
      {children}
    </span>
  );
}

function FollowedText({ room, cell, title, children }: Omit<TextCellProps, 'isTouched'>) {
  const step = useCellStep(room, cell.rowKey, cell.column.name);
  return (
    <span className={`roster-touched ${underline(step)}`}>
      <span className="roster-value" title={title}>
        {children}
      </span>
    </span>
  );
}

function Identity(props: { identity: string; kind: CellValue; isHidden: boolean; children: ReactNode }) {
  const kind = typeof props.kind === 'string' ? (props.kind as ParticipantKind) : 'unknown';
  return (
    <>
      <KindIcon kind={kind} isHidden={props.isHidden} />
      <span className="roster-identity" title={spellTitle(props.identity)}>
        <HostileText text={props.identity} maxCharacters={drawnCharacters} />
      </span>
      {props.children}
    </>
  );
}

/** Drawn anew when badges come or go; how long they have been there is read as they are drawn. */
function Doubts({ doubts }: { doubts: readonly PresenceDoubt[] | undefined }) {
  const nowMs = Date.now();
  return doubts?.map((doubt) => (
    <PresenceBadge key={doubt.cause} kind={doubt.kind} title={describeDoubt(doubt, nowMs)} />
  ));
}

function Metadata({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <>
      <span className="roster-size">{formatBytes(countBytes(text))}</span>
      <HostileText text={text} maxCharacters={drawnCharacters} />
    </>
  );
}

function Age({ sinceMs }: { sinceMs: number }) {
  return <span className="roster-quiet">{formatAge(useNow() - sinceMs)}</span>;
}

/** What people wrote as a time: how long ago, or until then. Other values are shown as they are. */
function WrittenTime({ value }: { value: CellValue }) {
  const atMs = readTimeMs(value);
  const nowMs = useNow();
  if (atMs === undefined) return drawValue(value);
  return atMs > nowMs + 1_000 ? `in ${formatAge(atMs - nowMs)}` : formatAge(nowMs - atMs);
}

/** The tooltip: a time's moment and the text that says it, any other text as it is. */
function nameValue(type: string, value: CellValue): string | undefined {
  const atMs = type === writtenTime ? readTimeMs(value) : undefined;
  if (atMs !== undefined) return `${formatDateTimeMs(atMs)}, written as ${spellTitle(String(value))}`;
  return typeof value === 'string' && value !== '' ? spellTitle(value) : undefined;
}

function RaisedHand({ sinceMs }: { sinceMs: number }) {
  return (
    <span className="roster-hand">
      <Hand className="glyph" role="img" aria-label="hand up" />
      {formatAge(useNow() - sinceMs)}
    </span>
  );
}

function isHeardField(name: string): name is HeardField {
  return (heardFields as readonly string[]).includes(name);
}

function drawValue(value: CellValue): ReactNode {
  if (value === undefined || value === null) return drawAbsence(value);
  if (typeof value === 'boolean') return <span className="roster-quiet">{value ? 'yes' : 'no'}</span>;
  return value === '' ? null : <HostileText text={String(value)} maxCharacters={drawnCharacters} />;
}

function spellTitle(text: string): string {
  return spellHostileText(text, tooltipCharacters);
}

function drawAbsence(value: CellValue): ReactNode {
  return value === undefined ? <UnknownBox /> : <NothingDash />;
}
