/** What the palette finds: what can be done, by where it applies; people of the room in front first; nobody who has left. */
import { expect, it, vi } from 'vitest';
import type { FieldSubject } from '#contract/fields';
import { listStopCommands } from '#renderer/features/dispatches/dispatch-commands.ts';
import { listRightCommands } from '#renderer/features/inspector/person-commands.ts';
import { listPeople, listVerbs } from '#renderer/features/shell/palette-items.ts';
import type { Command } from '#renderer/lib/commands.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { makePerson } from '#test/unit/contract/verbs/facts';

function createSession(room: string, people: Record<string, string>): RoomSession {
  const table = createColumnTable({ scheduler: { schedule: () => () => undefined } as never });
  for (const [identity, state] of Object.entries(people)) {
    const row = table.ensureRow(identity);
    table.write(row, 'state', state, 0);
    table.write(row, 'name', `The ${identity}`, 0);
  }
  return { room, table } as unknown as RoomSession;
}

it('lists everybody of the open rooms once for each, those of the room in front first', () => {
  const sessions = [
    createSession('a', { ada: 'active', gone: 'left' }),
    createSession('b', { ada: 'active', bo: 'joining' }),
  ];
  const chosen = vi.fn();
  const people = listPeople(sessions, 'b', chosen);
  expect(people.map(({ label, detail, place }) => `${label} ${detail} ${place}`)).toEqual([
    'ada The ada b',
    'bo The bo b',
    'ada The ada a',
  ]);
  expect(new Set(people.map(({ id }) => id)).size).toBe(3);
  people[2]?.run();
  expect(chosen).toHaveBeenCalledWith('a', 'ada');
});

it('lists what can be run: of the chosen person first, without keys that only a part handles', () => {
  const run = (): void => undefined;
  const commands: Command[] = [
    { id: 'keys.show', label: 'Keys', place: 'Everywhere', keys: '?', run },
    { id: 'room.keys', label: 'Go', place: 'Room', keys: '↑ ↓' },
    { id: 'palette.open', label: 'Go to or do', place: 'Everywhere', keys: '$mod+k', run },
    { id: 'agent.dispatch', label: 'Dispatch agent', place: 'Room', offReason: 'No.', run },
    { id: 'person.can.mic', label: 'Microphone: turn off', place: 'Person', detail: 'ada', run },
  ];
  expect(listVerbs(commands).map(({ label, keys, offReason }) => [label, keys, offReason])).toEqual([
    ['Microphone: turn off', '', undefined],
    ['Dispatch agent', '', 'No.'],
    ['Keys', '?', undefined],
  ]);
});

it('offers each right the other way round, and none that is unknown or of somebody who has left', () => {
  const planAndRun = vi.fn();
  const list = (subject: FieldSubject, verbOff?: string) => listRightCommands(subject, 'a', { planAndRun }, verbOff);
  const session = { leftAtMs: undefined } as FieldSubject['session'];
  const { permission: _permission, ...personWithoutRights } = makePerson();
  const known = list({ facts: makePerson(), session });
  const data = known.find(({ id }) => id === 'person.can.publishData');
  expect(data?.label).toBe('Data: turn off');
  data?.run?.();
  const { identity } = makePerson();
  expect(planAndRun).toHaveBeenCalledWith({
    verb: 'participant.set-permission',
    room: 'a',
    parameters: { identity, right: 'can.publishData', value: false },
  });
  const offReasons = (commands: Command[]): unknown[] => [...new Set(commands.map(({ offReason }) => offReason))];
  expect(offReasons(known)).toEqual([undefined]);
  expect(offReasons(list({ facts: makePerson(), session }, 'Not allowed.'))).toEqual(['Not allowed.']);
  expect(offReasons(list({ facts: personWithoutRights, session }))).toEqual(['Unknown: the server has not told it.']);
  expect(offReasons(list({ facts: makePerson(), session: { ...session, leftAtMs: 1 } }))).toEqual(['They have left.']);
});

it('stops a dispatch by its own id, the newest first', () => {
  const planAndRun = vi.fn();
  const dispatches = [
    { id: 'AD_1', agentName: '', isAutomatic: true },
    { id: 'AD_2', agentName: 'note-taker', isAutomatic: false },
  ];
  const commands = listStopCommands('a', dispatches as never, { planAndRun }, undefined);
  expect(commands.map(({ detail }) => detail)).toEqual(['note-taker AD_2', 'automatic AD_1']);
  commands[0]?.run?.();
  expect(planAndRun).toHaveBeenCalledWith({
    verb: 'agent.stop-dispatch',
    room: 'a',
    parameters: { dispatchId: 'AD_2' },
  });
});
