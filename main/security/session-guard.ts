/** What holds for every session that is ever made: no permissions beyond the table, no devices, no downloads. */
import type { App, Session } from 'electron';
import type { WindowKind } from '#contract/domain/app-info';
import type { Logger } from '#main/services/ports';
import { isPermissionGranted } from './permissions.ts';

/** Guards sessions as they are made; `findKind` gives the kind of the window that has a host. Must run before ready. */
export function guardSessions(app: App, findKind: (host: string) => WindowKind | undefined, logger: Logger): void {
  app.on('session-created', (session) => guardSession(session, findKind, logger));
}

function guardSession(session: Session, findKind: (host: string) => WindowKind | undefined, logger: Logger): void {
  const kindOf = (url: string): WindowKind | undefined =>
    URL.canParse(url) && new URL(url).protocol === 'app:' ? findKind(new URL(url).host) : undefined;
  // SECURITY: recommendation 5. Both handlers: most interfaces check first and ask only when that fails.
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionGranted(permission, kindOf(requestingOrigin)),
  );
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const isGranted = details.isMainFrame && isPermissionGranted(permission, kindOf(details.requestingUrl));
    if (!isGranted) logger.warn(`refused the permission ${permission}`);
    answer(isGranted);
  });
  session.setDevicePermissionHandler(() => false);
  // SECURITY: files leave Gavel only by dialogs that main opens.
  session.on('will-download', (event) => event.preventDefault());
  // SECURITY: dictionaries would be fetched from a host that nobody chose.
  session.setSpellCheckerEnabled(false);
}
