/** What is said of a view where it can be chosen: its key, and how many it shows or why that cannot be known. Pure. */
import type { RosterView } from '#contract/domain/roster-preferences';
import type { CommandDefinition } from '#renderer/lib/commands.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { allView } from './built-in-views.ts';
import type { ViewCounts } from './count-views.ts';
import { needsLevels } from './needs-levels.ts';

const shownCharacters = 60;

export interface ViewDescription {
  /** Undefined until it was counted. */
  count: number | 'unknown' | undefined;
  /** Why the number is unknown. */
  why: string | undefined;
}

/** @param unheard why the server reports nothing of microphones here; undefined where it does */
export function describeView(view: RosterView, counts: ViewCounts, unheard: string | undefined): ViewDescription {
  const count = counts.get(view.id);
  if (unheard !== undefined && count === 0 && needsLevels(view.filter)) return { count: 'unknown', why: unheard };
  return { count, why: undefined };
}

/** The command that chooses a view. */
export function nameViewCommand({ id, name, key }: RosterView): CommandDefinition {
  const keys = id === allView.id ? '0' : key === undefined ? undefined : String(key);
  return {
    id: `view.show.${id}`,
    label: `View: ${spellHostileText(name, shownCharacters)}`,
    place: 'Room',
    ...(keys === undefined ? {} : { keys }),
  };
}
