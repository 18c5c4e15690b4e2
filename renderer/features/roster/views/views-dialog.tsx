/** The moderator's own views: rename, key, order, delete (and back again), and out and in as text. Each change is kept at once. */
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RosterView } from '#contract/domain/roster-preferences';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { FieldError } from '#renderer/components/text-field.tsx';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import { explainNameOff, findByName, moveView, putView, removeView, restoreView, viewKeys } from './own-views.ts';
import { keepViews } from './use-views.ts';
import { ExportViews } from './export-views.tsx';
import { ImportViews } from './import-views.tsx';
import './views.css';

const shownCharacters = 60;

interface Removed {
  view: RosterView;
  at: number;
}

export function ViewsDialog({ own, onClose }: { own: readonly RosterView[]; onClose: () => void }) {
  const [removed, setRemoved] = useState<Removed>();
  const [part, setPart] = useState<'list' | 'export' | 'import'>('list');
  const toList = (): void => setPart('list');
  if (part === 'export') return <ExportViews own={own} onBack={toList} onClose={onClose} />;
  if (part === 'import') return <ImportViews own={own} onBack={toList} onClose={onClose} />;

  async function remove(view: RosterView): Promise<void> {
    const at = own.indexOf(view);
    if (await keepViews(removeView(own, view.id))) setRemoved({ view, at });
  }

  async function restore({ view, at }: Removed): Promise<void> {
    if (await keepViews(restoreView(own, view, at))) setRemoved(undefined);
  }

  return (
    <Dialog
      title="Your views"
      isOpen
      onClose={onClose}
      quietActions={
        <>
          <Button size="large" look="quiet" onClick={() => setPart('import')}>
            Import…
          </Button>
          <Button
            size="large"
            look="quiet"
            offReason={own.length === 0 ? 'There is no view of yours yet.' : undefined}
            onClick={() => setPart('export')}
          >
            Export…
          </Button>
        </>
      }
      actions={
        <Button size="large" keys="Esc" onClick={onClose}>
          Close
        </Button>
      }
    >
      {own.length === 0 && (
        <p className="views-note">
          None yet. Filter, sort and lay out the columns as you want them, then choose Save view… The views that are
          always there stay as they are.
        </p>
      )}
      <ul className="views-list" aria-label="Your views">
        {own.map((view, index) => (
          <ViewRow
            key={view.id}
            own={own}
            view={view}
            isFirst={index === 0}
            isLast={index === own.length - 1}
            onRemove={() => void remove(view)}
          />
        ))}
      </ul>
      <div role="status">
        {removed && (
          <p className="views-removed">
            <span>{spellHostileText(removed.view.name, shownCharacters)} was deleted.</span>
            <Button size="small" onClick={() => void restore(removed)}>
              Undo
            </Button>
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface ViewRowProps {
  own: readonly RosterView[];
  view: RosterView;
  isFirst: boolean;
  isLast: boolean;
  onRemove: () => void;
}

function ViewRow({ own, view, isFirst, isLast, onRemove }: ViewRowProps) {
  const [name, setName] = useState(view.name);
  const spoken = spellHostileText(view.name, shownCharacters);
  const fault = explainRenameOff(own, view, name);
  const rename = (): void => {
    if (fault === undefined && name.trim() !== view.name) void keepViews(putView(own, { ...view, name: name.trim() }));
  };
  return (
    <li className="views-row">
      <div className="views-row-line">
        <input
          className="views-row-name"
          aria-label={`Name of ${spoken}`}
          aria-invalid={fault !== undefined}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename();
            else if (event.key === 'Escape' && name !== view.name) {
              event.stopPropagation();
              setName(view.name);
            }
          }}
        />
        <select
          className="views-row-key"
          aria-label={`Key of ${spoken}`}
          value={view.key ?? ''}
          onChange={({ target }) =>
            void keepViews(putView(own, { ...view, key: target.value === '' ? undefined : Number(target.value) }))
          }
        >
          <option value="">No key</option>
          {viewKeys.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
        <IconButton
          label={`Move ${spoken} up`}
          icon={<ArrowUp aria-hidden="true" />}
          offReason={isFirst ? 'It is the first.' : undefined}
          onClick={() => void keepViews(moveView(own, view.id, -1))}
        />
        <IconButton
          label={`Move ${spoken} down`}
          icon={<ArrowDown aria-hidden="true" />}
          offReason={isLast ? 'It is the last.' : undefined}
          onClick={() => void keepViews(moveView(own, view.id, 1))}
        />
        <IconButton label={`Delete ${spoken}`} icon={<Trash2 aria-hidden="true" />} onClick={onRemove} />
      </div>
      {fault === undefined ? (
        <p className="views-row-filter base-mono">
          {view.filter === '' ? 'everybody' : spellHostileText(view.filter, 200)}
        </p>
      ) : (
        <FieldError text={fault} />
      )}
    </li>
  );
}

function explainRenameOff(own: readonly RosterView[], view: RosterView, name: string): string | undefined {
  const other = findByName(own, name);
  if (other && other.id !== view.id) return 'Another of your views has this name.';
  return explainNameOff(name);
}
