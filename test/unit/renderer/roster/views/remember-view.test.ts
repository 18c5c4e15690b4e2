import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  noPreferences,
  preferenceLimits,
  type RosterPreferences,
  type RosterView,
} from '#contract/domain/roster-preferences';
import { rosterPreferencesSchema } from '#contract/schemas/roster-preferences';
import { succeed } from '#contract/result';
import { applyColumns, readColumns, showOwnColumns } from '#renderer/features/roster/columns/column-layout.ts';
import { filterOf } from '#renderer/features/roster/filter/roster-filter.ts';
import { readPreferences, usePreferences } from '#renderer/features/roster/preferences-store.ts';
import { viewOf } from '#renderer/features/roster/roster-view.ts';
import { builtInViews } from '#renderer/features/roster/views/built-in-views.ts';
import { rememberView } from '#renderer/features/roster/views/remember-view.ts';
import { roomViewOf } from '#renderer/features/roster/views/room-view.ts';
import { replaceBridge } from '#renderer/lib/bridge.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../../table/manual-scheduler.ts';

const hands = builtInViews.find(({ id }) => id === 'hands')!;
const stage: RosterView = {
  id: 'stage',
  name: 'Stage',
  filter: 'mic:on',
  columns: [{ name: 'identity' }, { name: 'hand', widthPx: 90 }],
  sort: [{ column: 'hand', direction: 'descending' }],
  group: { column: 'attr.team', direction: 'ascending' },
};

/** What main keeps: all that outlives a window. */
let kept: RosterPreferences;

const stops: (() => void)[] = [];

/** A window that has just been opened. */
function openWindow(): void {
  showOwnColumns();
  applyColumns(undefined);
  usePreferences.setState({ preferences: noPreferences, isRead: false });
}

function showRoom(room: string) {
  const view = viewOf(createColumnTable({ scheduler: createManualScheduler() }));
  const stop = rememberView(room, view);
  stops.push(stop);
  return { view, roomView: roomViewOf(view), stop, text: () => filterOf(view).state().applied.text };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  kept = { ...noPreferences, views: [stage] };
  replaceBridge({
    request: async (channel: string, payload: unknown) => {
      if (channel === 'roster:read-preferences') return succeed(kept);
      kept = rosterPreferencesSchema.parse(payload);
      return succeed(null);
    },
    listen: () => () => undefined,
  } as never);
  openWindow();
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  replaceBridge(undefined);
});

describe('the view that a room shows', () => {
  it('is the same after a restart, for each room its own, with what was changed about it', async () => {
    await readPreferences();
    const first = showRoom('first');
    first.roomView.choose(stage);
    filterOf(first.view).setText('mic:on is:raised');
    first.view.setGroup(undefined);
    applyColumns([{ name: 'identity' }, { name: 'sid' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    first.stop();
    first.roomView.leave();
    const second = showRoom('second');
    second.roomView.enter(builtInViews[0]!);
    second.roomView.choose(hands);
    // Closed before the pause is over.
    window.dispatchEvent(new Event('pagehide'));
    second.stop();
    showRoom('third').stop();
    expect(kept.rooms?.map(({ room }) => room)).toEqual(['first', 'second']);

    openWindow();
    const [again, other, third] = ['first', 'second', 'third'].map(showRoom);
    expect([again!.text(), other!.text()], 'control: nothing is known before it is read').toEqual(['', '']);
    again!.stop();
    other!.stop();
    third!.stop();
    await readPreferences();
    const back = showRoom('first');
    expect([back.roomView.chosen(), back.text(), back.view.group()]).toEqual(['stage', 'mic:on is:raised', undefined]);
    expect(back.view.sort()).toEqual(stage.sort);
    expect(readColumns()).toEqual([{ name: 'identity' }, { name: 'sid' }]);
    back.stop();
    const hand = showRoom('second');
    expect([hand.roomView.chosen(), hand.text(), hand.view.sort()]).toEqual(['hands', 'is:raised', hands.sort]);
    expect(showRoom('third').roomView.chosen()).toBe('all');
  });

  it('comes as it is kept by now where it was not changed; what was changed outlives the view itself', async () => {
    kept = {
      ...kept,
      views: [{ ...stage, filter: 'mic:off' }],
      rooms: [
        { room: 'named', view: 'stage' },
        { room: 'gone', view: 'deleted' },
        { room: 'altered', view: 'deleted', changed: { filter: 'is:poor', sort: [] } },
      ],
    };
    await readPreferences();
    expect(showRoom('named').text()).toBe('mic:off');
    expect([showRoom('gone').roomView.chosen(), showRoom('gone').text()]).toEqual(['all', '']);
    expect([showRoom('altered').roomView.chosen(), showRoom('altered').text()]).toEqual(['all', 'is:poor']);
  });

  it('is what was chosen before the answer came, and only that is put back which was not', async () => {
    kept = {
      ...kept,
      rooms: [
        { room: 'early', view: 'hands' },
        { room: 'late', view: 'hands' },
      ],
    };
    const [early, late] = [showRoom('early'), showRoom('late')];
    filterOf(early.view).setText('kind:agent');
    await readPreferences();
    expect([early.text(), late.text()]).toEqual(['kind:agent', 'is:raised']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept.rooms).toEqual([
      { room: 'late', view: 'hands' },
      { room: 'early', view: 'all', changed: { filter: 'kind:agent', sort: early.view.sort() } },
    ]);
    early.roomView.choose(builtInViews[0]!);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept.rooms, 'who shows everybody as ever is not remembered').toEqual([{ room: 'late', view: 'hands' }]);
  });

  it('is forgotten first of the room that was changed longest ago, once there are too many', async () => {
    const rooms = Array.from({ length: preferenceLimits.rooms }, (_, index) => ({ room: `r${index}`, view: 'hands' }));
    kept = { ...kept, rooms };
    await readPreferences();
    showRoom('new').roomView.choose(hands);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept.rooms).toEqual([...rooms.slice(1), { room: 'new', view: 'hands' }]);
  });
});
