/**
 * JSON as the text it is: where each member stands, and edits that touch nothing else. Order, number spelling, blanks and
 * duplicate keys survive. Pure; every edit answers a new text.
 */
import { parser } from '@lezer/json';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

export interface JsonNode {
  kind: JsonKind;
  /** Of the value, in characters of the text. */
  from: number;
  to: number;
  children: JsonMember[];
}

/** A member of an object or an item of an array, with the place of its key if it has one. */
export interface JsonMember {
  from: number;
  key: { from: number; to: number; name: string } | undefined;
  value: JsonNode;
}

/** Positions in each container from the root on; names would not tell duplicate keys apart. */
export type JsonPath = readonly number[];

const kinds: Record<string, JsonKind> = {
  Object: 'object',
  Array: 'array',
  String: 'string',
  Number: 'number',
  True: 'true',
  False: 'false',
  Null: 'null',
};

/** The nodes of a text; undefined where it is not JSON. */
export function parseJsonNodes(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let root: JsonNode | undefined;
  const open: JsonNode[] = [];
  let key: JsonMember['key'];
  // Without recursion: a hostile text may be nested as deep as it is long.
  parser.parse(text).iterate({
    enter({ name, from, to }) {
      if (name === 'PropertyName') key = { from, to, name: JSON.parse(text.slice(from, to)) as string };
      const kind = kinds[name];
      if (!kind) return;
      const node: JsonNode = { kind, from, to, children: [] };
      open.at(-1)?.children.push({ from: key?.from ?? from, key, value: node });
      root ??= node;
      key = undefined;
      if (isContainer(node)) open.push(node);
    },
    leave({ name }) {
      if (name === 'Object' || name === 'Array') open.pop();
    },
  });
  return root;
}

export function isContainer({ kind }: Pick<JsonNode, 'kind'>): boolean {
  return kind === 'object' || kind === 'array';
}

/** The node at a path, or undefined. */
export function findNode(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const position of path) node = node?.children[position]?.value;
  return node;
}

/** The keys that lead to a node; in lists the place. */
export function nameSteps(root: JsonNode, path: JsonPath): string[] {
  const names: string[] = [];
  let node: JsonNode | undefined = root;
  for (const position of path) {
    const member: JsonMember | undefined = node?.children[position];
    names.push(member?.key?.name ?? String(position));
    node = member?.value;
  }
  return names;
}

/** True for what JSON takes as a number, in any spelling. */
export function isJsonNumber(source: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(source);
}

/** Puts another value in a node's place; `source` is JSON. */
export function replaceValue(text: string, { from, to }: JsonNode, source: string): string {
  return splice(text, from, to, source);
}

/** Gives a member another name. Whether a sibling has it already is for the caller to ask. */
export function renameMember(text: string, member: JsonMember, name: string): string {
  return member.key ? splice(text, member.key.from, member.key.to, JSON.stringify(name)) : text;
}

/** True where another member of the object has this name. */
export function isNameTaken(parent: JsonNode, name: string, except: number): boolean {
  return parent.children.some(({ key }, position) => position !== except && key?.name === name);
}

/** Takes a member out, with its comma. */
export function removeMember(text: string, parent: JsonNode, position: number): string {
  const member = parent.children[position];
  if (!member) return text;
  const next = parent.children[position + 1];
  if (next) return splice(text, member.from, next.from, '');
  const before = parent.children[position - 1];
  if (before) return splice(text, before.value.to, member.value.to, '');
  return splice(text, parent.from + 1, parent.to - 1, '');
}

/** Puts a member at a position, spaced as its neighbours are. `name` is left out in arrays. */
export function insertMember(
  text: string,
  parent: JsonNode,
  position: number,
  source: string,
  name: string | undefined,
): string {
  const { children } = parent;
  const first = children[0];
  const spaced = first?.key ? text.slice(first.key.to, first.value.from) : ':';
  const written = parent.kind === 'object' ? `${JSON.stringify(name ?? '')}${spaced}${source}` : source;
  if (!first) return splice(text, parent.from + 1, parent.to - 1, written);
  const second = children[1];
  // What stands before a member: a line and its indent, a blank, or nothing.
  const gap = second
    ? text.slice(first.value.to, second.from).replace(',', '')
    : text.slice(parent.from + 1, first.from);
  const before = children[position - 1];
  if (!before) return splice(text, first.from, first.from, `${written},${gap}`);
  return splice(text, before.value.to, before.value.to, `,${gap}${written}`);
}

/** Exchanges two neighbours; what stands between them stays. */
export function swapMembers(text: string, parent: JsonNode, position: number): string {
  const [one, other] = [parent.children[position], parent.children[position + 1]];
  if (!one || !other) return text;
  const [first, second] = [text.slice(one.from, one.value.to), text.slice(other.from, other.value.to)];
  const between = text.slice(one.value.to, other.from);
  return splice(text, one.from, other.value.to, `${second}${between}${first}`);
}

/** A name that no member has yet. */
export function findFreeName(parent: JsonNode): string {
  const names = new Set(parent.children.map(({ key }) => key?.name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'new' : `new${number}`;
    if (!names.has(name)) return name;
  }
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}
