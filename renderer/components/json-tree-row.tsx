/** One line of an editable JSON tree: name and value to read, or one of the two in a field. */
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { isContainer, type JsonNode } from '#renderer/lib/json-cst.ts';
import { JsonKeyField, JsonValueField } from './json-tree-fields.tsx';
import { rowsPerStep, type JsonRow } from './json-rows.ts';

export interface JsonRowEdit {
  id: string;
  part: 'key' | 'value';
}

export interface JsonTreeRowProps {
  row: JsonRow;
  text: string;
  isCurrent: boolean;
  edit: JsonRowEdit['part'] | undefined;
  onChoose: () => void;
  onToggle: () => void;
  onBegin: (part: JsonRowEdit['part']) => void;
  onMore: () => void;
  /** Whether a sibling has this name. */
  isTaken: (name: string) => boolean;
  onRename: (name: string) => void;
  onValue: (source: string) => void;
  onCancel: () => void;
}

const shownCharacters = 500;

export function JsonTreeRow(props: JsonTreeRowProps) {
  const { row, text, isCurrent, edit } = props;
  const level = row.path.length + (row.moreCount === undefined ? 1 : 2);
  const item = {
    role: 'treeitem',
    'aria-level': level,
    'aria-setsize': row.setSize,
    'aria-posinset': row.position,
    'aria-selected': isCurrent,
    tabIndex: isCurrent ? 0 : -1,
    style: { paddingInlineStart: `${(level - 1) * 0.875}rem` },
  };
  if (row.moreCount !== undefined) {
    return (
      <div {...item} className="json-tree-row json-tree-more" onClick={props.onMore}>
        Show {Math.min(rowsPerStep, row.moreCount)} more of {row.moreCount}
      </div>
    );
  }
  const { node, member } = row;
  const name = member?.key?.name ?? (member ? String(row.path.at(-1)) : undefined);
  const value = describeValue(text, node);
  return (
    <div
      {...item}
      aria-expanded={isContainer(node) ? row.isOpen : undefined}
      aria-label={`${name ?? 'all'}: ${value.slice(0, 200)}`}
      className="json-tree-row"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('form')) return;
        props.onChoose();
      }}
      onDoubleClick={() => edit === undefined && props.onBegin('value')}
    >
      <span aria-hidden="true" className="json-tree-arrow" onClick={isContainer(node) ? props.onToggle : undefined}>
        {isContainer(node) ? (row.isOpen ? '▾' : '▸') : ''}
      </span>
      {edit === 'key' && member?.key ? (
        <JsonKeyField
          name={member.key.name}
          isTaken={props.isTaken}
          onRename={props.onRename}
          onCancel={props.onCancel}
        />
      ) : (
        name !== undefined && (
          <span className="json-tree-name">
            <HostileText text={name} />
          </span>
        )
      )}
      {edit === 'value' ? (
        <JsonValueField text={text} node={node} onValue={props.onValue} onCancel={props.onCancel} />
      ) : (
        <span className={`json-tree-value json-tree-${node.kind}`}>
          <HostileText text={value} maxCharacters={shownCharacters} />
        </span>
      )}
    </div>
  );
}

function describeValue(text: string, node: JsonNode): string {
  const count = node.children.length;
  if (node.kind === 'object') return `${count} ${count === 1 ? 'key' : 'keys'}`;
  if (node.kind === 'array') return `${count} ${count === 1 ? 'item' : 'items'}`;
  const source = text.slice(node.from, node.to);
  // As it reads and not as it is escaped; numbers as they are spelled.
  return node.kind === 'string' ? `“${JSON.parse(source) as string}”` : source;
}
