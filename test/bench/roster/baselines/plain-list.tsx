/** The plain way of @livekit/components-react: a hook gives everybody anew with each event, and the list is drawn from that. */
import { RoomContext, useRemoteParticipants } from '@livekit/components-react';
import type { RemoteParticipant, Room } from 'livekit-client';
import { useLayoutEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { picked, pickKey, scoreKey } from '../../../support/feed/crowd-model.ts';
import { columns, quietColumns } from './columns.ts';
import { richStyles } from './rich-cells.ts';

const styles = `
.plain-row{display:flex;height:28px;border-bottom:1px solid #333}
.plain-cell{flex:none;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;padding:0 6px;line-height:28px}
.plain-cell.lit{background:#543}`;
const litMs = 600;

export function showPlainList(place: HTMLElement, room: Room): void {
  const style = document.createElement('style');
  style.textContent = richStyles + styles;
  document.head.append(style);
  createRoot(place).render(
    <RoomContext.Provider value={room}>
      <List />
    </RoomContext.Provider>,
  );
}

/** Sorted live by score, filtered live by pick. */
function List() {
  const everybody = useRemoteParticipants();
  const shown = everybody
    .filter(({ attributes }) => attributes[pickKey] === picked)
    .toSorted((one, other) => Number(other.attributes[scoreKey]) - Number(one.attributes[scoreKey]));
  return (
    <div>
      {shown.map((participant) => (
        <Row key={participant.identity} participant={participant} />
      ))}
    </div>
  );
}

function Row({ participant }: { participant: RemoteParticipant }) {
  return (
    <div className="plain-row" data-row={participant.identity}>
      {columns.map((column) => (
        <Cell key={column.name} name={column.name} widthPx={column.widthPx} value={column.read(participant)} />
      ))}
    </div>
  );
}

function Cell({ name, widthPx, value }: { name: string; widthPx: number; value: string }) {
  const element = useRef<HTMLDivElement>(null);
  const last = useRef(value);
  useLayoutEffect(() => {
    if (last.current === value) return undefined;
    last.current = value;
    const cell = element.current;
    if (!cell || quietColumns.has(name)) return undefined;
    cell.classList.add('lit');
    const timer = setTimeout(() => cell.classList.remove('lit'), litMs);
    return () => clearTimeout(timer);
  }, [name, value]);
  return (
    <div ref={element} className="plain-cell" data-column={name} style={{ width: widthPx }}>
      {value}
    </div>
  );
}
