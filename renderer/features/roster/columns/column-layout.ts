/**
 * The columns of this window's rooms: as they were left, one list for all rooms of the server, or in their place those of a
 * view. What a view shows is read and put back here.
 */
import { create } from 'zustand';
import type { ColumnChoice } from '#contract/domain/roster-preferences';
import type { Choices } from '#renderer/features/grid-tools/column-choices.ts';
import { createKeptColumns } from '#renderer/features/grid-tools/kept-columns.ts';

/** The moderator's own. */
const own = createKeptColumns({ read: ({ columns }) => columns, change: (columns) => ({ columns }) });

/** Those that are drawn. */
export const useColumnChoices = create<{ choices: Choices }>(() => ({ choices: undefined }));

let isOfView = false;

own.use.subscribe(({ choices }) => {
  if (!isOfView) useColumnChoices.setState({ choices });
});

/** The columns as a view keeps them; undefined for the columns as they come. */
export function readColumns(): ColumnChoice[] | undefined {
  return useColumnChoices.getState().choices?.map((choice) => ({ ...choice }));
}

/** Shows these columns, and remembers them as the last ones if they are no view's; undefined for the columns as they come. */
export function applyColumns(choices: Choices): void {
  if (isOfView) useColumnChoices.setState({ choices });
  else own.apply(choices);
}

/** Shows the columns of a view; what is then changed about them is the view's, until `showOwnColumns`. */
export function showViewColumns(choices: Choices): void {
  isOfView = true;
  applyColumns(choices);
}

/** Shows the moderator's own columns again, where a view's took their place. */
export function showOwnColumns(): void {
  isOfView = false;
  useColumnChoices.setState({ choices: own.use.getState().choices });
}

export const followKeptColumns = own.follow;
