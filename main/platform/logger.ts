/** The log file. Everything passes the redaction first; windows cannot write to it. */
import log from 'electron-log/main.js';
import type { Logger, Redact } from '#main/services/ports';

/** Writes to one file of at most a few MiB, and to the terminal where there is one. */
export function createLogger(deps: { filePath: string; redact: Redact; hasTerminal: boolean }): Logger {
  log.transports.file.resolvePathFn = () => deps.filePath;
  log.transports.file.maxSize = 4 * 1024 * 1024;
  log.transports.console.level = deps.hasTerminal ? 'info' : false;
  // The terminal may close before the app does; a line that nobody can read must not end in an error dialog.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // SECURITY: no channel from the windows to the log, and nothing of the log to the windows.
  log.transports.ipc.level = false;
  // SECURITY: one exit, so that no caller can forget it. Line breaks would let a text of a room forge lines.
  const clean = (message: string): string => deps.redact(message).replaceAll(/[\r\n\u2028\u2029]+/g, ' ⏎ ');
  return {
    info: (message) => log.info(clean(message)),
    warn: (message) => log.warn(clean(message)),
    error: (message) => log.error(clean(message)),
  };
}
