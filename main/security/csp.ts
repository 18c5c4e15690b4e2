/** The Content Security Policy of one load of one window, as text. Pure; knows nothing of windows or requests. */

export interface ContentPolicy {
  /** For style elements that libraries add at run time; new for every load. */
  styleNonce: string;
  /** Origins that the page may connect to: a server window's own server, else none. */
  connectOrigins: readonly string[];
}

/** Writes the policy. Origins are inserted nearly as they are: give only what a URL parser made. */
export function describeContentPolicy({ styleNonce, connectOrigins }: ContentPolicy): string {
  // SECURITY: recommendation 7, a policy that starts from nothing. Hosts of LiveKit Cloud's regions are not included.
  const directives: Record<string, readonly string[]> = {
    'default-src': [],
    // No nonce for scripts: whoever could read a nonce could run code.
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${styleNonce}'`],
    'font-src': ["'self'"],
    // data: for the underline that the JSON editor draws beneath an error.
    'img-src': ["'self'", 'data:'],
    'connect-src': connectOrigins.map(writeSource),
    'base-uri': [],
    'form-action': [],
    'object-src': [],
    'frame-src': [],
    'frame-ancestors': [],
    'worker-src': [],
    'manifest-src': [],
    'media-src': [],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': [],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.length === 0 ? "'none'" : sources.join(' ')}`)
    .join('; ');
}

/**
 * SECURITY: a policy has no way to write a numeric IPv6 address (Chromium drops such a source), so for such a server it holds
 * scheme and port alone; the session's request filter, which knows the whole origin, still lets nothing else through.
 */
function writeSource(origin: string): string {
  return origin.replace(/\[[0-9a-f:.]+\]/, '*');
}
