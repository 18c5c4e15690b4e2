import { describe, expect, test } from 'vitest';
import { findLoss, listRestorable, type PersonInRoom, type RoomLook } from '#contract/doctor/lost-room';
import { makeDispatch, makeJob } from '../verbs/facts.ts';

const automatic = makeDispatch({ id: 'AD_auto', agentName: '', createdAtMs: 1 });
const called = makeDispatch({ id: 'AD_called', jobs: [makeJob()] });

function person(identity: string, sid = `PA_${identity}`): PersonInRoom {
  return { identity, sid, isAgent: false, agentName: '' };
}

function agent(identity: string, agentName = 'note-taker', sid = `PA_${identity}`): PersonInRoom {
  return { identity, sid, isAgent: true, agentName };
}

function look(given: Partial<RoomLook> = {}): RoomLook {
  return { roomSid: 'RM_1', metadata: 'act one', dispatches: [automatic, called], people: [person('ada')], ...given };
}

const remade = { ...automatic, id: 'AD_auto_2' };
const back = person('ada', 'PA_ada_2');

describe('a room is lost', () => {
  test.each<[string, RoomLook, RoomLook, ReturnType<typeof findLoss>]>([
    ['nothing differs', look(), look(), undefined],
    ['another sid', look(), look({ roomSid: 'RM_2' }), 'new_room'],
    ['another sid, though all else is the same', look({ dispatches: [] }), look({ roomSid: 'RM_2' }), 'new_room'],
    ['the same sid, no id left, everybody new', look(), look({ dispatches: [remade], people: [back] }), 'same_sid'],
    ['no id left, but the people are the same', look(), look({ dispatches: [remade] }), undefined],
    ['everybody new, but an id is left', look(), look({ dispatches: [automatic], people: [back] }), undefined],
    ['everybody new, and there never was a dispatch', look({ dispatches: [] }), look({ people: [back] }), undefined],
    ['no id left and nobody is there', look(), look({ dispatches: [remade], people: [] }), undefined],
    ['no id left and only strangers are there', look(), look({ dispatches: [], people: [person('eve')] }), undefined],
    [
      'one of three is a ghost under its old sid',
      look({ people: [person('ada'), person('bob'), person('cleo')] }),
      look({ dispatches: [], people: [back, person('bob', 'PA_bob_2'), person('cleo')] }),
      'same_sid',
    ],
    [
      'half of them have only reloaded their pages',
      look({ people: [person('ada'), person('bob')] }),
      look({ dispatches: [], people: [back, person('bob')] }),
      undefined,
    ],
  ])('%s', (_what, before, now, cause) => expect(findLoss(before, now)).toBe(cause));
});

describe('what it can be given back', () => {
  const lost = look({ roomSid: 'RM_2', metadata: '', dispatches: [remade], people: [back] });
  const before = look({ people: [person('ada'), agent('agent-AJ_1')] });
  const list = (was: RoomLook, now: RoomLook) =>
    listRestorable(was, now).map(({ id, isSuggested }) => `${id} ${isSuggested}`);

  test.each<[string, RoomLook, RoomLook, string[]]>([
    [
      'metadata and the dispatch that was called, never the automatic one',
      before,
      lost,
      ['metadata true', 'AD_called true'],
    ],
    ['no metadata where there was none', { ...before, metadata: '' }, lost, ['AD_called true']],
    [
      'metadata that somebody has set since is there to be chosen',
      before,
      { ...lost, metadata: 'x' },
      ['metadata false', 'AD_called true'],
    ],
    ['nothing that is so already', before, { ...before, roomSid: 'RM_2' }, []],
    [
      'no dispatch whose agent came back by itself',
      before,
      { ...lost, people: [agent('agent-AJ_1', '')] },
      ['metadata true'],
    ],
    [
      'no dispatch whose agent is there under another identity',
      before,
      { ...lost, people: [agent('x')] },
      ['metadata true'],
    ],
    [
      'a dispatch whose namesake is an ordinary person',
      before,
      { ...lost, people: [person('agent-AJ_1')] },
      ['metadata true', 'AD_called true'],
    ],
    [
      'no dispatch that was made again as it was',
      before,
      { ...lost, dispatches: [remade, { ...called, id: 'AD_2', jobs: [] }] },
      ['metadata true'],
    ],
    [
      'a dispatch of the same name with another order',
      before,
      { ...lost, dispatches: [remade, { ...called, id: 'AD_2', metadata: 'other', jobs: [] }] },
      ['metadata true', 'AD_called true'],
    ],
    ['a dispatch whose agent had left is there to be chosen', look(), lost, ['metadata true', 'AD_called false']],
    [
      'a dispatch that nobody had taken yet',
      look({ dispatches: [automatic, { ...called, jobs: [] }] }),
      lost,
      ['metadata true', 'AD_called true'],
    ],
    [
      'one of two alike where one agent is back',
      look({ dispatches: [automatic, called, { ...called, id: 'AD_twin', jobs: [] }] }),
      { ...lost, people: [agent('agent-AJ_1')] },
      ['metadata true', 'AD_twin true'],
    ],
  ])('%s', (_what, was, now, expected) => expect(list(was, now)).toEqual(expected));

  test('carries over all that the dispatch was called with', () => {
    const rich = { ...called, metadata: '{"lang":"nl"}', deployment: 'staging', attributes: { tone: 'dry' } };
    expect(listRestorable({ ...before, dispatches: [automatic, rich] }, lost)[1]).toEqual({
      kind: 'dispatch',
      id: 'AD_called',
      agentName: 'note-taker',
      metadata: '{"lang":"nl"}',
      deployment: 'staging',
      attributes: { tone: 'dry' },
      agentBefore: 'present',
      isSuggested: true,
    });
  });
});
