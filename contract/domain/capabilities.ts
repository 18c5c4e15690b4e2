/** What a saved server is known to allow, and which verbs are off because of it. Pure. */
import type { VerbId } from '#contract/domain/verb-id';

export const capabilityNames = [
  'administerRooms',
  'dispatch',
  'sip',
  'egress',
  'ingress',
  'remoteUnmute',
  'move',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

export interface Capability {
  state: 'yes' | 'no' | 'unknown';
  /** One sentence for people; empty where nothing is to be said. */
  reason: string;
  /** `check`: found by a check. `call`: told by the answer to a call that was made anyway. */
  source: 'check' | 'call';
  /** Epoch ms of this computer. */
  atMs: number;
}

/** A name that is not there is unknown. */
export type Capabilities = Partial<Record<CapabilityName, Capability>>;

/** Verbs that need more than the right to the rooms, or something else than it. */
const specialNeeds: Partial<Record<VerbId, readonly CapabilityName[]>> = {
  'agent.dispatch': ['dispatch'],
  'agent.stop-dispatch': ['dispatch'],
  // Making rooms is a right of its own: to be refused it says nothing of what may be done in them.
  'room.create': [],
};

/** What a verb needs of the server. */
export function listNeeds(verb: VerbId): readonly CapabilityName[] {
  return specialNeeds[verb] ?? ['administerRooms'];
}

/** Why a verb is off on this server; undefined where it may be tried. What is unknown may be tried. */
export function explainVerbOff(capabilities: Capabilities, verb: VerbId): string | undefined {
  const missing = listNeeds(verb)
    .map((name) => capabilities[name])
    .find((found) => found?.state === 'no');
  return missing && `${missing.reason} Check connection asks again.`;
}
