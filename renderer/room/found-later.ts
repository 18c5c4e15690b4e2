/** Words that begin the rows of what nobody told this console when it happened. Pure. */

/** It happened while no events came in. */
export const foundAfterReconnect = 'found after reconnect';
/** It happened while events came in, and none told it. */
export const foundByList = 'found by the list';

/** The note first: a long text's end is cut where it is drawn. Empty parts are left out. */
export function joinParts(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
