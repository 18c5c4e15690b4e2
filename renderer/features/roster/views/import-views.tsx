/** Takes views in from a text or a file, opened or dropped: says what is in it, asks about names that are taken, and takes all or nothing. */
import { useEffect, useRef, useState } from 'react';
import { preferenceLimits, type RosterView } from '#contract/domain/roster-preferences';
import { maxViewsTextCharacters, type PortableView } from '#contract/domain/views-text';
import { parseFilter } from '#contract/filter/parse-filter';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { SegmentedChoice } from '#renderer/components/segmented-choice.tsx';
import { FieldError } from '#renderer/components/text-field.tsx';
import { actionStore } from '#renderer/features/actions/action-store.ts';
import { request } from '#renderer/lib/bridge.ts';
import { formatCount } from '#renderer/lib/format.ts';
import { spellHostileText } from '#renderer/lib/tokenize-hostile-text.ts';
import type { ViewsTextProps } from './export-views.tsx';
import { findByName, importViews, numberName, type Clash } from './own-views.ts';
import { readTextFile } from './read-text-file.ts';
import { keepViews } from './use-views.ts';

const shownCharacters = 60;
const readPauseMs = 250;

type Read = { views: readonly PortableView[] } | { fault: string };

export function ImportViews({ own, onBack, onClose }: ViewsTextProps) {
  const [text, setText] = useState('');
  const [clashes, setClashes] = useState<Readonly<Record<string, Clash>>>({});
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; fault?: string }>();
  /** How often the field was changed: a file that is read slowly must not take the place of what came after it. */
  const changes = useRef(0);
  const readText = useReadViews(text);
  const read = file?.fault === undefined ? readText : { fault: file.fault };
  const found = read && 'views' in read ? read.views : [];
  const imported = importViews(
    own,
    found,
    (name) => clashes[name] ?? 'both',
    () => crypto.randomUUID(),
  );
  const tooMany = imported.views.length > preferenceLimits.views;

  function write(next: string): void {
    changes.current++;
    setFile(undefined);
    setText(next);
  }

  /** A file that is no export leaves what stands in the field as it is. */
  async function open(files: FileList | null): Promise<void> {
    const [chosen] = files ?? [];
    if (!chosen) return;
    const change = ++changes.current;
    const found =
      files?.length === 1 ? await readTextFile(chosen, maxViewsTextCharacters) : { fault: 'Give one file at a time.' };
    if (change !== changes.current) return;
    setFile({ name: chosen.name, ...('fault' in found ? found : {}) });
    if ('text' in found) setText(found.text);
  }

  async function take(): Promise<void> {
    if (!(await keepViews(imported.views))) return;
    actionStore.notify({ tone: 'told', title: `Imported: ${countViews(imported.count)}` });
    onClose();
  }

  return (
    <Dialog
      title="Import views"
      isOpen
      onClose={onBack}
      isClosedByPressOutside={false}
      initialFocus={field}
      quietActions={
        <Button size="large" look="quiet" onClick={() => chooser.current?.click()}>
          Open a file…
        </Button>
      }
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onBack}>
            Back
          </Button>
          <Button
            size="large"
            look="primary"
            offReason={explainOff(read, imported.count, tooMany)}
            onClick={() => void take()}
          >
            Import
          </Button>
        </>
      }
    >
      <input
        ref={chooser}
        type="file"
        className="base-hidden"
        aria-label="File of exported views"
        tabIndex={-1}
        accept=".json,application/json,text/plain"
        onChange={({ target }) => {
          void open(target.files);
          // The same file may be chosen again after it was put right.
          target.value = '';
        }}
      />
      <textarea
        ref={field}
        className="base-text-area base-mono"
        aria-label="Text of exported views"
        placeholder="Paste the text of an export here, or drop its file."
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => write(event.target.value)}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void open(event.dataTransfer.files);
        }}
      />
      {file && (
        <p className="views-note">
          From the file <HostileText text={file.name} maxCharacters={shownCharacters} />.
        </p>
      )}
      {read && 'fault' in read && <FieldError text={read.fault} />}
      {found.length > 0 && (
        <ul className="views-list" aria-label="Views in the text">
          {found.map((view, index) => (
            <ImportRow
              // Names may be the same twice.
              key={`${index} ${view.name}`}
              own={own}
              view={view}
              clash={clashes[view.name] ?? 'both'}
              onClash={(clash) => setClashes({ ...clashes, [view.name]: clash })}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

interface ImportRowProps {
  own: readonly RosterView[];
  view: PortableView;
  clash: Clash;
  onClash: (clash: Clash) => void;
}

function ImportRow({ own, view, clash, onClash }: ImportRowProps) {
  const name = spellHostileText(view.name, shownCharacters);
  const numbered = numberName(own, view.name);
  const parsed = parseFilter(view.filter);
  return (
    <li className="views-row">
      <p>{name}</p>
      <p className="views-row-filter base-mono">
        {view.filter === '' ? 'everybody' : spellHostileText(view.filter, 200)}
      </p>
      {!parsed.ok && (
        <FieldError text={`Its filter is wrong here: ${parsed.errors[0]?.message ?? ''}. It is taken over as it is.`} />
      )}
      {numbered !== view.name && (
        <SegmentedChoice
          label={`The name ${name} is taken`}
          choices={[
            { value: 'both', label: `Keep both, as ${spellHostileText(numbered, shownCharacters)}` },
            ...(findByName(own, view.name) ? [{ value: 'replace' as const, label: 'Replace' }] : []),
            { value: 'skip', label: 'Leave out' },
          ]}
          value={clash}
          onValueChange={onClash}
        />
      )}
    </li>
  );
}

/** Main reads it; asked once the typing pauses. */
function useReadViews(text: string): Read | undefined {
  const [read, setRead] = useState<{ text: string; result: Read }>();
  useEffect(() => {
    if (text.trim() === '') return undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      void readViews(text).then((result) => {
        if (isWanted) setRead({ text, result });
      });
    }, readPauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return text.trim() !== '' && read?.text === text ? read.result : undefined;
}

async function readViews(text: string): Promise<Read> {
  if (text.length > maxViewsTextCharacters) return { fault: 'This text is too long to be an export of views.' };
  const answer = await request('roster:read-views-text', { text });
  return answer.ok ? { views: answer.value } : { fault: answer.error.message };
}

function explainOff(read: Read | undefined, count: number, tooMany: boolean): string | undefined {
  if (!read) return 'Paste the text of an export first, or open its file.';
  if ('fault' in read) return read.fault;
  if (tooMany) return `${preferenceLimits.views} views are kept for one server; these would be more.`;
  return count === 0 ? 'Nothing would be taken over.' : undefined;
}

function countViews(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'view' : 'views'}`;
}
