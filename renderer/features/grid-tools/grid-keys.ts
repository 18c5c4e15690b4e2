/** Keys that every grid handles by itself, for the keys dialog of where one is. */
import type { Command, CommandPlace } from '#renderer/lib/commands.ts';

type Keys = readonly [id: string, label: string, keys: string];

const headKeys: readonly Keys[] = [
  ['columns.keys.menu', 'On a column’s head: its menu', 'Alt+ArrowDown'],
  ['columns.keys.move', 'On a column’s head: move it', 'Alt+← →'],
  ['columns.keys.width', 'On a column’s head: wider, narrower', 'Alt+Shift+→ ←'],
  ['columns.keys.fit', 'On a column’s head: fit it to what is drawn', 'Alt+Shift+Enter'],
  ['columns.keys.hide', 'On a column’s head: hide it', 'Delete'],
];

const markKeys: readonly Keys[] = [
  ['marks.keys.toggle', 'Mark the row; the group on its head', 'Space'],
  ['marks.keys.switch', 'Mark the row from a cell with a switch', '$mod+Space'],
  ['marks.keys.range', 'Mark as far as the row', 'Shift+Space'],
  ['marks.keys.extend', 'Mark on, row by row', 'Shift+↑ ↓'],
  ['marks.keys.all', 'Mark all that match', '$mod+A'],
  ['marks.keys.clear', 'Take all marks away', 'Escape'],
];

export function listHeadKeys(place: CommandPlace): Command[] {
  return listKeys(headKeys, place);
}

export function listMarkKeys(place: CommandPlace): Command[] {
  return listKeys(markKeys, place);
}

function listKeys(all: readonly Keys[], place: CommandPlace): Command[] {
  return all.map(([id, label, keys]) => ({
    id: place === 'Room' ? id : `${place.toLowerCase()}.${id}`,
    label,
    place,
    keys,
  }));
}
