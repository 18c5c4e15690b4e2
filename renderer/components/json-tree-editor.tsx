/** JSON as a tree to edit by keyboard or pointer. Holds no draft: text in, changed text out; nothing else in it is touched. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  findFreeName,
  findNode,
  insertMember,
  isContainer,
  isNameTaken,
  parseJsonNodes,
  removeMember,
  renameMember,
  replaceValue,
  swapMembers,
  nameSteps,
} from '#renderer/lib/json-cst.ts';
import { JsonTreeRow, type JsonRowEdit } from './json-tree-row.tsx';
import { listJsonRows, nameJsonPath, rowsPerStep, type JsonRow } from './json-rows.ts';
import './json-tree.css';

/** Until a row is measured. */
const estimatedRowPx = 24;

export interface JsonTreeEditorProps {
  label: string;
  /** JSON; anything else is for a text editor. */
  text: string;
  onChange: (text: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  /** Takes a value as it is spelled; `names`: the keys that lead to the value, places where it lies in a list. */
  onCopy: (json: string, names: readonly string[]) => void;
}

export function JsonTreeEditor({ label, text, onChange, onUndo, onRedo, onCopy }: JsonTreeEditorProps) {
  const root = useMemo(() => parseJsonNodes(text), [text]);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(['']));
  const [steps, setSteps] = useState<ReadonlyMap<string, number>>(() => new Map());
  const [current, setCurrent] = useState('');
  const [edit, setEdit] = useState<JsonRowEdit>();
  const tree = useRef<HTMLDivElement>(null);
  const isFocusWanted = useRef(false);
  const rows = useMemo(() => (root ? listJsonRows(root, { open, steps }) : []), [root, open, steps]);
  const currentIndex = Math.max(
    0,
    rows.findIndex(({ id }) => id === current),
  );

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: () => estimatedRowPx,
    overscan: 10,
    getItemKey: (index) => rows[index]?.id ?? index,
    // The current row stays drawn out of sight: it has the focus, or gets it.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) =>
        [...new Set([...defaultRangeExtractor(range), currentIndex])].toSorted((one, other) => one - other),
      [currentIndex],
    ),
  });

  useLayoutEffect(() => {
    if (!isFocusWanted.current) return;
    isFocusWanted.current = false;
    virtualizer.scrollToIndex(currentIndex);
    // A row that is being edited has its field take the focus.
    if (!edit) tree.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  });

  if (!root) return <p className="json-tree-fault">This is not JSON, so there is no tree: edit it as text.</p>;

  function focusRow(id: string): void {
    isFocusWanted.current = true;
    setCurrent(id);
  }

  function setUnfolded(id: string, isOpen: boolean): void {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  }

  function change(next: string, id: string): void {
    setEdit(undefined);
    if (next !== text) onChange(next);
    focusRow(id);
  }

  function showMore(row: JsonRow): void {
    const id = nameJsonPath(row.path);
    const step = steps.get(id) ?? 1;
    setSteps(new Map(steps).set(id, step + 1));
    focusRow(nameJsonPath([...row.path, step * rowsPerStep]));
  }

  function remove(row: JsonRow): void {
    const position = row.path.at(-1);
    if (!row.parent || position === undefined) return;
    const above = row.path.slice(0, -1);
    const rest = row.parent.children.length - 1;
    const next = rest === 0 ? above : [...above, Math.min(position, rest - 1)];
    change(removeMember(text, row.parent, position), nameJsonPath(next));
  }

  /** Into an open container at its end, else after the row; its name or value is asked for at once. */
  function add(row: JsonRow): void {
    const isInside = isContainer(row.node) && (row.isOpen || row.node.children.length === 0 || !row.parent);
    const parent = isInside ? row.node : row.parent;
    if (!parent) return;
    const parentPath = isInside ? row.path : row.path.slice(0, -1);
    const position = isInside ? parent.children.length : (row.path.at(-1) ?? 0) + 1;
    const name = parent.kind === 'object' ? findFreeName(parent) : undefined;
    const id = nameJsonPath([...parentPath, position]);
    const parentId = nameJsonPath(parentPath);
    setUnfolded(parentId, true);
    setSteps(new Map(steps).set(parentId, Math.max(steps.get(parentId) ?? 1, Math.ceil((position + 1) / rowsPerStep))));
    change(insertMember(text, parent, position, 'null', name), id);
    setEdit({ id, part: name === undefined ? 'value' : 'key' });
  }

  function move(row: JsonRow, step: 1 | -1): void {
    const position = row.path.at(-1);
    if (!row.parent || position === undefined) return;
    const other = position + step;
    if (other < 0 || other >= row.parent.children.length) return;
    const id = nameJsonPath([...row.path.slice(0, -1), other]);
    change(swapMembers(text, row.parent, Math.min(position, other)), id);
  }

  function begin(row: JsonRow, part: JsonRowEdit['part']): void {
    if (row.moreCount !== undefined) return showMore(row);
    if (part === 'key' && !row.member?.key) return;
    setCurrent(row.id);
    setEdit({ id: row.id, part });
  }

  function onKeyDown(event: KeyboardEvent): void {
    // The field of a row that is being edited has its own keys.
    if (edit) return;
    const row = rows[currentIndex];
    if (!row) return;
    if (handleKey(event, row)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function handleKey(event: KeyboardEvent, row: JsonRow): boolean {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand) {
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) onUndo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) onRedo();
      else return false;
      isFocusWanted.current = true;
      return true;
    }
    if (event.altKey) {
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
      move(row, event.key === 'ArrowUp' ? -1 : 1);
      return true;
    }
    const goTo = (index: number): void => {
      const target = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (target) focusRow(target.id);
    };
    const isClosable = row.isOpen && row.moreCount === undefined;
    switch (event.key) {
      case 'ArrowDown':
        goTo(currentIndex + 1);
        return true;
      case 'ArrowUp':
        goTo(currentIndex - 1);
        return true;
      case 'Home':
        goTo(0);
        return true;
      case 'End':
        goTo(rows.length - 1);
        return true;
      case 'ArrowRight':
        if (row.isOpen) goTo(currentIndex + 1);
        else if (isContainer(row.node) && row.moreCount === undefined) setUnfolded(row.id, true);
        return true;
      case 'ArrowLeft':
        if (isClosable) setUnfolded(row.id, false);
        else focusRow(nameJsonPath(row.moreCount === undefined ? row.path.slice(0, -1) : row.path));
        return true;
      case ' ':
        if (isContainer(row.node)) setUnfolded(row.id, !row.isOpen);
        return true;
      case 'Enter':
        begin(row, 'value');
        return true;
      case 'F2':
        begin(row, 'key');
        return true;
      case 'c':
        if (row.moreCount === undefined)
          onCopy(text.slice(row.node.from, row.node.to), root ? nameSteps(root, row.path) : []);
        return true;
      case 'Delete':
        if (row.moreCount === undefined) remove(row);
        return true;
      case 'Insert':
      case 'a':
        if (row.moreCount === undefined) add(row);
        return true;
      default:
        return false;
    }
  }

  return (
    <div ref={tree} role="tree" aria-label={label} className="json-tree json-tree-editable" onKeyDown={onKeyDown}>
      <div role="none" className="json-tree-window" style={{ blockSize: `${virtualizer.getTotalSize()}px` }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={key}
                ref={virtualizer.measureElement}
                role="none"
                data-index={index}
                // For who offers more to do with a value than the tree does.
                data-json-steps={
                  root && row.moreCount === undefined ? JSON.stringify(nameSteps(root, row.path)) : undefined
                }
                className="json-tree-place"
                style={{ insetBlockStart: `${start}px` }}
              >
                <JsonTreeRow
                  row={row}
                  text={text}
                  isCurrent={index === currentIndex}
                  edit={edit?.id === row.id ? edit.part : undefined}
                  onChoose={() => focusRow(row.id)}
                  onToggle={() => setUnfolded(row.id, !row.isOpen)}
                  onBegin={(part) => begin(row, part)}
                  onMore={() => showMore(row)}
                  isTaken={(name) => row.parent !== undefined && isNameTaken(row.parent, name, row.path.at(-1) ?? -1)}
                  onRename={(name) => row.member && change(renameMember(text, row.member, name), row.id)}
                  onValue={(source) => {
                    const node = findNode(root, row.path);
                    if (node) change(replaceValue(text, node, source), row.id);
                  }}
                  onCancel={() => {
                    setEdit(undefined);
                    focusRow(row.id);
                  }}
                />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
