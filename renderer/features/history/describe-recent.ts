/** The last values of one cell as lines of a tooltip, which can draw no boxes: hidden characters are spelled. Pure. */
import { nameValue } from '#renderer/features/roster/filter/name-value.ts';
import { formatTime } from '#renderer/lib/format.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { HistoryEntry } from './list-history.ts';
import { nameAuthor } from './name-author.ts';

const shownEntries = 4;
const shownCharacters = 60;

/** Empty where nothing has changed. */
export function describeRecent(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return '';
  const lines = entries.slice(0, shownEntries).map(({ atMs, field, before, after, author, source }) => {
    const [was, is] = [before, after].map((value) =>
      spellHostileText(nameValue(field, value), shownCharacters).replaceAll('\n', ' '),
    );
    return `${formatTime(atMs)}  ${was} → ${is}  (${nameAuthor(author.kind)}, ${source === 'api' ? 'API' : 'event'})`;
  });
  const rest = entries.length - shownEntries;
  return ['Changed:', ...lines, ...(rest > 0 ? [`and ${rest} more: press h`] : [])].join('\n');
}
