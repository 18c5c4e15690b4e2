/** Reads the name of a field where it stands in a filter, and finds the field that it means. Pure. */
import { nameAttributeField, readAttributeFieldName } from '#contract/fields';
import { nameMetadataField, readMetadataFieldName } from '#contract/metadata-path';
import { readQuoted } from './quote.ts';
import type { FilterField, FilterLanguage, Place } from './types.ts';

/** A name as it is written: `can.publish`, `attr."any key"`, `meta.a["b.c"]`. */
export interface WrittenName extends Place {
  readonly text: string;
  readonly head: string;
  readonly steps: readonly string[];
  /** It ends in a dot or in a quote that is not closed. */
  readonly isCut: boolean;
}

const head = /[A-Za-z_][A-Za-z0-9_]*/y;
const step = /\.(?:("(?:[^"\\]|\\.)*")|([^\s()":=<>!.*[\]]+))|\[("(?:[^"\\]|\\.)*")\]/y;

/** The name that begins at a place, or undefined if none does. */
export function readNameAt(text: string, at: number): WrittenName | undefined {
  head.lastIndex = at;
  const found = head.exec(text);
  if (!found) return undefined;
  const steps: string[] = [];
  let end = head.lastIndex;
  for (;;) {
    step.lastIndex = end;
    const next = step.exec(text);
    if (!next) break;
    const quoted = next[1] ?? next[3];
    steps.push(quoted === undefined ? (next[2] ?? '') : readQuoted(quoted));
    end = step.lastIndex;
  }
  const isCut = text[end] === '.' || text[end] === '[';
  return { at, length: end - at, text: text.slice(at, end), head: found[0], steps, isCut };
}

/** The field that a written name means. Attributes and metadata have a field for every key and path. */
export function findField(name: WrittenName, language: FilterLanguage): FilterField | undefined {
  const { head: first, steps } = name;
  if (name.isCut) return undefined;
  if (first === 'attr' && language.hasOwnKeys.attributes) {
    return steps.length === 0 ? undefined : { name: nameAttributeField(steps.join('.')), type: 'text' };
  }
  if (first === 'meta' && language.hasOwnKeys.metadata) {
    const path = nameMetadataField(steps);
    return readMetadataFieldName(path) ? { name: path, type: 'text' } : undefined;
  }
  const wanted = [first, ...steps].join('.');
  return language.fields.get(wanted) ?? findWithoutCase(wanted, language);
}

/** The field of a name from the registry, as a tree of a filter holds it. */
export function findFieldByName(name: string, language: FilterLanguage): FilterField | undefined {
  const isKey = readAttributeFieldName(name) !== undefined || readMetadataFieldName(name) !== undefined;
  return language.fields.get(name) ?? (isKey ? { name, type: 'text' } : undefined);
}

/** True for a field whose name is found by its dot: alone it is a question, not a word to look for. */
export function isFieldAlone(name: WrittenName, language: FilterLanguage): boolean {
  if (name.steps.length === 0 && !name.isCut) return false;
  const { attributes, metadata } = language.hasOwnKeys;
  if ((name.head === 'attr' && attributes) || (name.head === 'meta' && metadata)) return true;
  const group = `${name.head.toLowerCase()}.`;
  for (const known of language.fields.keys()) if (known.toLowerCase().startsWith(group)) return true;
  return false;
}

function findWithoutCase(wanted: string, language: FilterLanguage): FilterField | undefined {
  const lower = wanted.toLowerCase();
  for (const [name, field] of language.fields) if (name.toLowerCase() === lower) return field;
  return undefined;
}
