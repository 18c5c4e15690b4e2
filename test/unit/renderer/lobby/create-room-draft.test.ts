/** The draft of a new room: what is said before anything is sent, what is sent, and when it is let go. */
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  emptyDraft,
  findFaults,
  isBlank,
  readParameters,
  settleCreateRoomDraft,
} from '#renderer/features/lobby/create-room-draft.ts';

const agent = (key: number, agentName: string, metadata = '') => ({ key, agentName, metadata });

test('names are refused when empty or too long in bytes, and taken at the limit', () => {
  expect(findFaults(emptyDraft).name).toMatch(/no name/);
  expect(findFaults({ ...emptyDraft, name: '   ' }).name).toMatch(/no name/);
  expect(findFaults({ ...emptyDraft, name: 'é'.repeat(129) }).name).toMatch(/258 bytes; the server takes 256/);
  expect(findFaults({ ...emptyDraft, name: 'é'.repeat(128) })).toEqual({});
});

test.each(['0', '-1', '1.5', 'ten', '1e3', '4294967296'])('%s is no number of seconds', (emptyTimeout) => {
  expect(findFaults({ ...emptyDraft, name: 'hall', emptyTimeout })).toHaveProperty('emptyTimeout');
});

test('metadata counts in bytes, for the room and for each agent, and an agent needs a name', () => {
  const tooLong = 'x'.repeat(524_289);
  expect(findFaults({ ...emptyDraft, name: 'hall', metadata: tooLong }).metadata).toMatch(/longer/);
  expect(findFaults({ ...emptyDraft, name: 'hall', agents: [agent(1, 'a', tooLong)] }).agents).toMatch(/longer/);
  expect(findFaults({ ...emptyDraft, name: 'hall', agents: [agent(1, '', '{}')] }).agents).toMatch(/no name/);
  expect(findFaults({ ...emptyDraft, name: 'hall', agents: [agent(1, '')] })).toEqual({});
});

test('what is blank is left to the server, and blank agents are left out', () => {
  const draft = {
    ...emptyDraft,
    name: 'hall',
    emptyTimeout: ' 60 ',
    agents: [agent(1, ''), agent(2, ' scribe ', '{}')],
  };
  expect(readParameters(draft)).toEqual({
    emptyTimeoutSeconds: 60,
    metadata: '',
    agents: [{ agentName: 'scribe', metadata: '{}' }],
  });
});

test('a made room ends its draft, but not what was typed since', () => {
  const store = createStore(() => emptyDraft);
  store.setState({ name: 'hall' });
  const sent = store.getState();
  store.setState({ name: 'hall 2' });
  settleCreateRoomDraft(store, sent);
  expect(store.getState().name).toBe('hall 2');
  settleCreateRoomDraft(store, store.getState());
  expect(isBlank(store.getState())).toBe(true);
});
