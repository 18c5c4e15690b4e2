/** Lights cells that have just changed, and puts them out again by one timer for all. It keeps no more than elements. */

const flashMs = 600;
/** Cells go out within this of their time: with the next ones that light up, in a frame that is drawn anyway, or else alone. */
const slotMs = 200;
/** More than this at once says nothing and costs a frame; the ages in `changed` tell it then. */
const maxPerFrame = 60;
const flashClass = 'grid-cell-flash';

const expiries = new Map<Element, number>();
let timer: ReturnType<typeof setInterval> | undefined;
let litInFrame = 0;
let isFrameCounted = false;

/** Lights a cell for 600 ms or a little longer; does nothing under reduced motion and above the cap of a frame. */
export function flashCell(cell: Element): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  if (!isFrameCounted) {
    isFrameCounted = true;
    sweep();
    requestAnimationFrame(() => {
      isFrameCounted = false;
      litInFrame = 0;
    });
  }
  litInFrame += 1;
  if (litInFrame > maxPerFrame) return;
  cell.classList.add(flashClass);
  expiries.set(cell, performance.now() + flashMs);
  timer ??= setInterval(sweep, slotMs);
}

function sweep(): void {
  const nowMs = performance.now();
  for (const [cell, expiresAtMs] of expiries) {
    if (expiresAtMs > nowMs) continue;
    cell.classList.remove(flashClass);
    expiries.delete(cell);
  }
  if (expiries.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
