/** What this app's hidden observers look like, so that another installation's are told for what they may be. */
import type { ParticipantKind } from '#contract/domain/participant-facts';

/** Begins the identity of every hidden observer that this app signs a token for. */
export const observerPrefix = 'gavel-observer-';

/** Said of whoever claims it. */
export const consoleClaim = 'claims to be another console';

/**
 * Whether somebody claims to be a console like this one: a hidden agent with an observer's identity. Anybody who may sign
 * tokens can claim it; one's own observers are known by their exact identities and are left out before.
 */
export function claimsToBeConsole(identity: string, kind: ParticipantKind, isHidden: boolean): boolean {
  return isHidden && kind === 'agent' && identity.startsWith(observerPrefix);
}
