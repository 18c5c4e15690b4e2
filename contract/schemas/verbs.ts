/** The parameters of every verb. What a plan was made for is frozen from these. */
import { z } from 'zod';
import { rights, type Right } from '#contract/domain/right';
import { maxPlanTargets } from '#contract/domain/action';
import { boundedText, identity, roomName } from '#contract/schemas/common';
import { limits, maxRoomNumber } from '#contract/text-size';

const metadata = boundedText(limits.metadataBytes);
/** 0 would mean the server’s own choice, and is said by leaving it out. */
const roomNumber = z.number().int().min(1).max(maxRoomNumber);
const attributeKey = z.string().max(limits.attributesBytes);

export { rights, type Right };

/** `base` is the value the moderator's draft started from: a different value on the server is a conflict. */
export const verbSchemas = {
  'participant.set-metadata': z.strictObject({ identity, metadata, base: metadata }),
  'participant.set-attributes': z.strictObject({
    identity,
    /** New values; an empty value deletes the key. */
    changes: z.record(attributeKey, boundedText(limits.attributesBytes)),
    /** What the moderator saw for each changed key; absent where the key did not exist. */
    base: z.record(attributeKey, z.string()),
  }),
  'participant.set-name': z.strictObject({ identity, name: boundedText(limits.nameBytes), base: z.string() }),
  'participant.set-permission': z.strictObject({ identity, right: z.enum(rights), value: z.boolean() }),
  'room.set-metadata': z.strictObject({ metadata, base: metadata }),
  /** What is not given is left to the server. */
  'room.create': z.strictObject({
    emptyTimeoutSeconds: roomNumber.optional(),
    departureTimeoutSeconds: roomNumber.optional(),
    maxParticipants: roomNumber.optional(),
    metadata,
    agents: z.array(z.strictObject({ agentName: boundedText(1_024), metadata })).max(50),
  }),
  'agent.dispatch': z.strictObject({
    agentName: z.string().max(1_024),
    metadata,
    /** Of workers, e.g. a staging one; the server's own choice where it is not given. */
    deployment: z.string().max(64).optional(),
    attributes: z.record(attributeKey, boundedText(limits.attributesBytes)).optional(),
  }),
  'agent.stop-dispatch': z.strictObject({ dispatchId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
} as const;

export type VerbParameters = { [Verb in keyof typeof verbSchemas]: z.infer<(typeof verbSchemas)[Verb]> };

const many = { room: roomName, identities: z.array(identity).min(1).max(maxPlanTargets) };

/** What is done to many at once. What each of them has now is read by main, so no draft has a base of its own. */
export const manyRequestSchema = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('participant.set-permission'),
    ...many,
    parameters: verbSchemas['participant.set-permission'].pick({ right: true, value: true }),
  }),
  z.strictObject({
    verb: z.literal('participant.set-attributes'),
    ...many,
    parameters: verbSchemas['participant.set-attributes'].pick({ changes: true }),
  }),
]);

export type ManyRequest = z.infer<typeof manyRequestSchema>;
export type ManyVerb = ManyRequest['verb'];
