/** What an action changed, from its two values: member by member where both are JSON objects, else as two texts. */
import { decodeMetadata, ExactNumber, type JsonValue } from '#renderer/lib/decode-metadata.ts';

export interface MemberChange {
  /** Empty where the values are no objects. */
  name: string;
  /** Undefined where it did not exist. */
  was: string | undefined;
  now: string | undefined;
}

/** The members that differ; one change without a name where the values are not two objects; none where nothing differs. */
export function listChanges(before: string, after: string): MemberChange[] {
  if (before === after) return [];
  const [was, now] = [readObject(before), readObject(after)];
  if (!was || !now)
    return [{ name: '', was: before === '' ? undefined : before, now: after === '' ? undefined : after }];
  const changes: MemberChange[] = [];
  for (const name of new Set([...Object.keys(was), ...Object.keys(now)])) {
    const change = { name, was: readMember(was, name), now: readMember(now, name) };
    if (change.was !== change.now) changes.push(change);
  }
  return changes;
}

/** One line for a cell of a grid. */
export function summarizeChange(before: string, after: string): string {
  return listChanges(before, after)
    .map(({ name, was, now }) => {
      const label = name === '' ? '' : `${name}: `;
      return was === undefined ? `${label}${now ?? ''}` : `${label}${was} → ${now ?? 'none'}`;
    })
    .join(', ');
}

function readObject(text: string): Record<string, JsonValue> | undefined {
  if (text === '') return {};
  const decoded = decodeMetadata(text);
  if (decoded.kind !== 'json') return undefined;
  const { value } = decoded;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof ExactNumber) ? value : undefined;
}

function readMember(object: Record<string, JsonValue>, name: string): string | undefined {
  if (!Object.hasOwn(object, name)) return undefined;
  return write(object[name] as JsonValue);
}

function write(value: JsonValue): string {
  if (value instanceof ExactNumber) return value.source;
  return JSON.stringify(value, (_key, member: unknown) => (member instanceof ExactNumber ? member.source : member));
}
