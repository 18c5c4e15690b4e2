/**
 * The palette: a field over verbs, people, rooms and servers. The first row is what Enter does. It finds and runs; what
 * there is to find is told to it.
 */
import { Dialog as Base } from '@base-ui/react/dialog';
import { ChevronRight, DoorOpen, Search, Server, User } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { formatCount } from '#renderer/lib/format.ts';
import { MarkedText } from './marked-text.tsx';
import {
  createPaletteIndex,
  searchPalette,
  type PaletteGroup,
  type PaletteItem,
  type PaletteRow,
  type PaletteSection,
} from './palette-search.ts';
import '#renderer/components/dialog.css';
import './command-palette.css';

export interface CommandPaletteProps {
  items: Record<PaletteSection, readonly PaletteItem[]>;
  /** Newest first. */
  recentIds: readonly string[];
  /** Where verbs apply: the room in front, or the server. */
  where: string;
  /** Closes it; with an item that is then run. */
  onClose: (chosen?: PaletteItem) => void;
}

const icons: Record<PaletteSection, ReactNode> = {
  Do: <ChevronRight />,
  People: <User />,
  Rooms: <DoorOpen />,
  Servers: <Server />,
};

export function CommandPalette({ items, recentIds, where, onClose }: CommandPaletteProps) {
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const { Do, People, Rooms, Servers } = items;
  // Each section is indexed anew only if it changed: verbs do while people are looked for.
  const verbs = useMemo(() => createPaletteIndex('Do', Do), [Do]);
  const people = useMemo(() => createPaletteIndex('People', People), [People]);
  const rooms = useMemo(() => createPaletteIndex('Rooms', Rooms), [Rooms]);
  const servers = useMemo(() => createPaletteIndex('Servers', Servers), [Servers]);
  const groups = useMemo(
    () => searchPalette([verbs, people, rooms, servers], query, recentIds),
    [verbs, people, rooms, servers, query, recentIds],
  );
  const rows = groups.flatMap((group) => group.rows);
  // In a window without rooms there are verbs alone.
  const hasPlaces = People.length + Rooms.length + Servers.length > 0;
  // What was gone to stays chosen while rows come and go; else the first row is.
  const chosenRow = Math.max(
    0,
    rows.findIndex(({ item }) => item.id === chosenId),
  );
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenRow, query]);

  function run(item: PaletteItem | undefined): void {
    if (item && item.offReason === undefined) onClose(item);
  }
  function handleKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      const wanted = chosenRow + step;
      // One step goes round the ends, a page stops there.
      const next = Math.abs(step) === 1 ? (wanted + rows.length) % rows.length : wanted;
      setChosenId(rows[Math.min(rows.length - 1, Math.max(0, next))]?.item.id);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(rows[chosenRow]?.item);
    else return;
    event.preventDefault();
  }

  return (
    <Base.Root
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-scrim" />
        {/* The focus is given back by whoever opened it, before what was chosen runs and may take it. */}
        <Base.Popup className="dialog-frame palette" initialFocus={field} finalFocus={false}>
          <Base.Title className="base-hidden">Command palette</Base.Title>
          <div className="palette-head">
            <Search aria-hidden="true" />
            <input
              ref={field}
              className="palette-field"
              role="combobox"
              aria-label="Find a verb, a person, a room or a server"
              aria-expanded="true"
              aria-autocomplete="list"
              aria-controls={`${id}-list`}
              aria-activedescendant={rows.length > 0 ? `${id}-${chosenRow}` : undefined}
              placeholder="Go to or do"
              autoComplete="off"
              spellCheck={false}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setChosenId(undefined);
              }}
              onKeyDown={handleKey}
            />
            <span className="palette-where">
              <HostileText text={where} maxCharacters={40} />
            </span>
          </div>
          <div ref={list} id={`${id}-list`} className="palette-list" role="listbox" aria-label="Found">
            {groups.map((group, index) => (
              <Group
                key={group.title}
                group={group}
                firstRow={groups.slice(0, index).reduce((sum, before) => sum + before.rows.length, 0)}
                chosenRow={chosenRow}
                idPrefix={id}
                onRun={run}
              />
            ))}
          </div>
          {rows.length === 0 && (
            <p className="palette-nothing">Nothing here has that name. {hasPlaces && explainReach(query)}</p>
          )}
          <p className="base-hidden" role="status">
            {rows.length === 0 ? 'Nothing found' : `${formatCount(rows.length)} shown`}
          </p>
          <div className="palette-foot" aria-hidden="true">
            <Hint keys={['↑', '↓']} text="choose" />
            <Hint keys={['Enter']} text="do" />
            <Hint keys={['Esc']} text="close" />
            <span className="palette-foot-space" />
            {hasPlaces && (
              <>
                <Hint keys={['>']} text="verbs" />
                <Hint keys={['@']} text="people" />
                <Hint keys={['#']} text="rooms" />
              </>
            )}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Group(props: {
  group: PaletteGroup;
  firstRow: number;
  chosenRow: number;
  idPrefix: string;
  onRun: (item: PaletteItem) => void;
}) {
  const { group, firstRow, chosenRow, idPrefix, onRun } = props;
  const headId = `${idPrefix}-head-${group.title}`;
  return (
    <div role="group" aria-labelledby={headId}>
      <div className="palette-section">
        <span id={headId}>{group.title}</span>
        {group.matched > group.rows.length && (
          <span>
            {formatCount(group.rows.length)} of {formatCount(group.matched)}
          </span>
        )}
      </div>
      {group.rows.map((row, index) => (
        <Option
          key={row.item.id}
          id={`${idPrefix}-${firstRow + index}`}
          row={row}
          isChosen={firstRow + index === chosenRow}
          onRun={() => onRun(row.item)}
        />
      ))}
    </div>
  );
}

function Option({
  id,
  row: { item, labelMarks, detailMarks },
  isChosen,
  onRun,
}: {
  id: string;
  row: PaletteRow;
  isChosen: boolean;
  onRun: () => void;
}) {
  const isOff = item.offReason !== undefined;
  return (
    <div
      id={id}
      role="option"
      className="palette-row"
      aria-selected={isChosen}
      aria-disabled={isOff || undefined}
      data-item={item.id}
      // The field keeps the focus: it is where the keys go.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onRun}
    >
      <span className="palette-icon" aria-hidden="true">
        {icons[item.section]}
      </span>
      <span className="palette-label">
        <MarkedText text={item.label} marks={labelMarks} />
      </span>{' '}
      <span className="palette-detail">
        {isOff ? item.offReason : <MarkedText text={item.detail ?? ''} marks={detailMarks} />}
      </span>{' '}
      {item.place !== undefined && (
        <span className="palette-place">
          <HostileText text={item.place} maxCharacters={40} />
        </span>
      )}
      {item.keys !== undefined && item.keys !== '' && <KeyHint keys={item.keys} isFramed />}
    </div>
  );
}

function Hint({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <span className="palette-hint">
      {keys.map((key) => (
        <KeyHint key={key} keys={key} isFramed />
      ))}{' '}
      {text}
    </span>
  );
}

/** Why something that exists may not be found. */
function explainReach(query: string): string {
  return query.startsWith('>') || query.startsWith('#')
    ? 'Take the first sign away to look everywhere.'
    : 'People are found in the rooms that are open here.';
}
