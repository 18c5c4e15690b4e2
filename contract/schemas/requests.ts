/** What each request must look like. Main checks every request against this before a service hears of it. */
import { z } from 'zod';
import type { RequestChannel } from '#contract/channels';
import { densities, themes } from '#contract/domain/app-info';
import { listeningEnds, listeningKinds } from '#contract/domain/listening';
import { maxOpenRooms } from '#contract/domain/open-rooms';
import { checkExtents, probeStages } from '#contract/domain/server-check';
import { environments, observerModes, serverColours } from '#contract/domain/server-profile';
import { boundedText, identity, opaqueId, roomName, serverId } from '#contract/schemas/common';
import { rosterPreferencesSchema } from '#contract/schemas/roster-preferences';
import { maxViewsTextCharacters } from '#contract/domain/views-text';
import { manyRequestSchema, verbSchemas } from '#contract/schemas/verbs';
import { limits } from '#contract/text-size';

const nothing = z.strictObject({});
const oneRoom = z.strictObject({ room: roomName });

const observedSession = { identity, sid: z.string().min(1).max(64), atMs: z.number().int().min(0) };

const observation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('left'), ...observedSession, reason: z.string().regex(/^[a-z0-9_]{1,64}$/) }),
  z.strictObject({ kind: z.literal('agent-state'), ...observedSession, state: z.string().min(1).max(64) }),
]);

export const settingsSchema = z.strictObject({
  theme: z.enum(themes),
  density: z.enum(densities),
  panes: z.record(z.string().max(64), z.array(z.number().min(0).max(100)).max(8)),
  folded: z.array(z.string().max(64)).max(200),
  tabs: z.record(z.string().max(64), z.string().max(64)),
});

export const serverDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(2_048),
  apiKey: z.string().trim().min(1).max(256),
  apiSecret: z.string().min(1).max(1_024).optional(),
  colour: z.enum(serverColours),
  environment: z.enum(environments),
  observerMode: z.enum(observerModes),
});

/** What a check needs of a draft; it may still be as wrong as people type. */
const checkDraftSchema = z.strictObject({
  url: z.string().max(2_048),
  apiKey: z.string().trim().max(256),
  apiSecret: z.string().min(1).max(1_024).optional(),
  environment: z.enum(environments),
});

function verbRequest<Verb extends keyof typeof verbSchemas>(verb: Verb) {
  return z.strictObject({ verb: z.literal(verb), room: roomName, parameters: verbSchemas[verb] });
}

