/** Under which one heading somebody is counted. Pure. */
import type { FieldSubject } from '#contract/fields';
import type { RoomCounts } from './types.ts';

export type CountedAs = keyof RoomCounts;

/** Exactly one heading, so that the sum is everybody; undefined for who has left. */
export function countAs({ facts, session }: FieldSubject): CountedAs | undefined {
  if (session.leftAtMs !== undefined) return undefined;
  if (facts.permission?.hidden) return 'hidden';
  switch (facts.kind) {
    case 'agent':
      return 'agents';
    case 'egress':
      return 'recorders';
    case 'sip':
      return 'phones';
    case 'standard':
    case 'ingress':
    case 'connector':
    case 'bridge':
    case 'unknown':
      return 'people';
    default:
      return facts.kind satisfies never;
  }
}
