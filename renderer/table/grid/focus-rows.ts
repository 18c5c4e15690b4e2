/** From a field to the rows under it. */

/** Goes to the grid that stands in the same view; false while it has no rows. */
export function focusRows(field: HTMLElement): boolean {
  const cell = field.closest('main')?.querySelector<HTMLElement>('[role="grid"] [role="gridcell"][tabindex="0"]');
  cell?.focus();
  return cell !== null && cell !== undefined;
}
