/**
 * Hides values as data leaves the window: by field name, where `*` stands for any part. What lies below a masked path of
 * metadata is hidden with it; all else of the text stays as it is spelled. Pure.
 */
import type { CellValue } from '#contract/cell-value';
import { participantFields, readAttributeFieldName } from '#contract/fields';
import { readMetadataFieldName } from '#contract/metadata-path';
import { parseJsonNodes, type JsonNode } from './json-cst.ts';

/** Stands for what is hidden. */
export const maskedText = '[masked]';

export interface Masks {
  /** True where nothing is hidden. */
  readonly isEmpty: boolean;
  /** Unknown and nothing stay what they are: that there is no value tells nothing of it. */
  maskCell(field: string, value: CellValue): CellValue;
  /** Facts, session and sessions of somebody as they may be written as JSON; the same value where nothing is hidden. */
  maskPerson<Value>(value: Value): Value;
  /** What is hidden of a cell: all of it, or parts of a metadata text as they are spelled. */
  listHidden(field: string, value: CellValue): string[];
}

type Matches = (text: string) => boolean;

/** Where the facts of a person keep what a field shows. Fields that are not named here are kept under their own name. */
const factsOfFields: Readonly<Record<string, readonly string[]>> = {
  joined: ['joinedAtMs'],
  reason: ['reason', 'disconnectReason', 'leftReason'],
  kind: ['kind', 'kindDetails'],
  mic: ['tracks'],
  camera: ['tracks'],
  screen: ['tracks'],
  hidden: ['permission'],
  speaking: ['isSpeaking'],
  seen: ['seenAtMs'],
  changed: ['changedAtMs'],
};

/** Why a mask cannot be understood, or names no field; undefined where it hides something. */
export function findMaskFault(mask: string): string | undefined {
  const read = readMask(mask);
  const isField = read?.kind !== 'field' || participantFields.some(({ name }) => read.matches(name));
  if (read && isField) return undefined;
  return 'Write a field’s name, such as attr.email, attr."sip.*", meta.contact.phone or name.';
}

/** @param masks what cannot be understood hides nothing; `findMaskFault` says so when it is typed */
export function compileMasks(masks: readonly string[]): Masks {
  const fields: Matches[] = [];
  const keys: Matches[] = [];
  const paths: Matches[][] = [];
  for (const mask of masks) {
    const read = readMask(mask);
    if (read?.kind === 'attribute') keys.push(read.matches);
    else if (read?.kind === 'path') paths.push(read.steps);
    else if (read) fields.push(read.matches);
  }
  /** Below it nothing is hidden that was not hidden above. */
  const deepest = Math.max(0, ...paths.map((steps) => steps.length));
  const hidesField = (name: string): boolean => fields.some((matches) => matches(name));
  const hidesKey = (key: string): boolean => hidesField('attributes') || keys.some((matches) => matches(key));
  const hidesPath = (path: readonly string[]): boolean =>
    paths.some((steps) => steps.length <= path.length && steps.every((matches, depth) => matches(path[depth] ?? '')));

  function hides(field: string): boolean {
    const key = readAttributeFieldName(field);
    if (key !== undefined) return hidesField(field) || hidesKey(key);
    const path = readMetadataFieldName(field);
    if (path) return hidesField('metadata') || hidesPath(path);
    // A path that is too long to be read may be any.
    if (/^meta[.[]/.test(field)) return hidesField('metadata') || paths.length > 0;
    return hidesField(field);
  }

  function maskMetadata(text: string): string {
    if (text === '') return text;
    if (hidesField('metadata')) return maskedText;
    if (paths.length === 0) return text;
    const root = parseJsonNodes(text);
    // What is no JSON has no paths, and what a mask is to hide may stand anywhere in it.
    return root ? hideBelow(text, root, hidesPath, deepest) : maskedText;
  }

  function maskCell(field: string, value: CellValue): CellValue {
    if (value === undefined || value === null) return value;
    if (field === 'metadata' && typeof value === 'string') return maskMetadata(value);
    if (hides(field)) return maskedText;
    const path = readMetadataFieldName(field);
    // A path may end in an object of which a part is hidden.
    if (!path || typeof value !== 'string' || paths.length === 0) return value;
    const root = parseJsonNodes(value);
    return root && root.children.length > 0
      ? hideBelow(value, root, (below) => hidesPath([...path, ...below]), deepest)
      : value;
  }

  const isEmpty = fields.length + keys.length + paths.length === 0;
  const hiddenFacts = new Set(
    participantFields
      .filter(({ name }) => hidesField(name))
      .flatMap(({ name, group }) => (group === 'can' ? ['permission'] : (factsOfFields[name] ?? [name]))),
  );

  /** Facts are as deep as they are typed; what people write is in texts. */
  function maskTree(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(maskTree);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, maskPart(name, part)]));
  }

  function maskPart(name: string, part: unknown): unknown {
    if (part === undefined || part === null) return part;
    if (name === 'metadata' && typeof part === 'string') return maskMetadata(part);
    if (hiddenFacts.has(name)) return maskedText;
    if (name !== 'attributes') return maskTree(part);
    return Object.fromEntries(
      Object.entries(part).map(([key, text]): [string, unknown] => [key, hidesKey(key) ? maskedText : text]),
    );
  }

  return {
    isEmpty,
    maskCell,
    maskPerson: (value) => (isEmpty ? value : (maskTree(value) as typeof value)),
    listHidden(field, value) {
      if (value === undefined || value === null || value === '') return [];
      if (hides(field)) return [String(value)];
      const root = field === 'metadata' && paths.length > 0 ? parseJsonNodes(String(value)) : undefined;
      return root ? listHiddenNodes(root, hidesPath, deepest).map(({ from, to }) => String(value).slice(from, to)) : [];
    },
  };
}

