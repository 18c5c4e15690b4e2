/** Which way lines run where an element stands, and what that makes of the arrow keys. */

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

/** A key as it is meant where lines begin at the left: arrows go where they point. */
export function readKey({ key }: { key: string }, element: Element | null): string {
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || !element || !isRightToLeft(element)) return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
}
