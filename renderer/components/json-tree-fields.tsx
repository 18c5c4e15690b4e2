/** The two fields of a JSON tree's row: a member's name, and a value with its type. Enter takes it, Escape leaves it. */
import { useState, type KeyboardEvent } from 'react';
import { isJsonNumber, type JsonKind, type JsonNode } from '#renderer/lib/json-cst.ts';

const kinds: readonly JsonKind[] = ['string', 'number', 'true', 'false', 'null', 'object', 'array'];

export function JsonKeyField(props: {
  name: string;
  isTaken: (name: string) => boolean;
  onRename: (name: string) => void;
  onCancel: () => void;
}) {
  const [name, setName] = useState(props.name);
  const isTaken = name !== props.name && props.isTaken(name);
  return (
    <form
      className="json-tree-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === props.name) props.onCancel();
        else if (!isTaken) props.onRename(name);
      }}
      ref={(form) => (form ? takeEscape(form, props.onCancel) : undefined)}
      onKeyDown={keepKeys}
    >
      <input
        aria-label="Name of the member"
        aria-invalid={isTaken}
        value={name}
        spellCheck={false}
        // It appears because the moderator asked for it, so the caret belongs there.
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
      />
      {isTaken && <span className="json-tree-fault">There is one of this name already.</span>}
    </form>
  );
}

export function JsonValueField(props: {
  text: string;
  node: JsonNode;
  onValue: (source: string) => void;
  onCancel: () => void;
}) {
  const { text, node } = props;
  const source = text.slice(node.from, node.to);
  const [kind, setKind] = useState(node.kind);
  const [typed, setTyped] = useState(() => readTyped(node.kind, source));
  const fault = kind === 'number' && !isJsonNumber(typed.trim()) ? 'Not a number as JSON writes it.' : undefined;
  const hasField = kind === 'string' || kind === 'number';
  return (
    <form
      className="json-tree-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault !== undefined) return;
        // Unchanged stays as it is spelled: escapes in a string, all of an object.
        const isSame = kind === node.kind && (!hasField || typed === readTyped(kind, source));
        if (isSame) props.onCancel();
        else props.onValue(writeSource(kind, typed));
      }}
      ref={(form) => (form ? takeEscape(form, props.onCancel) : undefined)}
      onKeyDown={keepKeys}
    >
      <select
        aria-label="Type of the value"
        value={kind}
        autoFocus={!hasField}
        onChange={(event) => setKind(event.target.value as JsonKind)}
        onKeyDown={(event) => {
          // A list takes Enter for itself; here it ends the edit as in the field.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      >
        {kinds.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {hasField && (
        <textarea
          rows={1}
          aria-label="Value"
          aria-invalid={fault !== undefined}
          value={typed}
          spellCheck={false}
          dir="auto"
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      )}
      {fault !== undefined && <span className="json-tree-fault">{fault}</span>}
    </form>
  );
}

/** By the element itself, before whoever closes on Escape around it. */
function takeEscape(form: HTMLFormElement, onCancel: () => void): () => void {
  const listener = (event: globalThis.KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  };
  form.addEventListener('keydown', listener);
  return () => form.removeEventListener('keydown', listener);
}

/** The tree's keys are letters in a field; only what has a modifier is left to whom it belongs. */
function keepKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
}

function readTyped(kind: JsonKind, source: string): string {
  if (kind === 'string' && source.startsWith('"')) return JSON.parse(source) as string;
  return kind === 'number' && isJsonNumber(source) ? source : '';
}

function writeSource(kind: JsonKind, typed: string): string {
  switch (kind) {
    case 'string':
      return JSON.stringify(typed);
    case 'number':
      return typed.trim();
    case 'object':
      return '{}';
    case 'array':
      return '[]';
    case 'true':
    case 'false':
    case 'null':
      return kind;
    default:
      return kind satisfies never;
  }
}