export const requestSchemas = {
  'app:read-info': nothing,
  'app:copy-text': z.strictObject({ text: boundedText(limits.copiedTextBytes) }),
  'app:save-text': z.strictObject({
    // SECURITY: a name, never a path.
    suggestedName: z.string().regex(/^[\w .()-]{1,100}$/u),
    text: boundedText(limits.savedTextBytes),
  }),
  /** How many drafts the window's page would lose by closing. */
  'app:report-drafts': z.strictObject({ draftCount: z.number().int().min(0).max(1_000_000) }),
  'settings:read': nothing,
  'settings:save': settingsSchema.partial(),
  'servers:list': nothing,
  'servers:list-names': nothing,
  'servers:read-current': nothing,
  'servers:open': z.strictObject({ serverId }),
  'servers:open-form': z.strictObject({ serverId: serverId.optional() }),
  'servers:open-manager': nothing,
  'servers:delete': z.strictObject({ serverId }),
  'servers:read-form': nothing,
  'servers:save': serverDraftSchema,
  'servers:close-form': nothing,
  /** `checkId` is the page's own, so that lines are told from those of a check before. */
  'servers:run-check': z.strictObject({
    checkId: opaqueId,
    /** The manager names a saved server; a server's window checks its own. */
    serverId: serverId.optional(),
    /** A form checks what is typed; without a secret the stored one is used where it may be. */
    draft: checkDraftSchema.optional(),
    /** `full` where nothing is said; a saved server is always checked in full. */
    extent: z.enum(checkExtents).optional(),
  }),
  'servers:cancel-check': z.strictObject({ checkId: opaqueId }),
  'servers:read-capabilities': nothing,
  'probe:read-task': nothing,
  'probe:report-stage': z.strictObject({
    stage: z.enum(probeStages),
    isReached: z.boolean(),
    message: z.string().max(1_000),
    isLocalNetworkRefused: z.boolean().optional(),
    server: z
      .strictObject({ isCloud: z.boolean(), version: z.string().max(64), region: z.string().max(64) })
      .optional(),
  }),
  'rooms:list': z.strictObject({ isFresh: z.boolean() }),
  'rooms:join': oneRoom,
  'rooms:report-join': z.strictObject({
    joinId: opaqueId,
    outcome: z.enum(['joined', 'failed', 'left', 'wrong_room', 'cut_off']),
    /** Sid of the room in which the join ended, when there is one. */
    roomSid: z.string().max(64).optional(),
    message: z.string().max(1_000).optional(),
  }),
  /** With `joinId` only that join is ended, and a newer one of the same room goes on. */
  'rooms:leave': z.strictObject({ room: roomName, joinId: opaqueId.optional() }),
  'rooms:read-facts': oneRoom,
  'rooms:read-restore': oneRoom,
  'rooms:decline-restore': z.strictObject({ room: roomName, offerId: opaqueId }),
  /** What only a session in the room sees; nothing is done because of it. */
  'rooms:observe': z.strictObject({ room: roomName, observations: z.array(observation).min(1).max(200) }),
  /** Asks main to look at a room soon; no action rests on it. */
  'rooms:hint': z.strictObject({ room: roomName, identities: z.array(identity).max(200) }),
  'actions:plan': z.discriminatedUnion('verb', [
    verbRequest('participant.set-metadata'),
    verbRequest('participant.set-attributes'),
    verbRequest('participant.set-name'),
    verbRequest('participant.set-permission'),
    verbRequest('room.set-metadata'),
    verbRequest('room.create'),
    verbRequest('agent.dispatch'),
    verbRequest('agent.stop-dispatch'),
  ]),
  /** The targets are these identities and no others, whoever joins meanwhile. */
  'actions:plan-many': manyRequestSchema,
  'actions:plan-undo': z.strictObject({ actionId: opaqueId }),
  'actions:run': z.strictObject({ planId: opaqueId, reason: z.string().max(500) }),
  /** Ends a run of many; what was sent stays. */
  'actions:cancel': z.strictObject({ bulkId: opaqueId }),
  'listening:begin': z.strictObject({
    kind: z.enum(listeningKinds),
    room: roomName,
    identity,
    trackSid: z.string().min(1).max(64),
  }),
  'listening:report': z.discriminatedUnion('outcome', [
    z.strictObject({ listeningId: opaqueId, outcome: z.literal('began') }),
    z.strictObject({ listeningId: opaqueId, outcome: z.literal('ended'), end: z.enum(listeningEnds) }),
  ]),
  'dispatches:list': oneRoom,
  'last-rooms:read': nothing,
  'last-rooms:save': z.strictObject({ rooms: z.array(roomName).max(maxOpenRooms) }),
  'roster:read-preferences': nothing,
  'roster:save-preferences': rosterPreferencesSchema,
  'roster:read-views-text': z.strictObject({ text: z.string().max(maxViewsTextCharacters) }),
  'links:make': z.strictObject({ room: roomName, identity: identity.optional() }),
  'links:take': nothing,
  'requests:list': z.strictObject({ limit: z.number().int().min(1).max(5_000) }),
  'audit:list': z.strictObject({
    limit: z.number().int().min(1).max(5_000),
    beforeSequence: z.number().int().optional(),
  }),
  'audit:read-row': z.strictObject({ sequence: z.number().int().min(1) }),
  'audit:read-status': nothing,
  /** `verifyId` is the window's own name for this check: progress carries it, and it can be called off by it. */
  'audit:verify': z.strictObject({ verifyId: opaqueId }),
  'audit:cancel-verify': z.strictObject({ verifyId: opaqueId }),
  'audit:purge': z.strictObject({ olderThanDays: z.number().int().min(1).max(36_500) }),
} as const satisfies Record<RequestChannel, z.ZodType>;

export type RequestPayloads = { [Channel in RequestChannel]: z.infer<(typeof requestSchemas)[Channel]> };
