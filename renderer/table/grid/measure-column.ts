/** How wide a column would have to be for what is drawn of it. Reads the document; nothing of it is painted meanwhile. */

/** Pixels of the screen; undefined where nothing of the column is drawn. */
export function measureColumn(grid: HTMLElement, name: string): number | undefined {
  const cells = [...grid.querySelectorAll<HTMLElement>(`[data-column=${CSS.escape(name)}]`)];
  const head = cells.find((cell) => cell.role === 'columnheader');
  // The upper line of the head belongs to several columns, and may stand over the next ones.
  const label = head?.querySelector<HTMLElement>('.grid-head-label');
  const measured = [...cells.filter((cell) => cell !== head), ...(label ? [label] : [])];
  const before = measured.map(({ style }) => style.inlineSize);
  for (const { style } of measured) style.inlineSize = 'max-content';
  const widths = measured.map((element) => {
    const widthPx = element.getBoundingClientRect().width;
    return element === label && head ? widthPx + readPaddingPx(head) : widthPx;
  });
  measured.forEach(({ style }, index) => {
    style.inlineSize = before[index] ?? '';
  });
  return widths.length === 0 ? undefined : Math.ceil(Math.max(...widths));
}

function readPaddingPx(element: HTMLElement): number {
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(element);
  return (Number.parseFloat(paddingInlineStart) || 0) + (Number.parseFloat(paddingInlineEnd) || 0);
}
