/** Around the fields of one person in the Inspector: a right click or the Menu key on one offers its value as a filter. */
import { useState, type MouseEvent, type ReactNode } from 'react';
import { decodeDocument } from '#contract/exact-json';
import { createAttributeField, participantFields, readAttributeFieldName, type FieldSubject } from '#contract/fields';
import { createMetadataReader } from '#contract/filter/read-metadata';
import { nameMetadataField, readAtPath } from '#contract/metadata-path';
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
    if (!(event.target instanceof Element) || event.target.closest('input, textarea, [contenteditable]')) return;
    const place = findPlace(event.target, subject);
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

function findPlace(target: Element, subject: FieldSubject): FilteredPlace | undefined {
  const name = target.closest<HTMLElement>('[data-field]')?.dataset['field'];
  const steps = target.closest<HTMLElement>('[data-json-steps]')?.dataset['jsonSteps'];
  // The tree of an attribute is about that attribute.
  if (steps !== undefined && name === undefined) return readMember(JSON.parse(steps), subject);
  return name === undefined ? undefined : readField(name, subject);
}

/** Rows are named by field or by its label. */
function readField(name: string, subject: FieldSubject): FilteredPlace | undefined {
  const key = readAttributeFieldName(name);
  const field =
    key === undefined
      ? participantFields.find((candidate) => candidate.name === name || candidate.label === name)
      : createAttributeField(key);
  return field && { field: field.name, value: field.read(subject) };
}

/** What stands at a path of the metadata as it is on the server; places in lists have no field. */
function readMember(steps: unknown, { facts }: FieldSubject): FilteredPlace | undefined {
  if (!Array.isArray(steps) || steps.length === 0) return undefined;
  const path: string[] = [];
  for (const step of steps) {
    if (typeof step !== 'string') return undefined;
    path.push(step);
  }
  // A place in a list is no step of a path, and a draft may have what the server has not.
  if (readAtPath(decodeDocument(facts.metadata), path) === undefined) return undefined;
  return { field: nameMetadataField(path), value: createMetadataReader(path)(() => facts.metadata) };
}
