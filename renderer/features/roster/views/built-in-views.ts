/** The views that every roster has, in the filter language. They leave the columns as they are. Pure. */
import type { RosterSort, RosterView } from '#contract/domain/roster-preferences';

export interface BuiltInView extends RosterView {
  isBuiltIn: true;
  /** What is shown, after its name. */
  meaning: string;
  /** What is said where nobody is shown. */
  whenEmpty?: string;
}

/** How people stand where nothing else is asked for. */
export const usualSort: readonly RosterSort[] = [{ column: 'identity', direction: 'ascending' }];

function make(id: string, name: string, filter: string, meaning: string, rest: Partial<BuiltInView> = {}): BuiltInView {
  return { id, name, filter, meaning, sort: usualSort, isBuiltIn: true, ...rest };
}

function lastFirst(column: string): Pick<RosterView, 'sort'> {
  return { sort: [{ column, direction: 'descending' }, ...usualSort] };
}

function longestFirst(column: string): Pick<RosterView, 'sort'> {
  return { sort: [{ column, direction: 'ascending' }, ...usualSort] };
}

/** Everybody: what is in force until another view is chosen. */
export const allView = make('all', 'All', '', 'everybody');

export const builtInViews: readonly BuiltInView[] = [
  allView,
  make('hands', 'Hands', 'is:raised', 'who has raised a hand, the first to do so first', {
    key: 1,
    ...longestFirst('hand'),
    whenEmpty:
      'Nobody has raised a hand. A hand is up while the attribute handRaisedAt holds the moment at which it was raised.',
  }),
  make('not-raised', 'Has not raised', 'is:person !is:raised !is:left', 'people who have not raised a hand', {
    key: 2,
  }),
  make('no-rights', 'No rights', '!can.publish', 'who may not publish', { key: 3 }),
  make('agents', 'Agents', 'is:agent', 'agents', { key: 4 }),
  make('phones', 'Phones', 'is:phone', 'who calls by phone', { key: 5 }),
  make('hidden', 'Hidden', 'is:hidden', 'who is not shown to the others', { key: 6 }),
  make('speaking', 'Speaking', 'is:speaking', 'who speaks now', { key: 7 }),
  make('silent', 'Silent over 10 min', 'silence>10m', 'who has a microphone and has not spoken for 10 minutes', {
    key: 8,
    ...longestFirst('silence'),
    whenEmpty:
      'Nobody is known to have been silent for 10 minutes. Of whom nothing was reported since this console came, it is not known: unknown:silence finds them.',
  }),
  make('poor-link', 'Poor link', 'is:poor', 'who has a poor or lost link', { key: 9 }),
  make('new', 'New in last minute', 'is:new', 'who joined in the last minute', lastFirst('joined')),
  make(
    'changed',
    'Changed in last minute',
    'is:changed',
    'whose data changed in the last minute',
    lastFirst('changed'),
  ),
  make('left', 'Left', 'is:left', 'who has left, the last to do so first', lastFirst('left')),
];

export function isBuiltIn(view: RosterView): view is BuiltInView {
  return 'isBuiltIn' in view;
}
