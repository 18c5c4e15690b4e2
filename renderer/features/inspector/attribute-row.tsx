/** One attribute: its value in place, as a draft once it is touched, with what stands against it below. */
import { useMemo, useState, useSyncExternalStore } from 'react';
import { Copy, ListTree, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { nameAttributeField } from '#contract/fields';
import { isReservedAttribute } from '#contract/verbs/set-attributes';
import { IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { JsonTreeEditor } from '#renderer/components/json-tree-editor.tsx';
import { decodeMetadata } from '#renderer/lib/decode-metadata.ts';
import { isPlainText, tokenizeHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { useTextHistory } from '#renderer/lib/use-text-history.ts';
import { ConflictBox } from './conflict-box.tsx';
import { DecodedForms } from './decoded-forms.tsx';
import type { DraftStore } from './draft-store.ts';
import { carryRename, checkRename, describeRenameConflict, discardAttribute, draftRename } from './rename-attribute.ts';
import { RenameField } from './rename-field.tsx';
import { useDraft } from './use-draft.ts';

/** A value this long gets a line of its own below its key. */
const wideFromCharacters = 40;

export function AttributeRow(props: {
  owner: string;
  attributeKey: string;
  live: string | undefined;
  /** All of this person's, as they are on the server. */
  attributes: Record<string, string>;
  drafts: DraftStore;
  /** The row that now has the value takes the focus. */
  onRenamed: (to: string) => void;
  onCopy: (key: string, text: string) => void;
}) {
  const { owner, attributeKey, live, attributes, drafts } = props;
  const field = nameAttributeField(attributeKey);
  const { draft, state, conflict, type, keepMine, rebase } = useDraft(drafts, owner, field, live);
  const isDeleting = draft !== undefined && draft.text === undefined;
  const isReserved = isReservedAttribute(attributeKey);
  const text = isDeleting ? '' : (draft?.text ?? live ?? '');
  const isTreeLike = useMemo(() => /^\s*[[{]/.test(text) && decodeMetadata(text).kind === 'json', [text]);
  // By what is on the server, so that a field does not move while somebody types in it.
  const isWide = live !== undefined && (live.length > wideFromCharacters || /^\s*[[{]/.test(live));
  const [isTree, setTree] = useState(false);
  const history = useTextHistory(text, type);
  const [isRenaming, setRenaming] = useState(false);
  const carried = useSyncExternalStore(drafts.subscribe, () =>
    draft?.renamedTo === undefined ? undefined : drafts.read(owner, nameAttributeField(draft.renamedTo))?.text,
  );
  const renameConflict =
    conflict && draft?.renamedTo !== undefined
      ? describeRenameConflict({ ...draft, renamedTo: draft.renamedTo }, carried, live)
      : undefined;
  const carry = (value: string | undefined): void =>
    carryRename(drafts, { owner, from: attributeKey, live, text: value });
  const discard = (): void => discardAttribute(drafts, owner, attributeKey);
  const endRename = (to: string): void => {
    setRenaming(false);
    props.onRenamed(to);
  };
  return (
    <div
      className="inspector-attribute"
      data-field={field}
      data-state={draft ? state : undefined}
      data-wide={isWide || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'F2' || isDeleting) return;
        event.preventDefault();
        setRenaming(true);
      }}
    >
      <span className="inspector-attribute-key" title={attributeKey}>
        <HostileText text={attributeKey === '' ? '(no name)' : attributeKey} />
      </span>
      <textarea
        // As high as its text: a value may be long, and may have lines.
        className="inspector-attribute-value"
        rows={1}
        aria-label={`Attribute ${attributeKey}`}
        value={text}
        placeholder={describeAbsent(isDeleting, live, draft?.renamedTo)}
        spellCheck={false}
        dir="auto"
        // The server deletes a key that is given an empty value, so an emptied field says so at once.
        onChange={(event) => type(event.target.value === '' ? undefined : event.target.value)}
      />
      {isTreeLike && (
        <IconButton
          label={`${isTree ? 'Hide' : 'Show'} ${attributeKey} as a tree`}
          icon={<ListTree aria-hidden="true" />}
          aria-pressed={isTree}
          onClick={() => setTree(!isTree)}
        />
      )}
      {!isDeleting && (
        <IconButton
          label={`Rename attribute ${attributeKey}`}
          keys="F2"
          icon={<Pencil aria-hidden="true" />}
          onClick={() => setRenaming(true)}
        />
      )}
      {!isDeleting && (
        <IconButton
          label={`Copy attribute ${attributeKey} as JSON`}
          icon={<Copy aria-hidden="true" />}
          onClick={() => props.onCopy(attributeKey, text)}
        />
      )}
      {draft ? (
        <IconButton
          label={`Discard change of ${attributeKey}`}
          icon={<RotateCcw aria-hidden="true" />}
          onClick={discard}
        />
      ) : (
        <IconButton
          label={`Delete attribute ${attributeKey}`}
          icon={<Trash2 aria-hidden="true" />}
          onClick={() => type(undefined)}
        />
      )}
      {isTree && isTreeLike && (
        <div className="inspector-attribute-tree">
          <JsonTreeEditor
            label={`Tree of ${attributeKey}`}
            text={text}
            onChange={history.change}
            onUndo={history.undo}
            onRedo={history.redo}
            onCopy={(json) => props.onCopy(attributeKey, json)}
          />
        </div>
      )}
      {isRenaming && (
        <RenameField
          attributeKey={attributeKey}
          check={(to) => checkRename(drafts, { owner, attributes, from: attributeKey, to })}
          onRename={(to) => {
            draftRename(drafts, { owner, attributes, from: attributeKey, to });
            endRename(to);
          }}
          onCancel={() => endRename(attributeKey)}
        />
      )}
      {live !== undefined && hasHiddenCharacters(live) && (
        // A field draws characters as they are; what nobody would see in it is told below.
        <p className="inspector-hidden" aria-label={`Hidden characters in ${attributeKey}`}>
          <HostileText text={live} maxCharacters={500} />
        </p>
      )}
      {live !== undefined && !draft && <DecodedForms text={live} label={attributeKey} />}
      {draft && isReserved && (
        <p className="inspector-warning">
          LiveKit itself uses keys of this name; changing it may break agents or phone calls.
        </p>
      )}
      {conflict && (
        <ConflictBox
          what={`attribute ${attributeKey}`}
          conflict={renameConflict ?? conflict}
          onKeepMine={renameConflict ? () => carry(carried) : keepMine}
          onTakeTheirs={renameConflict ? () => carry(live) : discard}
          onMerge={renameConflict ? carry : rebase}
        />
      )}
    </div>
  );
}

function hasHiddenCharacters(text: string): boolean {
  return !isPlainText(text) && tokenizeHostileText(text).some(({ kind }) => kind !== 'text');
}

function describeAbsent(isDeleting: boolean, live: string | undefined, renamedTo: string | undefined): string {
  if (!isDeleting) return '';
  if (renamedTo !== undefined) return 'will be renamed';
  return live === undefined ? 'no value yet' : 'will be deleted';
}
