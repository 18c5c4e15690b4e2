/** The attributes of one participant: change, add and delete as drafts, saved together in one change. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { nameAttributeField, readAttributeFieldName } from '#contract/fields';
import { limits } from '#contract/text-size';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { Button } from '#renderer/components/button.tsx';
import { formatBytes, formatCount } from '#renderer/lib/format.ts';
import { showKeys, useCommands, type CommandDefinition } from '#renderer/lib/commands.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { Plus } from 'lucide-react';
import { collectChanges, countTotal, type AttributeChanges } from './attribute-changes.ts';
import { AttributeRow } from './attribute-row.tsx';
import type { DraftStore } from './draft-store.ts';
import { saveKeys } from './save-keys.ts';
import { SaveNote } from './save-note.tsx';
import type { FieldSaver } from './use-field-saver.ts';

export interface AttributesSectionProps {
  owner: string;
  attributes: Record<string, string>;
  drafts: DraftStore;
  saver: FieldSaver;
  onCopy: (key: string, text: string) => void;
  onSave: (change: AttributeChanges) => void;
}

/** Rows drawn at once: somebody may have thousands, each with a field of its own. A button brings the next ones. */
const pageSize = 200;

/** Its row handles the key by itself. */
const renameCommand = {
  id: 'attribute.rename',
  label: 'Rename the attribute or JSON member you are at',
  place: 'Person',
  keys: 'F2',
} as const satisfies CommandDefinition;

/** Of every JSON tree of a person, which handles them by itself. */
const treeCommands: readonly CommandDefinition[] = [
  { id: 'tree.value', label: 'JSON tree: change the value and its type', place: 'Person', keys: 'Enter' },
  { id: 'tree.add', label: 'JSON tree: add a member', place: 'Person', keys: ['a', 'Insert'] },
  { id: 'tree.remove', label: 'JSON tree: take the member out', place: 'Person', keys: 'Delete' },
  { id: 'tree.copy', label: 'JSON tree: copy the value', place: 'Person', keys: 'c' },
  { id: 'tree.move', label: 'JSON tree: move the member', place: 'Person', keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
];

export function AttributesSection({ owner, attributes, drafts, saver, onCopy, onSave }: AttributesSectionProps) {
  const draftFields = useSyncExternalStore(drafts.subscribe, () => drafts.fieldsOf(owner));
  const draftKeys = draftFields.map(readAttributeFieldName).filter((key) => key !== undefined);
  const keys = [...new Set([...Object.keys(attributes).toSorted(), ...draftKeys])];
  const [shownCount, setShownCount] = useState(pageSize);
  // What is being changed stays in sight, however far along it is.
  const shown = keys.filter((key, index) => index < shownCount || draftKeys.includes(key));
  const change = collectChanges(drafts, owner, draftKeys);
  const totalBytes = countTotal(attributes, change.changes);
  const verbOff = useVerbOff('participant.set-attributes');
  const offReason = verbOff ?? explainOff(Object.keys(change.changes).length, totalBytes);
  const save = (): void => {
    if (offReason === undefined) onSave(change);
  };
  useCommands([renameCommand, ...treeCommands]);
  const list = useRef<HTMLDivElement>(null);
  /** Its row may be drawn only now. */
  const focusRow = (key: string): void => {
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-field="${CSS.escape(nameAttributeField(key))}"]`);
      row?.querySelector('textarea')?.focus();
    });
  };
  return (
    <div ref={(element) => (element ? bindKeys({ [saveKeys]: save }, element) : undefined)}>
      {keys.length === 0 && <p className="inspector-nothing">None: this person’s app has set none.</p>}
      <div ref={list} className="inspector-attributes">
        {shown.map((key) => (
          <AttributeRow
            key={key}
            owner={owner}
            attributeKey={key}
            live={Object.hasOwn(attributes, key) ? attributes[key] : undefined}
            attributes={attributes}
            drafts={drafts}
            onRenamed={focusRow}
            onCopy={onCopy}
          />
        ))}
      </div>
      {keys.length > shown.length && (
        <Button size="small" look="quiet" onClick={() => setShownCount(shownCount + pageSize)}>
          Show {Math.min(pageSize, keys.length - shown.length)} more of {formatCount(keys.length - shown.length)}
        </Button>
      )}
      <NewAttribute
        taken={keys}
        onAdd={(key) => drafts.write(owner, nameAttributeField(key), { base: undefined, text: undefined })}
      />
      {draftKeys.length > 0 && (
        <>
          <p className="inspector-size" data-over={totalBytes > limits.attributesBytes}>
            {formatBytes(totalBytes)} of {formatBytes(limits.attributesBytes)} in all
          </p>
          <div className="inspector-buttons inspector-buttons-end">
            <Button
              size="small"
              look="quiet"
              onClick={() => draftKeys.forEach((key) => drafts.drop(owner, nameAttributeField(key)))}
            >
              Discard
            </Button>
            <Button size="small" look="primary" keys={showKeys(saveKeys)} offReason={offReason} onClick={save}>
              Save
            </Button>
          </div>
        </>
      )}
      <SaveNote saver={saver} />
    </div>
  );
}

function NewAttribute({ taken, onAdd }: { taken: readonly string[]; onAdd: (key: string) => void }) {
  const [key, setKey] = useState<string>();
  if (key === undefined) {
    return (
      <Button size="small" look="quiet" icon={<Plus aria-hidden="true" />} onClick={() => setKey('')}>
        Add
      </Button>
    );
  }
  const problem =
    key === '' ? 'Give it a name.' : taken.includes(key) ? 'It is there already: change it above.' : undefined;
  const add = (): void => {
    if (problem !== undefined) return;
    onAdd(key);
    setKey(undefined);
  };
  return (
    <form
      className="inspector-new-attribute"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setKey(undefined);
      }}
    >
      <input
        className="inspector-attribute-value"
        aria-label="Name of the new attribute"
        placeholder="name"
        value={key}
        // It appears because the moderator asked for it, so the caret belongs there.
        ref={(input) => input?.focus()}
        onChange={(event) => setKey(event.target.value)}
      />
      <Button size="small" type="submit" offReason={problem}>
        Add attribute
      </Button>
    </form>
  );
}

function explainOff(draftCount: number, totalBytes: number): string | undefined {
  if (draftCount === 0) return 'Nothing is changed.';
  if (totalBytes <= limits.attributesBytes) return undefined;
  return `All attributes together may take ${formatBytes(limits.attributesBytes)}; above it this person could not reconnect.`;
}
