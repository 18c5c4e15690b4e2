import { describe, expect, it } from 'vitest';
import type { PermissionFacts } from '#contract/domain/participant-facts';
import { sayRight } from '#contract/effective-rights';
import { participantFields, readSourceRight } from '#contract/fields';
import { makePermission, makePerson } from './verbs/facts.ts';

function say(field: string, given: Partial<PermissionFacts> | undefined, kind: 'standard' | 'agent' = 'standard') {
  const permission = given && makePermission(given);
  const sentence = sayRight(field, permission ? { kind, permission } : { kind });
  return sentence && `${sentence.verdict}: ${sentence.words} | ${sentence.reason}`;
}

describe('effective rights in words', () => {
  it.each<[string, string, Partial<PermissionFacts> | undefined, string]>([
    ['unknown', 'can.publish', undefined, 'unknown: may publish? | the server has not told their rights'],
    ['off', 'can.publish', { canPublish: false }, 'no: may not publish | the right is off'],
    [
      'off with a list',
      'can.publish',
      { canPublish: false, canPublishSources: ['microphone'] },
      'no: may not publish | the right is off, whatever the list of sources says',
    ],
    ['no list', 'can.publish', {}, 'yes: may publish every source | because no list of sources is set'],
    [
      'one source',
      'can.publish',
      { canPublishSources: ['microphone'] },
      'yes: may publish microphone only | because the list of sources names only it',
    ],
    [
      'three sources, one twice',
      'can.publish',
      { canPublishSources: ['microphone', 'camera', 'screen_share', 'camera'] },
      'yes: may publish microphone, camera and screen share only | because the list of sources names only them',
    ],
    [
      'only UNKNOWN',
      'can.publish',
      { canPublishSources: ['unknown'] },
      'no: may publish nothing | the list of sources names only “unknown”, which allows none',
    ],
    [
      'UNKNOWN beside another',
      'can.publish',
      { canPublishSources: ['unknown', 'camera'] },
      'yes: may publish camera only | because the list of sources names only it',
    ],
    ['unknown source', 'can.mic', undefined, 'unknown: microphone? | the server has not told their rights'],
    ['source, no list', 'can.mic', {}, 'yes: microphone | no list is set'],
    ['source, listed', 'can.mic', { canPublishSources: ['microphone'] }, 'yes: microphone | the list names it'],
    [
      'source, not listed',
      'can.camera',
      { canPublishSources: ['microphone'] },
      'no: no camera | the list does not name it',
    ],
    [
      'source, only UNKNOWN',
      'can.mic',
      { canPublishSources: ['unknown'] },
      'no: no microphone | the list does not name it',
    ],
    ['source, right off', 'can.mic', { canPublish: false }, 'no: no microphone | publishing is off'],
    [
      'source listed, right off',
      'can.mic',
      { canPublish: false, canPublishSources: ['microphone'] },
      'no: no microphone | listed, but publishing is off',
    ],
    ['subscribe off', 'can.subscribe', { canSubscribe: false }, 'no: may not hear or see anybody | '],
    [
      'data off',
      'can.publishData',
      { canPublishData: false },
      'no: may not send data | what they send is dropped, and nobody is told',
    ],
    ['hidden', 'hidden', { hidden: true }, 'yes: is hidden: others do not see them | '],
    [
      'recorder',
      'can.recorder',
      { recorder: true },
      'yes: counts as a recorder | its token says so; the room shows as being recorded',
    ],
    ['granted agent', 'can.agent', { agent: true }, 'yes: counts as an agent | its token says so'],
    ['agent unknown', 'can.agent', undefined, 'unknown: counts as an agent? | the server has not told their rights'],
  ])('%s', (_name, field, permission, expected) => {
    expect(say(field, permission)).toBe(expected);
  });

  it('knows an agent by its kind, with its rights unknown too', () => {
    expect(say('can.agent', undefined, 'agent')).toBe('yes: counts as an agent | by its kind');
    expect(say('can.agent', { agent: true }, 'agent')).toContain('by its kind, and its token says so');
  });

  it('has a sentence for every right, unknown while the permissions are', () => {
    for (const { name } of participantFields.filter(({ type }) => type === 'right')) {
      expect(say(name, undefined), name).toMatch(/^unknown: /);
      expect(say(name, {}), name).toMatch(/^(yes|no): /);
    }
    expect(say('metadata', {})).toBeUndefined();
  });

  it('agrees with the switch of each source', () => {
    const sources = [[], ['unknown'], ['microphone'], ['camera', 'screen_share'], ['screen_share_audio']] as const;
    for (const canPublish of [true, false]) {
      for (const canPublishSources of sources) {
        const permission = makePermission({ canPublish, canPublishSources: [...canPublishSources] });
        const person = makePerson({ permission });
        const isOff = readSourceRight(person, 'microphone') === 'cannot';
        expect(sayRight('can.mic', person)?.verdict).toBe(isOff ? 'no' : 'yes');
      }
    }
  });
});
