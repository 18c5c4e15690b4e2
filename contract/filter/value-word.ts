/** The word that stands for a value behind a field's sign. Pure. */
import type { CellValue } from '#contract/cell-value';
import type { FilterField } from './types.ts';

/** True for a field whose values are a few fixed words. */
export function hasFixedWords({ type, values }: FilterField): boolean {
  return type === 'track' || type === 'right' || type === 'boolean' || values !== undefined;
}

/** True for a field of which `none` says that there is nothing to know. */
export function hasNoneWord({ type, values }: FilterField): boolean {
  return type === 'track' || type === 'boolean' || (values !== undefined && !values.includes('none'));
}

/** As it is shown rather than as the server calls it: `person`, `on`, `yes`. */
export function findWord(field: FilterField, value: Exclude<CellValue, undefined>): string {
  if (value === null) return 'none';
  if (field.type === 'track') return value === 'live' ? 'on' : 'off';
  if (typeof value === 'boolean' && field.type === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && field.type === 'time') return writeMoment(value);
  if (typeof value === 'number' && field.type === 'duration') return `${Math.floor(value / 1_000)}s`;
  const alias = Object.entries(field.aliases ?? {}).find(([, meant]) => meant === value);
  return alias?.[0] ?? String(value);
}

/** To the second, in this computer's time zone. */
function writeMoment(timeMs: number): string {
  const time = new Date(timeMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}T${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
