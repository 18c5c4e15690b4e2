/** The views of the room in front, in the rail: with how many each shows now, and the key that chooses it. */
import {
  AudioLines,
  Clock,
  Hand,
  Hexagon,
  History,
  EyeOff,
  Lock,
  LogOut,
  Phone,
  Signal,
  Star,
  Users,
  UserMinus,
  VolumeOff,
} from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { RailItem } from '#renderer/features/shell/rail-item.tsx';
import { useRoomStatus } from '#renderer/features/shell/room-state.ts';
import type { RailViewsSlotProps } from '#renderer/features/shell/slots.ts';
import { showKeys, useCommands } from '#renderer/lib/commands.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { explainNobodyHeard } from '#renderer/room/explain-unheard.ts';
import { filterOf } from '../filter/roster-filter.ts';
import { viewOf } from '../roster-view.ts';
import { isBuiltIn } from './built-in-views.ts';
import { useViewCounts } from './count-views.ts';
import { describeView, nameViewCommand } from './describe-view.ts';
import { roomViewOf } from './room-view.ts';
import { useViewList } from './use-views.ts';

const shownCharacters = 200;
const arrowKeys = [
  { id: 'rail.keys.views', label: 'Views in the rail: go along them', place: 'Room', keys: '↑ ↓' },
] as const;

/** By the views' ids; a view of one's own has a star. */
const icons: Readonly<Record<string, ReactNode>> = {
  all: <Users />,
  hands: <Hand />,
  'not-raised': <UserMinus />,
  'no-rights': <Lock />,
  agents: <Hexagon />,
  phones: <Phone />,
  hidden: <EyeOff />,
  speaking: <AudioLines />,
  silent: <VolumeOff />,
  'poor-link': <Signal />,
  new: <Clock />,
  changed: <History />,
  left: <LogOut />,
};

export function RailViews({ session, isNarrow }: RailViewsSlotProps) {
  const view = viewOf(session.table);
  const { own, all, current } = useViewList(view);
  const counts = useViewCounts(session.table, all, true, filterOf(view).isAbsent);
  const unheard = explainNobodyHeard(useRoomStatus(session));
  useCommands(arrowKeys);
  const sections = [
    { title: 'Views', views: all.filter(isBuiltIn) },
    { title: 'Your views', views: own },
  ].filter(({ views }) => views.length > 0);

  function drawItem(each: RosterView): ReactNode {
    const { count, why } = describeView(each, counts, unheard);
    return (
      <li key={each.id}>
        <RailItem
          icon={icons[each.id] ?? <Star />}
          label={each.name}
          hint={why ?? spellHostileText(isBuiltIn(each) ? each.meaning : each.filter || 'everybody', shownCharacters)}
          count={count}
          keys={showKeys(nameViewCommand(each).keys) || undefined}
          isCurrent={each.id === current.id}
          currentAs="true"
          isNarrow={isNarrow}
          isSkippedByTab={each.id !== current.id}
          onSelect={() => roomViewOf(view).choose(each)}
        />
      </li>
    );
  }

  return (
    <div className="rail-scroll rail-views" role="group" aria-label="Views" onKeyDown={goAlong}>
      {sections.map(({ title, views }) => (
        <section key={title} aria-label={title}>
          <div className="rail-section" aria-hidden={isNarrow || undefined}>
            <span>{title}</span>
          </div>
          <ul>{views.map(drawItem)}</ul>
        </section>
      ))}
    </div>
  );
}

/** One of the views is on the way of Tab, so that it is not long; arrows go from one to the next. */
function goAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const items = [...event.currentTarget.querySelectorAll('button')];
  items[items.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
  event.preventDefault();
}
