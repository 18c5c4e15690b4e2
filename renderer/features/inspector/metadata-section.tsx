/** Metadata of a participant or of the room: read as what it is, edited as a draft that no live update touches. */
import { useMemo, useRef, useState } from 'react';
import { countBytes, limits } from '#contract/text-size';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { Button } from '#renderer/components/button.tsx';
import { JsonEditor } from '#renderer/components/json-editor/json-editor.tsx';
import { JsonTreeEditor } from '#renderer/components/json-tree-editor.tsx';
import { JsonTree } from '#renderer/components/json-tree.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { decodeMetadata } from '#renderer/lib/decode-metadata.ts';
import { formatBytes } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { bindKeys, type KeyBindings } from '#renderer/lib/keys.ts';
import { readStyleNonce } from '#renderer/lib/style-nonce.ts';
import { useTextHistory } from '#renderer/lib/use-text-history.ts';
import { ConflictBox } from './conflict-box.tsx';
import { DecodedForms } from './decoded-forms.tsx';
import type { DraftStore } from './draft-store.ts';
import { saveKeys } from './save-keys.ts';
import { SaveNote } from './save-note.tsx';
import type { FieldSaver } from './use-field-saver.ts';
import { useDraft } from './use-draft.ts';

export interface MetadataSectionProps {
  /** What a save does, for the reason where the server does not allow it. */
  verb: 'participant.set-metadata' | 'room.set-metadata';
  /** Draft owner: the identity, or `room`. */
  owner: string;
  live: string;
  drafts: DraftStore;
  saver: FieldSaver;
  /** Sends the draft; `base` is the value that it started from. */
  onSave: (metadata: string, base: string) => void;
  /** Puts a value of the tree on the clipboard. */
  onCopy: (json: string, names: readonly string[]) => void;
  /** Said under the field before anybody can click: what the server cannot do with an empty value. */
  emptyHint: string | undefined;
  /** Begins to edit from anywhere in the window; none where the section is not always in sight. */
  editCommand?: CommandDefinition;
}

