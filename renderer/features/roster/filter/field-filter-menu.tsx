/** Around the fields of one person in the Inspector: a right click or the Menu key on one offers its value as a filter. */
import { useState, type MouseEvent, type ReactNode } from 'react';
import { createAttributeField, participantFields, readAttributeFieldName, type FieldSubject } from '#contract/fields';
import { PlacedMenu } from '#renderer/components/menu.tsx';
import type { ColumnTable } from '#renderer/table/types.ts';
import { viewOf } from '../roster-view.ts';
import { listFilterItems, type FilteredPlace } from './cell-filter.tsx';
import { filterOf } from './roster-filter.ts';
import './field-filter-menu.css';

export interface FieldFilterMenuProps {
  table: ColumnTable;
  subject: FieldSubject;
  children: ReactNode;
}

interface OpenMenu {
  place: FilteredPlace;
  at: { x: number; y: number };
  returnTo: HTMLElement | null;
}

export function FieldFilterMenu({ table, subject, children }: FieldFilterMenuProps) {
  const [menu, setMenu] = useState<OpenMenu>();

  function open(event: MouseEvent): void {
    // A field that is typed into has a menu of its own.
    if (!(event.target instanceof Element) || event.target.matches('input, textarea, [contenteditable]')) return;
    const name = event.target.closest<HTMLElement>('[data-field]')?.dataset['field'];
    const place = name === undefined ? undefined : readPlace(name, subject);
    if (!place) return;
    event.preventDefault();
    const returnTo = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setMenu({ place, at: { x: event.clientX, y: event.clientY }, returnTo });
  }

  return (
    <div className="field-filter-place" onContextMenu={open}>
      {children}
      {menu && (
        <PlacedMenu
          name="Field"
          at={menu.at}
          items={listFilterItems(filterOf(viewOf(table)), menu.place, false)}
          returnTo={menu.returnTo}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

/** Rows are named by field or by its label. */
function readPlace(name: string, subject: FieldSubject): FilteredPlace | undefined {
  const key = readAttributeFieldName(name);
  const field =
    key === undefined
      ? participantFields.find((candidate) => candidate.name === name || candidate.label === name)
      : createAttributeField(key);
  return field && { field: field.name, value: field.read(subject) };
}
