/** Keeps what is shown, filter, columns, sort and group, as a view under a name, with a key if one is wanted. */
import { useRef, useState, type FormEvent } from 'react';
import { preferenceLimits, type RosterView, type ViewContent } from '#contract/domain/roster-preferences';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { describeSortKeys } from '../roster-text.ts';
import { explainNameOff, findByName, putView } from './own-views.ts';
import { keepViews } from './use-views.ts';
import { ViewKeyChoice } from './view-key-choice.tsx';
import './views.css';

const formId = 'save-view';

export interface SaveViewDialogProps {
  own: readonly RosterView[];
  /** Name to begin with. */
  suggestion: string;
  readContent: () => ViewContent;
  /** Gets the view's id. */
  onSaved: (id: string) => void;
  onClose: () => void;
}

export function SaveViewDialog({ own, suggestion, readContent, onSaved, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState(suggestion);
  const [key, setKey] = useState<number>();
  const [content] = useState(readContent);
  const field = useRef<HTMLInputElement>(null);
  const known = findByName(own, name);
  const fault = name.trim() === '' ? undefined : explainNameOff(name);
  const offReason = explainNameOff(name) ?? (known ? undefined : explainFull(own));

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (offReason !== undefined) return;
    const id = known?.id ?? crypto.randomUUID();
    const view: RosterView = { id, name: name.trim(), ...content, key: key ?? known?.key };
    if (!(await keepViews(putView(own, view)))) return;
    onSaved(id);
    onClose();
  }

  return (
    <Dialog
      title="Save view"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={field}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" type="submit" form={formId} keys="Enter" offReason={offReason}>
            {known ? 'Replace' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={formId} className="views-form" onSubmit={(event) => void save(event)}>
        <TextField
          ref={field}
          label="Name"
          value={name}
          maxLength={preferenceLimits.nameCharacters}
          onValueChange={setName}
          error={fault}
          hint={
            known
              ? `A view of this name is there already: it is replaced.`
              : 'It is kept for this server, for all its rooms.'
          }
        />
        <ViewKeyChoice own={own} viewId={known?.id} value={key ?? known?.key} onValueChange={setKey} />
        <dl className="views-content">
          <dt>Filter</dt>
          <dd className="base-mono">{content.filter === '' ? 'everybody' : content.filter}</dd>
          <dt>Columns</dt>
          <dd>
            {content.columns
              ? `as they are now, ${content.columns.filter(({ isHidden }) => !isHidden).length} of them`
              : 'as they come'}
          </dd>
          <dt>Sort</dt>
          <dd>{describeSortKeys(content.sort)}</dd>
          <dt>Group</dt>
          <dd>{content.group ? describeSortKeys([content.group]) : 'none'}</dd>
        </dl>
      </form>
    </Dialog>
  );
}

function explainFull(own: readonly RosterView[]): string | undefined {
  return own.length < preferenceLimits.views
    ? undefined
    : `${preferenceLimits.views} views are kept for one server. Delete one first.`;
}
