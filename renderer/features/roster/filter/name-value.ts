/** A value in words, where it stands alone: nothing and empty have a word too. */
import { findFieldByName } from '#contract/filter/field-names';
import { isUnknownValue } from '#contract/filter/compare-value';
import { participantLanguage } from '#contract/filter/participant-language';
import type { FilterLanguage } from '#contract/filter/types';
import { findWord } from '#contract/filter/value-word';
import type { CellValue } from '#renderer/table/types.ts';

export function nameValue(name: string, value: CellValue, language: FilterLanguage = participantLanguage): string {
  const field = findFieldByName(name, language);
  if (!field || value === undefined || isUnknownValue(field, value)) return 'unknown';
  if (value === null) return 'nothing';
  return value === '' ? 'empty' : findWord(field, value);
}
