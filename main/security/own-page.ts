/** Says which address a window may be at: one document under its own host. Pure. */

/** True for the one document of a window, with any fragment. */
export function isOwnPage(url: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(url)) return false;
  const { protocol, host: urlHost, pathname } = new URL(url);
  return protocol === 'app:' && urlHost === host && (pathname === '/' || pathname === '/index.html');
}