type ReadMask = { kind: 'field' | 'attribute'; matches: Matches } | { kind: 'path'; steps: Matches[] };

function readMask(mask: string): ReadMask | undefined {
  if (mask.startsWith('attr.')) {
    const rest = mask.slice('attr.'.length);
    const key = rest.startsWith('"') ? readAttributeFieldName(mask) : rest;
    return key === undefined || rest === '' ? undefined : { kind: 'attribute', matches: compilePattern(key) };
  }
  if (mask.startsWith('meta.') || mask.startsWith('meta[')) {
    // A step of a path is a name, or anything in quotes; here a name may hold stars.
    const steps = readMetadataFieldName(mask.replaceAll(/\.([A-Za-z0-9_*-]*\*[A-Za-z0-9_*-]*)(?=[.[]|$)/g, '["$1"]'));
    return steps && { kind: 'path', steps: steps.map(compilePattern) };
  }
  return /^[A-Za-z*][A-Za-z0-9.*]*$/.test(mask) ? { kind: 'field', matches: compilePattern(mask) } : undefined;
}

/** Case counts: keys that differ in it are different keys. */
function compilePattern(pattern: string): Matches {
  const parts = pattern.split('*');
  if (parts.length === 1) return (text) => text === pattern;
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  // Without a regular expression: a pattern of many stars then takes no longer than the text is.
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length) return false;
    let from = first.length;
    for (const part of rest) {
      const at = text.indexOf(part, from);
      if (at === -1) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

/** Without recursion: the text may be nested as deep as it is long. Items of a list are steps as well: their place is. */
function listHiddenNodes(root: JsonNode, hidesPath: (path: readonly string[]) => boolean, deepest: number): JsonNode[] {
  const hidden: JsonNode[] = [];
  const waiting: { node: JsonNode; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const [position, { key, value }] of next.node.children.entries()) {
      const path = [...next.path, key?.name ?? String(position)];
      if (hidesPath(path)) hidden.push(value);
      else if (path.length < deepest) waiting.push({ node: value, path });
    }
  }
  return hidden.toSorted((one, other) => one.from - other.from);
}

function hideBelow(text: string, ...[root, hidesPath, deepest]: Parameters<typeof listHiddenNodes>): string {
  const parts: string[] = [];
  let end = 0;
  for (const { from, to } of listHiddenNodes(root, hidesPath, deepest)) {
    parts.push(text.slice(end, from), JSON.stringify(maskedText));
    end = to;
  }
  return [...parts, text.slice(end)].join('');
}
