/** Keeps every page where it was opened: no navigation, no new windows, no webviews. */
import { shell, type App, type WebContents } from 'electron';
import type { Logger } from '#main/services/ports';
import { readExternalLink } from './external-links.ts';
import { isOwnPage } from './own-page.ts';

/**
 * Guards every web contents that is ever made, whoever makes it. `findHost` gives the host of a registered window.
 * Must run before the first window.
 */
export function guardNavigation(app: App, findHost: (contentsId: number) => string | undefined, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, findHost, logger));
}

function guardContents(
  contents: WebContents,
  findHost: (contentsId: number) => string | undefined,
  logger: Logger,
): void {
  const refuse = (event: { preventDefault(): void }, what: string, url: string): void => {
    event.preventDefault();
    logger.warn(`refused ${what} to ${cutUrl(url)}`);
  };
  // SECURITY: recommendation 13, limit navigation. Only the window's own page may be loaded again.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url, findHost(contents.id))) refuse(event, 'navigation', event.url);
  });
  contents.on('will-redirect', (event) => refuse(event, 'redirect', event.url));
  // SECURITY: recommendations 11 and 12, no webview is ever attached.
  contents.on('will-attach-webview', (event) => refuse(event, 'webview', ''));
  // SECURITY: recommendations 14 and 15, no new windows; only listed documentation goes to the system's browser.
  contents.setWindowOpenHandler(({ url }) => {
    const link = readExternalLink(url);
    if (link)
      void shell.openExternal(link).catch((error: unknown) => logger.warn(`cannot open a link: ${String(error)}`));
    else logger.warn(`refused a new window for ${cutUrl(url)}`);
    return { action: 'deny' };
  });
}

/** Enough of a URL to understand a refusal; queries may carry tokens. */
function cutUrl(url: string): string {
  return (url.split(/[?#]/, 1)[0] ?? '').slice(0, 200);
}
