/** What stands where the roster shows nobody: why, and the next step. */
import { EarOff, Search, UserRoundX } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { useRoomStatus } from '#renderer/features/shell/room-state.ts';
import { explainNobodyHeard } from '#renderer/room/explain-unheard.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import type { TableView } from '#renderer/table/types.ts';
import { filterOf } from './filter/roster-filter.ts';
import { allView, isBuiltIn } from './views/built-in-views.ts';
import { needsLevels } from './views/needs-levels.ts';
import { roomViewOf } from './views/room-view.ts';
import { useViews } from './views/use-views.ts';

export function RosterEmpty({ session, view }: { session: RoomSession; view: TableView }) {
  const status = useRoomStatus(session);
  const filter = filterOf(view);
  const applied = useSyncExternalStore(filter.subscribe, () => filter.state().applied.text.trim());
  const { current, isCurrentChanged } = useViews(view);
  const toAll = (
    <Button keys="0" onClick={() => roomViewOf(view).choose(allView)}>
      Show all
    </Button>
  );
  if (applied !== '') {
    const unheard = needsLevels(applied) ? explainNobodyHeard(status) : undefined;
    if (unheard !== undefined) {
      return (
        <EmptyState icon={<EarOff />} title="This cannot be known here" actions={toAll}>
          {describeUnheard(unheard, status.isStrict === true)}
        </EmptyState>
      );
    }
    if (isBuiltIn(current) && !isCurrentChanged) {
      return (
        <EmptyState icon={<Search />} title={`${current.name}: nobody`} actions={toAll}>
          {current.whenEmpty ?? `Shown is ${current.meaning}. What is not known of somebody is neither yes nor no.`}
        </EmptyState>
      );
    }
    return (
      <EmptyState
        icon={<Search />}
        title="Nobody matches"
        actions={
          <Button keys="Esc" onClick={() => filter.setText('')}>
            Clear filter
          </Button>
        }
      >
        Everything that stands side by side in the filter must be true of a person. What is not known is neither yes nor
        no: unknown: finds it. Who left more than a minute ago is found by is:left.
      </EmptyState>
    );
  }
  if (status.state === 'joining') return <EmptyState icon={<UserRoundX />} title="Joining, hidden" />;
  return (
    <EmptyState icon={<UserRoundX />} title="Nobody is here">
      People appear as they join. You are not shown: you watch hidden, and nobody is told.
    </EmptyState>
  );
}

function describeUnheard(why: string, isStrict: boolean): string {
  const reason = `Speaking, level, quality, talk time and silence of everybody are ${why}.`;
  return isStrict ? `${reason} How this server is watched is chosen where it is edited.` : reason;
}
