/** Tells tests and assistive software whether a window has drawn what it was opened for. */

/** Marks the document ready; called by a window's first view once its data is on screen. */
export function markReady(): void {
  document.documentElement.dataset.appState = 'ready';
}
