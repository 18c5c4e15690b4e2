import { expect, it } from 'vitest';
import type { RoomSummary } from '#contract/domain/room-facts';
import { listRoomVerbs } from '#renderer/features/lobby/room-verbs.ts';

function list(room: RoomSummary | undefined) {
  const done: string[] = [];
  const verbs = listRoomVerbs(room, {
    open: (name) => void done.push(`open ${name}`),
    editMetadata: ({ name }) => void done.push(`edit ${name}`),
    copy: (what, text) => void done.push(`copy ${what} ${text}`),
    copyJson: ({ name }) => void done.push(`copy json ${name}`),
    metadataOff: undefined,
  });
  return { done, verbs };
}

it('acts on the chosen room', () => {
  const { done, verbs } = list({ name: 'stage', sid: 'RM_1' } as RoomSummary);
  expect(verbs.map(({ offReason }) => offReason)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  for (const { run } of verbs) run?.();
  expect(done).toEqual(['open stage', 'edit stage', 'copy room name stage', 'copy room sid RM_1', 'copy json stage']);
});

it('says why nothing can be done without a room, and why a room without a name cannot be opened', () => {
  for (const { offReason } of list(undefined).verbs) expect(offReason).toMatch(/Choose a room/);
  const { verbs } = list({ name: '', sid: 'RM_1' } as RoomSummary);
  expect(verbs.map(({ offReason }) => offReason !== undefined)).toEqual([true, true, false, false, false]);
  expect(verbs[0]?.offReason).toMatch(/no name/);
});
