/** Views as one text that can be kept in a file or sent to others: JSON with the version of its format. Reading is in `contract/schemas`. Pure. */
import type { RosterView } from './roster-preferences.ts';

export const viewsTextFormat = 'gavel roster views';
export const viewsTextVersion = 1;
export const maxViewsTextCharacters = 1_000_000;

/** An id means something on this computer alone. */
export type PortableView = Omit<RosterView, 'id'>;

export function writeViewsText(views: readonly RosterView[]): string {
  const portable = views.map(({ id: _id, ...view }): PortableView => view);
  return `${JSON.stringify({ format: viewsTextFormat, version: viewsTextVersion, views: portable }, null, 2)}\n`;
}
