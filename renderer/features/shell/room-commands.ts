/** Commands of a room that more than one feature shows: each label and key is stated here once. */
import type { CommandDefinition } from '#renderer/lib/commands.ts';

export const inspectorCommand = {
  id: 'inspector.toggle',
  label: 'Inspector on and off',
  place: 'Room',
  keys: 'i',
} as const satisfies CommandDefinition;

export const dispatchCommand = {
  id: 'agent.dispatch',
  label: 'Dispatch agent',
  place: 'Room',
  keys: 'd',
} as const satisfies CommandDefinition;

export const retryJoinCommand = {
  id: 'room.retry',
  label: 'Try again to join live',
  place: 'Room',
  keys: 't',
} as const satisfies CommandDefinition;

export const foldActivityCommand = {
  id: 'activity.fold',
  label: 'Fold or open Activity',
  place: 'Room',
  keys: '$mod+j',
} as const satisfies CommandDefinition;
