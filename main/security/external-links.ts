/** Which links may leave for the system's browser: an exact list, checked by a pure function. */

/** Hosts of documentation. Nothing that a room or a server says is ever opened. */
const allowedHosts: readonly string[] = ['docs.livekit.io'];

/**
 * The address to open, or undefined where the link must not be opened. What is returned was rebuilt from host and path:
 * a query or fragment could carry data out of a page that was taken over.
 */
export function readExternalLink(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return isPlain && allowedHosts.includes(url.hostname) ? `https://${url.hostname}${url.pathname}` : undefined;
}
