/** Every verb there is, by its id. */
import type { VerbId } from '#contract/domain/verb-id';
import type { VerbDefinition } from '#contract/verbs/definition';
import { createRoom } from '#contract/verbs/create-room';
import { dispatchAgent } from '#contract/verbs/dispatch';
import { setAttributes } from '#contract/verbs/set-attributes';
import { setMetadata } from '#contract/verbs/set-metadata';
import { setName } from '#contract/verbs/set-name';
import { setPermission } from '#contract/verbs/set-permission';
import { setRoomMetadata } from '#contract/verbs/set-room-metadata';
import { stopDispatch } from '#contract/verbs/stop-dispatch';

export const verbDefinitions: { readonly [Verb in VerbId]: VerbDefinition<Verb> } = {
  'participant.set-metadata': setMetadata,
  'participant.set-attributes': setAttributes,
  'participant.set-name': setName,
  'participant.set-permission': setPermission,
  'room.set-metadata': setRoomMetadata,
  'room.create': createRoom,
  'agent.dispatch': dispatchAgent,
  'agent.stop-dispatch': stopDispatch,
};

/** The rules of one verb. */
export function findVerb<Verb extends VerbId>(verb: Verb): VerbDefinition<Verb> {
  return verbDefinitions[verb];
}
