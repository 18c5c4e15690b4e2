/** Puts the allow-list on a session: a page that gets round its policy still reaches nothing else. */
import type { Session } from 'electron';
import { isRequestAllowed, type RequestScope } from './request-filter.ts';

/** Filters all requests of a session. `readScope` is asked for every request, so that a changed address counts at once. */
export function limitRequests(session: Session, readScope: () => RequestScope): void {
  // SECURITY: recommendation 7, the policy again outside the renderer. WebRTC is outside both.
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) => {
    answer({ cancel: !isRequestAllowed(url, resourceType, readScope()) });
  });
  // SECURITY: no cookie leaves and none is kept; a window's server learns nothing across sessions.
  session.webRequest.onBeforeSendHeaders(({ requestHeaders }, answer) => {
    answer({ requestHeaders: withoutHeader(requestHeaders, 'cookie') });
  });
  session.webRequest.onHeadersReceived(({ responseHeaders }, answer) => {
    answer({ responseHeaders: withoutHeader(responseHeaders ?? {}, 'set-cookie') });
  });
}

function withoutHeader<Value>(headers: Record<string, Value>, removed: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== removed));
}
