/** F6 goes from part to part of the window, as in other desktop programs. */

const parts = ['nav', '[role="tablist"]', '[role="grid"]', '[aria-label="Inspector"]', '[aria-label="Activity"]'];
const focusable =
  'button:not([tabindex="-1"]), [tabindex="0"], input, textarea, select, [contenteditable="true"], a[href]';

/** Whether nothing has the focus: what had it is gone. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Gives the focus to the cell of the view's first grid that last had it, or to its first; false where there is none. */
export function focusGrid(root: ParentNode = document): boolean {
  const cell = root.querySelector<HTMLElement>('[role="grid"] [role="gridcell"][tabindex="0"]');
  cell?.focus();
  return cell !== null;
}

/** Moves the focus into the next part (or the one before) that is there and takes it. */
export function focusNextPart(step: 1 | -1, root: ParentNode = document): void {
  const places = parts
    .map((selector) => root.querySelector<HTMLElement>(selector))
    .filter((part) => part !== null)
    .map((part) => ({ part, target: part.querySelector<HTMLElement>(focusable) ?? part }));
  const current = places.findIndex(({ part }) => part.contains(document.activeElement));
  const next = current === -1 ? 0 : (current + step + places.length) % places.length;
  places[next]?.target.focus();
}
