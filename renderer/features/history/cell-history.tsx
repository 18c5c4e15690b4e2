/** The history of one cell: a dialog by key or from its menu, and a line in the tooltip of what the pointer rests on. */
import { useEffect, useState } from 'react';
import { ReadingDialog } from '#renderer/components/reading-dialog.tsx';
import { showEvent } from '#renderer/features/activity/shown-event.ts';
import { useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { describeRecent } from './describe-recent.ts';
import { HistoryList } from './history-list.tsx';
import { selectField } from './list-history.ts';
import { readHistory, useHistory } from './use-history.ts';

export interface CellPlace {
  identity: string;
  field: string;
}

export const cellHistoryCommand = {
  id: 'cell.history',
  label: 'History of the cell: last values, when, by whom',
  place: 'Room',
  keys: 'h',
} as const satisfies CommandDefinition;

const namedCharacters = 60;
/** The pointer crosses many cells; only where it rests is anything looked up. */
const restMs = 150;
const cellSelector = '[role="gridcell"][data-column]';

export interface CellHistoryProps {
  session: RoomSession;
  /** Whose history is open. */
  place: CellPlace | undefined;
  onOpen: (place: CellPlace) => void;
  onClose: () => void;
}

export function CellHistory({ session, place, onOpen, onClose }: CellHistoryProps) {
  useCommands([
    {
      ...cellHistoryCommand,
      run: () => {
        const focused = readPlace(document.activeElement);
        if (focused) onOpen(focused);
      },
    },
  ]);
  return place && <HistoryDialog session={session} place={place} onClose={onClose} />;
}

function HistoryDialog(props: { session: RoomSession; place: CellPlace; onClose: () => void }) {
  const { session, place, onClose } = props;
  const entries = selectField(useHistory(session, place.identity), place.field);
  const [who, what] = [place.identity, place.field].map((text) => spellHostileText(text, namedCharacters));
  return (
    <ReadingDialog title={`History: ${what} of ${who}`} onClose={onClose} isScrolledByKeys>
      <HistoryList
        entries={entries}
        events={session.events}
        isFieldNamed={false}
        onShowEvent={(sequence) => {
          onClose();
          showEvent(sequence);
        }}
      />
    </ReadingDialog>
  );
}

/** Adds the last values of a cell to its tooltip while the pointer rests on it. One listener for the whole grid. */
export function useCellTooltips(session: RoomSession, root: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let restore = (): void => undefined;

    function leave(): void {
      clearTimeout(timer);
      restore();
      restore = () => undefined;
    }

    function enter(event: PointerEvent): void {
      leave();
      const cell = event.target instanceof Element ? event.target.closest(cellSelector) : null;
      const place = readPlace(cell);
      if (!cell || !place) return;
      timer = setTimeout(() => (restore = extendTitle(session, cell, place)), restMs);
    }

    element.addEventListener('pointerover', enter);
    element.addEventListener('pointerleave', leave);
    return () => {
      leave();
      element.removeEventListener('pointerover', enter);
      element.removeEventListener('pointerleave', leave);
    };
  }, [session, root]);
}

/** Returns the way back to the tooltip as it was. */
function extendTitle(session: RoomSession, cell: Element, { identity, field }: CellPlace): () => void {
  const told = describeRecent(selectField(readHistory(session, identity), field));
  if (told === '') return () => undefined;
  const titled = cell.querySelector('[title]') ?? cell;
  const title = titled.getAttribute('title');
  const extended = title === null || title === '' ? told : `${title}\n\n${told}`;
  titled.setAttribute('title', extended);
  return () => {
    // Where it was drawn anew meanwhile, it is right already.
    if (titled.getAttribute('title') !== extended) return;
    if (title === null) titled.removeAttribute('title');
    else titled.setAttribute('title', title);
  };
}

function readPlace(element: Element | null): CellPlace | undefined {
  const cell = element?.closest<HTMLElement>(cellSelector);
  const identity = cell?.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const field = cell?.dataset['column'];
  return identity === undefined || field === undefined ? undefined : { identity, field };
}

/** Which cell's history is open, for the roster. */
export function useCellHistory() {
  const [place, setPlace] = useState<CellPlace>();
  return { place, onOpen: setPlace, onClose: () => setPlace(undefined) };
}
