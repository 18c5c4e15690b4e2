/** The display name of one participant, edited as a draft. */
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { Button } from '#renderer/components/button.tsx';
import { countBytes, limits } from '#contract/text-size';
import { showKeys } from '#renderer/lib/commands.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { ConflictBox } from './conflict-box.tsx';
import type { DraftStore } from './draft-store.ts';
import { saveKeys } from './save-keys.ts';
import { SaveNote } from './save-note.tsx';
import { useDraft } from './use-draft.ts';
import type { FieldSaver } from './use-field-saver.ts';

export interface NameSectionProps {
  owner: string;
  live: string;
  drafts: DraftStore;
  saver: FieldSaver;
  onSave: (name: string, base: string) => void;
}

export function NameSection({ owner, live, drafts, saver, onSave }: NameSectionProps) {
  const { draft, state, conflict, type, discard, keepMine, rebase } = useDraft(drafts, owner, 'name', live);
  const text = draft?.text ?? live;
  const verbOff = useVerbOff('participant.set-name');
  const offReason = verbOff ?? explainOff(text, live, conflict !== undefined);
  const save = (): void => {
    if (offReason === undefined) onSave(text, draft?.base ?? live);
  };
  return (
    <div className="inspector-name" ref={(element) => (element ? bindKeys({ [saveKeys]: save }, element) : undefined)}>
      <label className="inspector-name-label">
        name
        <input
          className="inspector-attribute-value"
          aria-label="Display name"
          value={text}
          dir="auto"
          spellCheck={false}
          onChange={(event) => type(event.target.value)}
        />
      </label>
      {conflict && (
        <ConflictBox what="name" conflict={conflict} onKeepMine={keepMine} onTakeTheirs={discard} onMerge={rebase} />
      )}
      {draft && state !== 'same' && (
        <div className="inspector-buttons inspector-buttons-end">
          <Button size="small" look="quiet" onClick={discard}>
            Discard
          </Button>
          <Button size="small" look="primary" keys={showKeys(saveKeys)} offReason={offReason} onClick={save}>
            Save name
          </Button>
        </div>
      )}
      <SaveNote saver={saver} />
    </div>
  );
}

function explainOff(text: string, live: string, isInConflict: boolean): string | undefined {
  if (isInConflict) return 'Choose first: keep yours, take theirs, or merge.';
  if (text === live) return 'Nothing is changed.';
  if (text === '') return 'The server cannot clear a name; save a space instead.';
  return countBytes(text) > limits.nameBytes ? 'It is longer than the server takes (256 bytes).' : undefined;
}
