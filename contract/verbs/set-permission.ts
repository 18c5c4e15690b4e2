/** Gives or takes one right of a participant: read fresh, change the asked bit, write all, compare all. */
import type { ParticipantFacts, PermissionFacts } from '#contract/domain/participant-facts';
import type { Right } from '#contract/domain/right';
import type { VerbDefinition } from '#contract/verbs/definition';
import { explain, explainAbsence, leaveAsIs, observePerson, refuse } from '#contract/verbs/definition';
import {
  changeRight,
  findSource,
  isSamePermission,
  listDifferingRights,
  publishSources,
  readRightState,
} from '#contract/verbs/permission-change';

const sourceLabels = {
  camera: 'camera',
  microphone: 'microphone',
  screen_share: 'screen share',
  screen_share_audio: 'screen audio',
} as const;

/** Sources with a track that a change would end. */
function listEndingTracks(person: ParticipantFacts, after: PermissionFacts): string[] {
  return publishSources
    .filter((source) => {
      const isAllowed =
        after.canPublish && (after.canPublishSources.length === 0 || after.canPublishSources.includes(source));
      return !isAllowed && person.tracks.some((track) => track.source === source);
    })
    .map((source) => sourceLabels[source]);
}

function warnAboutTracks(person: ParticipantFacts, after: PermissionFacts): string[] {
  const ending = listEndingTracks(person, after);
  const warnings: string[] = [];
  if (ending.length > 0) {
    warnings.push(
      `This ends their ${ending.join(', ')} at once. Giving the right back does not bring it back: they must share again.`,
    );
  }
  if (!after.canPublishData && person.dataTracks.length > 0) warnings.push('This ends their data tracks.');
  return warnings;
}

function warnAboutSources(before: PermissionFacts, after: PermissionFacts, right: Right): string[] {
  if (right === 'can.publish' && after.canPublish && !before.canPublish) {
    const listed = after.canPublishSources;
    const named = publishSources.filter((source) => listed.includes(source)).map((source) => sourceLabels[source]);
    if (listed.length === 0) return ['Their list of sources is empty, which allows every source.'];
    if (named.length === 0) return ['Their list names no known source: nothing can be published until one is given.'];
    return [`Their list of sources allows: ${named.join(', ')}.`];
  }
  const source = findSource(right);
  if (!source) return [];
  if (before.canPublish && !after.canPublish) {
    return ['It is their last source, so publishing is turned off: a list without sources would mean every source.'];
  }
  if (!before.canPublish && after.canPublish) {
    return [`Publishing is off now; it is turned on for their ${sourceLabels[source]} alone.`];
  }
  if (before.canPublishSources.length === 0 && after.canPublishSources.length > 0) {
    return ['Every source was allowed; from now on the others are named, and tracks without a known source are not.'];
  }
  return [];
}

/** Asked right first, then whatever else differs in effect. */
function listFields(right: Right, before: PermissionFacts, after: PermissionFacts): string[] {
  return [right, ...listDifferingRights(before, after).filter((other) => other !== right)];
}

/** The asked right's state, and any other right that is not as it was written. */
function describe(now: PermissionFacts, written: PermissionFacts, right: Right): string {
  const others = listDifferingRights(now, written).filter((other) => other !== right);
  return [
    readRightState(now, right),
    ...others.map((other) => `${other}: ${readRightState(written, other)} → ${readRightState(now, other)}`),
  ].join('; ');
}

export const setPermission: VerbDefinition<'participant.set-permission'> = {
  verb: 'participant.set-permission',
  label: 'Change right',
  key: 'P',
  reversibility: 'full',
  isConfirmedByMain: false,

  plan({ identity, right, value }, person, exact) {
    const wish = value ? 'can' : 'cannot';
    const texts = { target: identity, before: '', after: wish };
    if (!person) return refuse(texts, [right], explainAbsence(identity));
    const now = person.permission;
    if (!now) {
      const error = explain('unavailable', `The server has not told the rights of ${identity} yet.`, {
        cure: 'Try again in a moment; a right is never written without knowing the others.',
      });
      return refuse(texts, [right], error);
    }
    const state = readRightState(now, right);
    if ((state !== 'cannot') === value) return leaveAsIs(identity, [right], state);
    if (exact?.sid !== undefined && exact.sid !== person.sid) {
      const error = explain(
        'conflict',
        `${identity} came back in a new session since; it has the rights of its token.`,
        {
          cure: 'Look at them and change the right by itself; nothing was written.',
        },
      );
      return refuse({ ...texts, before: state }, [right], error);
    }
    if (exact && isDecidedSince(exact.ifNow.permission, now, right)) {
      const before = describe(now, exact.ifNow.permission, right);
      const target = { target: identity, disposition: 'conflict', before, after: wish } as const;
      return { target, fields: [right], warnings: [], reversibility: 'none' };
    }
    const isAsLeft = exact !== undefined && isSameList(exact.ifNow.permission, now);
    const after = isAsLeft ? exact.write.permission : changeRight(now, right, value);
    const trackWarnings = warnAboutTracks(person, after);
    return {
      target: { target: identity, disposition: 'change', before: state, after: readRightState(after, right) },
      fields: listFields(right, now, after),
      warnings: [...(isAsLeft ? [] : warnAboutSources(now, after, right)), ...trackWarnings],
      reversibility: trackWarnings.length > 0 ? 'partial' : 'full',
      write: { identity, right, permission: after },
      record: { before: JSON.stringify(now), after: JSON.stringify(after) },
    };
  },

  readAnchor: () => '',

  observe({ before, write }, now) {
    return observePerson(before, now, ({ permission }) => {
      if (!permission) return { kind: 'different', current: 'unknown' };
      const current = describe(permission, write.permission, write.right);
      if (isSamePermission(permission, write.permission)) return { kind: 'seen', current };
      const isUnchanged = before?.permission !== undefined && isSamePermission(permission, before.permission);
      return { kind: isUnchanged ? 'unchanged' : 'different', current };
    });
  },

  invert({ parameters, before, write }) {
    if (!before?.permission) return null;
    return {
      verb: 'participant.set-permission',
      parameters: { identity: write.identity, right: write.right, value: !parameters.value },
      exact: {
        ifNow: write,
        write: { identity: write.identity, right: write.right, permission: before.permission },
        sid: before.sid,
      },
    };
  },
};

/**
 * True if giving the right back would overrule what somebody has decided about publishing since: giving a source turns
 * publishing on, and turning it on allows what the list then says.
 */
function isDecidedSince(left: PermissionFacts, now: PermissionFacts, right: Right): boolean {
  if (right !== 'can.publish' && !findSource(right)) return false;
  return left.canPublish !== now.canPublish || (right === 'can.publish' && !isSameSources(left, now));
}

/** Equal in effect and in the list itself, so that "all sources" and "all four named" are told apart. */
function isSameList(one: PermissionFacts, other: PermissionFacts): boolean {
  return isSamePermission(one, other) && isSameSources(one, other);
}

function isSameSources(one: PermissionFacts, other: PermissionFacts): boolean {
  return one.canPublishSources.toSorted().join() === other.canPublishSources.toSorted().join();
}
