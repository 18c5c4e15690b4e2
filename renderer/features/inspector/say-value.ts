/** A field's value in words: what it would be called in a filter, times as local time. Pure. */
import type { CellValue } from '#contract/cell-value';
import { findFieldByName } from '#contract/filter/field-names';
import { participantLanguage } from '#contract/filter/participant-language';
import { nameValue } from '#renderer/features/roster/filter/name-value.ts';
import { formatDateTimeMs } from '#renderer/lib/format.ts';

export function sayValue(name: string, value: CellValue): string {
  const field = findFieldByName(name, participantLanguage);
  if (field?.type === 'time' && typeof value === 'number') return formatDateTimeMs(value);
  if (field) return nameValue(name, value);
  if (value === undefined) return 'unknown';
  return value === null ? 'nothing' : String(value);
}
