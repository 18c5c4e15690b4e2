/** The executor of every verb. */
import type { VerbId } from '#contract/domain/verb-id';
import { createRoom } from './create-room.ts';
import { dispatchAgent } from './dispatch.ts';
import type { Executor } from './executor.ts';
import { setAttributes } from './set-attributes.ts';
import { setMetadata } from './set-metadata.ts';
import { setName } from './set-name.ts';
import { setPermission } from './set-permission.ts';
import { setRoomMetadata } from './set-room-metadata.ts';
import { stopDispatch } from './stop-dispatch.ts';

const executors: { readonly [Verb in VerbId]: Executor<Verb> } = {
  'participant.set-metadata': setMetadata,
  'participant.set-attributes': setAttributes,
  'participant.set-name': setName,
  'participant.set-permission': setPermission,
  'room.set-metadata': setRoomMetadata,
  'room.create': createRoom,
  'agent.dispatch': dispatchAgent,
  'agent.stop-dispatch': stopDispatch,
};

/** How one verb reads and sends. */
export function findExecutor<Verb extends VerbId>(verb: Verb): Executor<Verb> {
  return executors[verb];
}
