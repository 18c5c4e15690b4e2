/** The view in force beside the filter: which one, whether it was changed, and the menu of all with how many each shows. */
import { filterOf } from '../filter/roster-filter.ts';
import { ChevronDown, RotateCcw, Save, SquareStack } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { IconButton } from '#renderer/components/button.tsx';
import { Menu, type MenuChoice, type MenuOption, type MenuProps } from '#renderer/components/menu.tsx';
import { useCommands, type Command } from '#renderer/lib/commands.ts';
import { useRoomStatus } from '#renderer/features/shell/room-state.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { explainNobodyHeard } from '#renderer/room/explain-unheard.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { TableView } from '#renderer/table/types.ts';
import { isBuiltIn } from './built-in-views.ts';
import { useViewCounts, type ViewCounts } from './count-views.ts';
import { describeView, nameViewCommand } from './describe-view.ts';
import { putView } from './own-views.ts';
import { readContent, roomViewOf } from './room-view.ts';
import { rememberView } from './remember-view.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { keepViews, useViews } from './use-views.ts';
import { ViewsDialog } from './views-dialog.tsx';
import './views.css';

const place = 'Room';
const shownCharacters = 60;

export interface ViewsBarProps {
  session: RoomSession;
  view: TableView;
}

export function ViewsBar({ session, view }: ViewsBarProps) {
  const { own, all, current, isCurrentChanged } = useViews(view);
  const roomView = roomViewOf(view);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [open, setOpen] = useState<'save' | 'views'>();
  const counts = useViewCounts(session.table, all, isMenuOpen, filterOf(view).isAbsent);
  useEffect(() => {
    roomView.enter(current);
    const stopRemembering = rememberView(session.room, view);
    return () => {
      stopRemembering();
      roomView.leave();
    };
    // Only as the room comes to the front and goes: the view itself was put there when it was chosen.
    // eslint-disable-next-line react/exhaustive-deps
  }, [roomView]);

  const unheard = explainNobodyHeard(useRoomStatus(session));
  const name = spellHostileText(current.name, shownCharacters);
  const goBack = (): void => roomView.choose(current);
  const save = async (): Promise<void> => {
    if (await keepViews(putView(own, { ...current, ...readContent(view) }))) roomView.adopt(current.id);
  };
  const commands: Command[] = [
    ...all.map((each) => ({ ...nameViewCommand(each), run: () => roomView.choose(each) })),
    { id: 'view.save-as', label: 'Save view…', place, run: () => setOpen('save') },
    {
      id: 'view.save',
      label: 'Save the changes of the view',
      place,
      detail: current.name,
      offReason: explainSaveOff(current, isCurrentChanged),
      run: () => void save(),
    },
    {
      id: 'view.back',
      label: 'Back to the view as it is kept',
      place,
      detail: current.name,
      offReason: isCurrentChanged ? undefined : 'It was not changed.',
      run: goBack,
    },
    { id: 'view.manage', label: 'Views: rename, order, delete, export, import', place, run: () => setOpen('views') },
  ];
  useCommands(commands);

  const items: MenuProps['items'] = [
    listChoices('Views', all.filter(isBuiltIn)),
    ...(own.length === 0 ? [] : [listChoices('Your views', own)]),
    'separator',
    { label: 'Save view…', onSelect: () => setOpen('save') },
    { label: 'Rename, order, export, import…', onSelect: () => setOpen('views') },
  ];

  function listChoices(heading: string, views: readonly RosterView[]): MenuChoice {
    return {
      heading,
      value: current.id,
      closesOnChoose: true,
      choices: views.map((each) => describeOption(each, counts, unheard)),
      onChoose(id) {
        const next = views.find((each) => each.id === id);
        if (next) roomView.choose(next);
      },
    };
  }

  return (
    <div className="views-bar" role="group" aria-label="View">
      <Menu
        onOpenChange={setMenuOpen}
        trigger={
          <button
            type="button"
            className="button button-quiet views-choice"
            aria-label={`View: ${name}${isCurrentChanged ? ', changed' : ''}`}
            title={isBuiltIn(current) ? current.meaning : current.filter}
          >
            <SquareStack aria-hidden="true" />
            <span className="views-name">{name}</span>{' '}
            {isCurrentChanged && <span className="views-changed">changed</span>}
            <ChevronDown className="views-more" aria-hidden="true" />
          </button>
        }
        items={items}
      />
      {isCurrentChanged && (
        <>
          {!isBuiltIn(current) && (
            <IconButton
              label={`Save ${name} as it is now`}
              icon={<Save aria-hidden="true" />}
              onClick={() => void save()}
            />
          )}
          <IconButton
            label={`Back to ${name} as it is kept`}
            icon={<RotateCcw aria-hidden="true" />}
            onClick={goBack}
          />
        </>
      )}
      {open === 'save' && (
        <SaveViewDialog
          own={own}
          suggestion={isBuiltIn(current) ? '' : current.name}
          readContent={() => readContent(view)}
          onSaved={(id) => roomView.adopt(id)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'views' && <ViewsDialog own={own} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function describeOption(view: RosterView, counts: ViewCounts, unheard: string | undefined): MenuOption {
  const { keys } = nameViewCommand(view);
  const { count, why } = describeView(view, counts, unheard);
  return {
    value: view.id,
    label: spellHostileText(view.name, shownCharacters),
    hint: why ?? (isBuiltIn(view) ? view.meaning : view.filter),
    ...(typeof keys === 'string' ? { keys } : {}),
    ...(count === undefined ? {} : { detail: count === 'unknown' ? count : formatCount(count) }),
  };
}

function explainSaveOff(current: RosterView, isCurrentChanged: boolean): string | undefined {
  if (isBuiltIn(current))
    return `${current.name} is a view that is always there. Save view… keeps what is shown as one of yours.`;
  return isCurrentChanged ? undefined : 'It was not changed.';
}