export function MetadataSection({
  verb,
  owner,
  live,
  drafts,
  saver,
  onCopy,
  onSave,
  emptyHint,
  editCommand,
}: MetadataSectionProps) {
  const { draft, state, conflict, type, discard, keepMine, rebase } = useDraft(drafts, owner, 'metadata', live);
  const [isEditing, setEditing] = useState(false);
  const verbOff = useVerbOff(verb);
  const editButton = useRef<HTMLButtonElement>(null);
  /** What was discarded last: a slip can be taken back until something else is typed. */
  const [discarded, setDiscarded] = useState<string>();
  const [isTree, setTree] = useState(false);
  const text = draft?.text ?? live;
  const isBeingEdited = draft !== undefined || isEditing;
  const isJson = useMemo(() => isBeingEdited && decodeMetadata(text).kind === 'json', [isBeingEdited, text]);
  const change = (next: string): void => {
    type(next);
    // While there is a draft it keeps the editor open, and it closes with it; typed back to the value, it stays open.
    setEditing(next === live);
  };
  const history = useTextHistory(text, change);
  useCommands(editCommand && !isBeingEdited ? [{ ...editCommand, run: () => setEditing(true) }] : []);

  if (!isBeingEdited) {
    return (
      <>
        <MetadataView text={live} />
        <DecodedForms text={live} label="metadata" />
        <div className="inspector-buttons">
          {discarded !== undefined && (
            <Button
              size="small"
              onClick={() => {
                type(discarded);
                setDiscarded(undefined);
              }}
            >
              Bring the draft back
            </Button>
          )}
          <Button
            ref={editButton}
            size="small"
            {...(editCommand ? { keys: showKeys(editCommand.keys) } : {})}
            onClick={() => setEditing(true)}
          >
            Edit metadata
          </Button>
        </div>
        <SaveNote saver={saver} />
      </>
    );
  }

  const sizeBytes = countBytes(text);
  const offReason = verbOff ?? explainOff(text, live, sizeBytes, emptyHint, conflict !== undefined);
  const isTreeShown = isTree && isJson;
  const close = (): void => {
    if (state !== 'same') setDiscarded(draft?.text);
    discard();
    setEditing(false);
    // Once the editor is gone, the focus is where it was opened.
    requestAnimationFrame(() => editButton.current?.focus());
  };
  const save = (): void => {
    if (offReason === undefined) onSave(text, draft?.base ?? live);
  };
  // Escape ends an edit that changed nothing; what was typed goes by its own button only.
  const listKeys = (): KeyBindings => (state === 'same' ? { [saveKeys]: save, Escape: close } : { [saveKeys]: save });
  return (
    <div className="inspector-edit" ref={(element) => (element ? bindKeys(listKeys(), element) : undefined)}>
      <div className="inspector-buttons" role="group" aria-label="Edit as">
        <Button size="small" aria-pressed={!isTreeShown} onClick={() => setTree(false)}>
          Text
        </Button>
        <Button
          size="small"
          aria-pressed={isTreeShown}
          offReason={isJson ? undefined : 'It is not JSON as it stands: the fault is marked in the text.'}
          onClick={() => setTree(true)}
        >
          Tree
        </Button>
      </div>
      {isTreeShown ? (
        <JsonTreeEditor
          label="Metadata tree"
          text={text}
          onChange={history.change}
          onUndo={history.undo}
          onRedo={history.redo}
          onCopy={onCopy}
        />
      ) : (
        <JsonEditor
          label="Metadata"
          value={text}
          onChange={change}
          styleNonce={readStyleNonce()}
          isJsonExpected={/^\s*[[{]/.test(text)}
          hasAutoFocus={isEditing}
        />
      )}
      <p className="inspector-size" data-over={sizeBytes > limits.metadataBytes}>
        {formatBytes(sizeBytes)} of {formatBytes(limits.metadataBytes)}
        {text === '' && emptyHint !== undefined ? ` · ${emptyHint}` : ''}
      </p>
      {conflict && (
        <ConflictBox what="metadata" conflict={conflict} onKeepMine={keepMine} onTakeTheirs={close} onMerge={rebase} />
      )}
      <SaveNote saver={saver} />
      <div className="inspector-buttons inspector-buttons-end">
        <Button size="small" look="quiet" {...(state === 'same' ? { keys: 'Esc' } : {})} onClick={close}>
          {state === 'same' ? 'Close' : 'Discard'}
        </Button>
        <Button size="small" look="primary" keys={showKeys(saveKeys)} offReason={offReason} onClick={save}>
          Save
        </Button>
      </div>
    </div>
  );
}

function explainOff(
  text: string,
  live: string,
  sizeBytes: number,
  emptyHint: string | undefined,
  isInConflict: boolean,
): string | undefined {
  if (isInConflict) return 'Choose first: keep yours, take theirs, or merge.';
  if (text === live) return 'Nothing is changed.';
  if (sizeBytes > limits.metadataBytes)
    return `It is longer than the server takes (${formatBytes(limits.metadataBytes)}).`;
  return text === '' ? emptyHint : undefined;
}

/** Metadata to read: a tree for JSON, text otherwise; empty and malformed said plainly. */
export function MetadataView({ text }: { text: string }) {
  const [isRaw, setRaw] = useState(false);
  const decoded = useMemo(() => decodeMetadata(text), [text]);
  if (decoded.kind === 'empty') return <p className="inspector-nothing">Empty: this person’s app has set none.</p>;
  return (
    <>
      <p className="inspector-size">
        {formatBytes(countBytes(text))} ·{' '}
        {decoded.kind === 'json' ? 'JSON' : decoded.kind === 'text' ? 'text' : 'malformed JSON'}
        {decoded.kind === 'json' && (
          <Button size="small" look="quiet" onClick={() => setRaw(!isRaw)}>
            {isRaw ? 'Tree' : 'Raw text'}
          </Button>
        )}
      </p>
      {decoded.kind === 'malformed' && (
        <p className="inspector-warning">It begins like JSON but is not: {decoded.reason}. Shown as text.</p>
      )}
      {decoded.kind === 'json' && !isRaw ? (
        <JsonTree value={decoded.value} label="Metadata" />
      ) : (
        <div className="inspector-raw base-selectable">
          <HostileText text={text} maxCharacters={20_000} />
        </div>
      )}
    </>
  );
}
