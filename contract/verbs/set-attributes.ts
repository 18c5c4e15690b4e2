/**
 * Adds, changes and deletes attributes of a participant. The server merges by key and deletes on an empty value; it
 * checks only what one request brings, so the total is guarded here.
 */
import { mergeThreeWay } from '#contract/merge';
import type { PlanTarget } from '#contract/domain/action';
import { nameAttributeField } from '#contract/fields';
import type { GavelError } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';
import type { Planned, VerbDefinition } from '#contract/verbs/definition';
import { explain, explainAbsence, leaveAsIs, observePerson, refuse } from '#contract/verbs/definition';
import { checkText } from '#contract/verbs/text-checks';

type Attributes = Record<string, string>;

const reservedPrefixes = ['lk.', 'lktest.', 'sip.', 'ingress.'];

/** True for a key that LiveKit and its services write themselves. */
export function isReservedAttribute(key: string): boolean {
  return reservedPrefixes.some((prefix) => key.startsWith(prefix));
}

/** Bytes that a set of attributes takes as the server counts: keys and values. */
export function countAttributeBytes(attributes: Attributes): number {
  let total = 0;
  for (const [key, value] of Object.entries(attributes)) total += countBytes(key) + countBytes(value);
  return total;
}

/** The attributes after a change has been merged in; an empty value deletes its key. */
export function applyAttributes(attributes: Attributes, changes: Attributes): Attributes {
  const merged = new Map(Object.entries(attributes));
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') merged.delete(key);
    else merged.set(key, value);
  }
  // fromEntries and not assignment, for a key may be called __proto__.
  return Object.fromEntries(merged);
}

/** Those keys of `attributes` that `keys` names, sorted, so that equal sets give equal texts. */
function pick(attributes: Attributes, keys: Iterable<string>): Attributes {
  const names = [...keys].toSorted();
  return Object.fromEntries(names.flatMap((key) => (hasKey(attributes, key) ? [[key, read(attributes, key)]] : [])));
}

function hasKey(attributes: Attributes, key: string): boolean {
  return Object.hasOwn(attributes, key);
}

/** A missing key reads as empty, which is what the server makes of the two. */
function read(attributes: Attributes, key: string): string {
  return hasKey(attributes, key) ? (attributes[key] ?? '') : '';
}

function toText(attributes: Attributes): string {
  return JSON.stringify(attributes);
}

function checkChanges(changes: Attributes): GavelError | undefined {
  for (const [key, value] of Object.entries(changes)) {
    const error =
      checkText(key, 'key', limits.attributesBytes) ??
      checkText(value, nameAttributeField(key), limits.attributesBytes);
    if (error) return error;
  }
  return undefined;
}

/** Above the limit the person's next full reconnect fails; nothing on the server keeps from it. */
function checkTotal(now: Attributes, changes: Attributes): GavelError | undefined {
  const requestBytes = countAttributeBytes(changes);
  if (requestBytes > limits.attributesBytes) {
    // The names of deleted keys count too: a long rename may not fit, though what it leaves behind would.
    return explain(
      'limit_exceeded',
      `This change takes ${requestBytes} bytes; the server takes ${limits.attributesBytes} in one.`,
      { cure: 'Make it in two steps: save some of it first.' },
    );
  }
  const afterBytes = countAttributeBytes(applyAttributes(now, changes));
  if (afterBytes <= limits.attributesBytes || afterBytes <= countAttributeBytes(now)) return undefined;
  return explain(
    'limit_exceeded',
    `All attributes together would take ${afterBytes} bytes; above ${limits.attributesBytes} they could not reconnect.`,
    {
      likelyCause: 'The server checks each request alone, and refuses the person when they next reconnect.',
      cure: 'Delete or shorten other attributes first.',
    },
  );
}

function planConflict(identity: string, base: Attributes, mine: Attributes, theirs: Attributes): PlanTarget {
  const keys = Object.keys(mine);
  const conflict: NonNullable<PlanTarget['conflict']> = {
    base: toText(pick(base, keys)),
    mine: toText(mine),
    theirs: toText(pick(theirs, keys)),
  };
  const merged: [string, string][] = [];
  for (const key of keys) {
    const merge = mergeThreeWay(read(base, key), read(mine, key), read(theirs, key));
    if (merge.isMerged) merged.push([key, merge.text]);
  }
  if (merged.length === keys.length) conflict.merged = toText(Object.fromEntries(merged));
  return { target: identity, disposition: 'conflict', before: conflict.theirs, after: conflict.mine, conflict };
}

function warn(changes: Attributes, now: Attributes): string[] {
  const warnings: string[] = [];
  const reserved = Object.keys(changes).filter(isReservedAttribute);
  if (reserved.length > 0) {
    warnings.push(`LiveKit itself writes ${reserved.join(', ')}; a change can mislead the app, agents or phone calls.`);
  }
  if (Object.hasOwn(changes, '')) warnings.push('One key is empty; many apps cannot show it.');
  const totalBytes = countAttributeBytes(applyAttributes(now, changes));
  if (totalBytes > limits.attributesBytes) {
    warnings.push(`All attributes still take ${totalBytes} bytes, too much for the person to reconnect.`);
  }
  return warnings;
}

export const setAttributes: VerbDefinition<'participant.set-attributes'> = {
  verb: 'participant.set-attributes',
  label: 'Set attributes',
  key: 'A',
  reversibility: 'full',
  isConfirmedByMain: false,

  plan({ identity, changes, base }, person) {
    const allFields = Object.keys(changes).map(nameAttributeField);
    if (!person) {
      return refuse({ target: identity, before: '', after: toText(changes) }, allFields, explainAbsence(identity));
    }
    const theirs = person.attributes;
    // A write that changes nothing would still raise the version, be broadcast and refresh the token.
    const mine = pick(
      changes,
      Object.keys(changes).filter((key) => read(changes, key) !== read(theirs, key)),
    );
    const keys = Object.keys(mine);
    if (keys.length === 0) return leaveAsIs(identity, allFields, toText(pick(theirs, Object.keys(changes))));
    const fields = keys.map(nameAttributeField);
    const texts = { target: identity, before: toText(pick(theirs, keys)), after: toText(mine) };
    const error = checkChanges(mine) ?? checkTotal(theirs, mine);
    if (error) return refuse(texts, fields, error);
    const planned: Planned<'participant.set-attributes'> = {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings: warn(mine, theirs),
      reversibility: 'full',
      write: { identity, attributes: mine },
    };
    if (keys.every((key) => read(base, key) === read(theirs, key))) return planned;
    return { target: planConflict(identity, base, mine, theirs), fields, warnings: [], reversibility: 'none' };
  },

  readAnchor: () => '',

  observe({ before, write }, now) {
    const keys = Object.keys(write.attributes);
    return observePerson(before, now, ({ attributes }) => {
      const current = toText(pick(attributes, keys));
      const isAs = (wanted: Attributes): boolean => keys.every((key) => read(attributes, key) === read(wanted, key));
      if (isAs(write.attributes)) return { kind: 'seen', current };
      return { kind: isAs(before?.attributes ?? {}) ? 'unchanged' : 'different', current };
    });
  },

  invert({ before, write }) {
    if (!before) return null;
    const keys = Object.keys(write.attributes);
    return {
      verb: 'participant.set-attributes',
      parameters: {
        identity: write.identity,
        changes: Object.fromEntries(keys.map((key) => [key, read(before.attributes, key)])),
        base: Object.fromEntries(
          keys.flatMap((key) => (read(write.attributes, key) === '' ? [] : [[key, read(write.attributes, key)]])),
        ),
      },
    };
  },
};
