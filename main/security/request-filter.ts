/** Decides which URLs a window's session may load at all. Pure; the same allow-list as the policy, enforced in main. */

export interface RequestScope {
  /** Host of the window's own origin. */
  host: string;
  /** As in the policy; empty for windows that belong to no server. */
  connectOrigins: readonly string[];
}

/** What a page may ask its server for: calls and sockets, never documents, scripts, frames or beacons. */
const connectingTypes: readonly string[] = ['xhr', 'webSocket'];

/** True if the request may go out. `resourceType` is Electron's name for who asks. */
export function isRequestAllowed(url: string, resourceType: string, scope: RequestScope): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  switch (protocol) {
    case 'app:':
      return host === scope.host;
    case 'data:':
      return resourceType === 'image';
    case 'devtools:':
      return true;
    case 'http:':
    case 'https:':
    case 'ws:':
    case 'wss:':
      return connectingTypes.includes(resourceType) && scope.connectOrigins.includes(`${protocol}//${host}`);
    default:
      return false;
  }
}
