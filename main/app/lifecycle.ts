/** When the app ends, and that everything that lives long is let go of before it does. */
import type { App } from 'electron';
import type { Logger } from '#main/services/ports';

/** Nobody waits longer than this for the app to close. */
const disposeTimeoutMs = 3_000;

/** Ends with the last window (on macOS the app stays, as its users expect). */
export function setupLifecycle(deps: {
  app: App;
  logger: Logger;
  /** The system or a supervisor ends the app: nobody is there to be asked anything. */
  onSignal: () => void;
  dispose: () => Promise<void>;
  openFirstWindow: () => void;
}): void {
  const { app, logger } = deps;
  let isDisposing = false;
  let isDisposed = false;

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', (_event, hasVisibleWindows) => {
    if (!hasVisibleWindows) deps.openFirstWindow();
  });
  app.on('will-quit', (event) => {
    if (isDisposed) return;
    event.preventDefault();
    // A second signal waits for the first one's work as well.
    if (isDisposing) return;
    isDisposing = true;
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, disposeTimeoutMs));
    void Promise.race([deps.dispose(), tooLong])
      .catch((error: unknown) => logger.error(`while closing: ${String(error)}`))
      .finally(() => {
        isDisposed = true;
        app.quit();
      });
  });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') logger.error(`a window's process is gone: ${reason} (${exitCode})`);
  });
  // The supervisor of a demo, and every system that shuts down, ends the app this way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      deps.onSignal();
      app.quit();
    });
  }
}
