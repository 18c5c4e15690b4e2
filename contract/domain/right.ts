/** The rights that a moderator can give and take, by their field names. `hidden` is not one: hiding leaves ghosts behind. */

export const rights = [
  'can.subscribe',
  'can.publish',
  'can.publishData',
  'can.updateMetadata',
  'can.metrics',
  'can.manageAgentSession',
  'can.mic',
  'can.camera',
  'can.screen',
  'can.screenAudio',
] as const;
export type Right = (typeof rights)[number];
