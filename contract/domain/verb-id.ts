/** The names of everything that the door can do. */

export const verbIds = [
  'participant.set-metadata',
  'participant.set-attributes',
  'participant.set-name',
  'participant.set-permission',
  'room.set-metadata',
  'room.create',
  'agent.dispatch',
  'agent.stop-dispatch',
] as const;
export type VerbId = (typeof verbIds)[number];
