import { beforeEach, describe, expect, it } from 'vitest';
import type { RosterView } from '#contract/domain/roster-preferences';
import { applyColumns, readColumns, showOwnColumns } from '#renderer/features/roster/columns/column-layout.ts';
import { filterOf } from '#renderer/features/roster/filter/roster-filter.ts';
import { viewOf } from '#renderer/features/roster/roster-view.ts';
import { allView, builtInViews } from '#renderer/features/roster/views/built-in-views.ts';
import { isChanged, readContent, roomViewOf } from '#renderer/features/roster/views/room-view.ts';
import { createColumnTable } from '#renderer/table/column-table.ts';
import { createManualScheduler } from '../../table/manual-scheduler.ts';

const hands = builtInViews.find(({ id }) => id === 'hands')!;
const stage: RosterView = {
  id: 'stage',
  name: 'Stage',
  filter: 'kind:person and mic:on',
  columns: [{ name: 'identity' }, { name: 'hand', widthPx: 90 }],
  sort: [{ column: 'hand', direction: 'descending' }],
  group: { column: 'attr.team', direction: 'ascending' },
};

function setUp() {
  const view = viewOf(createColumnTable({ scheduler: createManualScheduler() }));
  return { view, roomView: roomViewOf(view), isNow: (chosen: RosterView) => !isChanged(readContent(view), chosen) };
}

const ownColumns = [{ name: 'identity' }, { name: 'name' }];

beforeEach(() => {
  showOwnColumns();
  applyColumns(ownColumns);
});

describe('a view that was chosen', () => {
  it('is what is shown, until filter, sort, group or its columns are others', () => {
    const { view, roomView, isNow } = setUp();
    expect(isNow(allView)).toBe(true);
    roomView.choose(stage);
    expect([roomView.chosen(), isNow(stage)]).toEqual(['stage', true]);
    filterOf(view).setText('mic:on');
    expect(isNow(stage)).toBe(false);
    filterOf(view).setText(' kind:standard   mic:on ');
    expect(isNow(stage)).toBe(false);
    filterOf(view).setText('kind:person mic:on');
    expect(isNow(stage), 'written otherwise it is the same').toBe(true);
    view.setSort([{ column: 'hand', direction: 'ascending' }]);
    expect(isNow(stage)).toBe(false);
    roomView.choose(stage);
    view.setGroup(undefined);
    expect(isNow(stage)).toBe(false);
    roomView.choose(stage);
    applyColumns([{ name: 'identity' }]);
    expect(isNow(stage)).toBe(false);
    roomView.choose(stage);
    expect(isNow(stage)).toBe(true);
  });

  it('brings its columns, if it is one’s own; then one’s own columns come back', () => {
    const { roomView, isNow } = setUp();
    roomView.choose(hands);
    expect(readColumns()).toEqual(ownColumns);
    roomView.choose(stage);
    expect(readColumns()).toEqual(stage.columns);
    applyColumns([{ name: 'hand' }]);
    roomView.choose(allView);
    expect(readColumns()).toEqual(ownColumns);
    applyColumns([{ name: 'sid' }]);
    expect(isNow(allView), 'columns are no part of a built-in view').toBe(true);
  });

  it('of one room leaves the columns of another as they are', () => {
    const [one, other] = [setUp(), setUp()];
    one.roomView.enter(allView);
    one.roomView.choose(stage);
    applyColumns([{ name: 'hand' }]);
    one.roomView.leave();
    other.roomView.enter(allView);
    expect(readColumns()).toEqual(ownColumns);
    other.roomView.leave();
    one.roomView.enter(stage);
    expect(readColumns()).toEqual([{ name: 'hand' }]);
  });
});
