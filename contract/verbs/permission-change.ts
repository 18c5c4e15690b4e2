/**
 * Changes one right in a whole set of them. The server replaces permissions whole, and an empty list of sources means
 * every source, so "none" is written as `canPublish: false` and never as an empty list.
 */
import type { RightState } from '#contract/fields';
import type { PermissionFacts, TrackSource } from '#contract/domain/participant-facts';
import { rights, type Right } from '#contract/domain/right';

/** Sources that a moderator can give and take, in the order in which they are written. */
export const publishSources = ['camera', 'microphone', 'screen_share', 'screen_share_audio'] as const;
export type PublishSource = (typeof publishSources)[number];

const sourceOfRight: Partial<Record<Right, PublishSource>> = {
  'can.mic': 'microphone',
  'can.camera': 'camera',
  'can.screen': 'screen_share',
  'can.screenAudio': 'screen_share_audio',
};

type Flag =
  | 'canSubscribe'
  | 'canPublish'
  | 'canPublishData'
  | 'canUpdateMetadata'
  | 'canSubscribeMetrics'
  | 'canManageAgentSession';

const flagOfRight: Partial<Record<Right, Flag>> = {
  'can.subscribe': 'canSubscribe',
  'can.publish': 'canPublish',
  'can.publishData': 'canPublishData',
  'can.updateMetadata': 'canUpdateMetadata',
  'can.metrics': 'canSubscribeMetrics',
  'can.manageAgentSession': 'canManageAgentSession',
};

/** What a right is worth now: `all` where it rests on the empty list of sources. */
export function readRightState(permission: PermissionFacts, right: Right): RightState {
  const flag = flagOfRight[right];
  if (flag) return permission[flag] ? 'can' : 'cannot';
  if (!permission.canPublish) return 'cannot';
  if (permission.canPublishSources.length === 0) return 'all';
  const source = sourceOfRight[right];
  return source && permission.canPublishSources.includes(source) ? 'can' : 'cannot';
}

/** Rights that differ in effect: `all` and `can` allow the same. */
export function listDifferingRights(one: PermissionFacts, other: PermissionFacts): Right[] {
  return rights.filter((right) => isAllowed(one, right) !== isAllowed(other, right));
}

/** True if both allow the same and carry the same marks that the console never changes. */
export function isSamePermission(one: PermissionFacts, other: PermissionFacts): boolean {
  return (
    listDifferingRights(one, other).length === 0 &&
    one.hidden === other.hidden &&
    one.recorder === other.recorder &&
    one.agent === other.agent
  );
}

function isAllowed(permission: PermissionFacts, right: Right): boolean {
  return readRightState(permission, right) !== 'cannot';
}

/** The source that a right is about; undefined for the others. */
export function findSource(right: Right): PublishSource | undefined {
  return sourceOfRight[right];
}

/**
 * All rights after one was given or taken. Nothing else changes in effect, except that taking the last source turns
 * publishing off, and giving a source turns it on for that source alone.
 */
export function changeRight(permission: PermissionFacts, right: Right, value: boolean): PermissionFacts {
  const flag = flagOfRight[right];
  if (flag) return { ...permission, canPublishSources: [...permission.canPublishSources], [flag]: value };
  const source = sourceOfRight[right];
  if (!source) throw new Error(`no rule for ${right}`);
  return value ? giveSource(permission, source) : takeSource(permission, source);
}

function giveSource(permission: PermissionFacts, source: PublishSource): PermissionFacts {
  // A list that is kept while publishing is off allows nothing now, so only what was asked for comes on.
  if (!permission.canPublish) return { ...permission, canPublish: true, canPublishSources: [source] };
  const listed = permission.canPublishSources;
  if (listed.length === 0 || listed.includes(source)) return { ...permission, canPublishSources: [...listed] };
  return { ...permission, canPublishSources: [...listed, source] };
}

function takeSource(permission: PermissionFacts, source: PublishSource): PermissionFacts {
  const listed = permission.canPublishSources;
  if (!permission.canPublish) return { ...permission, canPublishSources: [...listed] };
  const allowed: readonly TrackSource[] = listed.length === 0 ? publishSources : listed;
  const left = allowed.filter((other) => other !== source);
  const hasKnownSource = publishSources.some((other) => left.includes(other));
  if (hasKnownSource) return { ...permission, canPublishSources: left };
  // The list stays as it is: it allows nothing while publishing is off, and tells what was last allowed.
  return { ...permission, canPublish: false, canPublishSources: [...listed] };
}
