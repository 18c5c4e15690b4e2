/** Whether a filter asks what the server reports of microphones: where nothing is reported, it can find nobody. Pure. */
import { parseFilter } from '#contract/filter/parse-filter';
import { heardFields } from '#renderer/room/explain-unheard.ts';

export function needsLevels(filter: string): boolean {
  const parsed = parseFilter(filter);
  return parsed.ok && heardFields.some((field) => parsed.filter.columns.has(field));
}
