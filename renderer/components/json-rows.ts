/** The lines of a JSON tree as they are drawn: what is open, in order, long containers in steps. Pure. */
import { isContainer, type JsonMember, type JsonNode, type JsonPath } from '#renderer/lib/json-cst.ts';

export interface JsonRow {
  /** The path as text, or the path of the container followed by `more`. */
  id: string;
  path: JsonPath;
  node: JsonNode;
  /** Of the member; undefined for the root. */
  member: JsonMember | undefined;
  parent: JsonNode | undefined;
  isOpen: boolean;
  /** Among all of its siblings, drawn or not; the first is 1. */
  position: number;
  setSize: number;
  /** Members of this container that wait for a step; set on the line that offers it. */
  moreCount?: number;
}

/** What is open and how far; paths as text. Absent: closed, and one step. */
export interface JsonUnfolded {
  open: ReadonlySet<string>;
  steps: ReadonlyMap<string, number>;
}

/** Members of one container drawn at once. */
export const rowsPerStep = 200;

export function nameJsonPath(path: JsonPath): string {
  return path.join('/');
}

export function listJsonRows(root: JsonNode, { open, steps }: JsonUnfolded): JsonRow[] {
  const rows: JsonRow[] = [];
  function add(node: JsonNode, path: JsonPath, member: JsonMember | undefined, parent: JsonNode | undefined): void {
    const id = nameJsonPath(path);
    const isOpen = isContainer(node) && open.has(id);
    const [position, setSize] = [(path.at(-1) ?? 0) + 1, parent?.children.length ?? 1];
    rows.push({ id, path, node, member, parent, isOpen, position, setSize });
    if (!isOpen) return;
    const shownCount = rowsPerStep * (steps.get(id) ?? 1);
    node.children.slice(0, shownCount).forEach((child, index) => add(child.value, [...path, index], child, node));
    const moreCount = node.children.length - shownCount;
    if (moreCount <= 0) return;
    const rest = { position: shownCount + 1, setSize: node.children.length, moreCount };
    rows.push({ id: `${id}/more`, path, node, member, parent: node, isOpen: false, ...rest });
  }
  add(root, [], undefined, undefined);
  return rows;
}
