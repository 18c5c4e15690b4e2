/** One participant, whole: every field, attributes, rights, metadata, tracks; fields ⇄ raw JSON; edits as drafts. */
import { useCallback, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Copy, X } from 'lucide-react';
import { nameAttributeField, participantFields, type FieldSubject } from '#contract/fields';
import { nameMetadataField } from '#contract/metadata-path';
import type { Right } from '#contract/domain/right';
import { Button, IconButton } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { JsonTree } from '#renderer/components/json-tree.tsx';
import { KindIcon, nameKind } from '#renderer/components/glyphs/kind-icon.tsx';
import { SourceLamps } from '#renderer/components/glyphs/source-lamps.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { HistorySection } from '#renderer/features/history/history-section.tsx';
import { writeHistoryJson } from '#renderer/features/history/write-history-json.ts';
import { useHistory } from '#renderer/features/history/use-history.ts';
import { maskJson } from '#renderer/features/grid-tools/export/list-export.ts';
import { readMasks } from '#renderer/features/roster/preferences-store.ts';
import { useMarks } from '#renderer/features/roster/use-marks.ts';
import { FieldFilterMenu } from '#renderer/features/roster/filter/field-filter-menu.tsx';
import { inspectorCommand } from '#renderer/features/shell/room-commands.ts';
import { showKeys, type CommandDefinition } from '#renderer/lib/commands.ts';
import { copyText } from '#renderer/lib/copy-text.ts';
import { formatCount } from '#renderer/lib/format.ts';
import type { JsonValue } from '#renderer/lib/decode-metadata.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import type { PersonSession } from '#renderer/room/person-sessions.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { markSeen, readBaseline, type Baseline } from './baselines.ts';
import { ChangesView } from './changes-view.tsx';
import { diffPerson } from './diff-person.ts';
import { settleAttributes } from './attribute-changes.ts';
import { AttributesSection } from './attributes-section.tsx';
import {
  copyJson,
  writeJson,
  writePersonJson,
  writeSectionJson,
  writeTextJson,
  type PersonSection,
} from './copy-json.ts';
import { copyPersonCommand } from './person-commands.ts';
import { describeParticipant, type InspectorRow } from './describe-participant.ts';
import { settleDraft, type DraftStore } from './draft-store.ts';
import { DoubtNotes } from './doubt-notes.tsx';
import { LeftPerson } from './left-person.tsx';
import { MetadataSection } from './metadata-section.tsx';
import { InspectorFold } from './inspector-fold.tsx';
import { NameSection } from './name-section.tsx';
import { RightsSection } from './rights-section.tsx';
import { SeveralPeople } from './several-people.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TracksSection } from './tracks-section.tsx';
import { useFieldSaver } from './use-field-saver.ts';
import { ValueRows } from './value-rows.tsx';
import './inspector.css';

export interface InspectorProps {
  session: RoomSession;
  /** Who is shown; undefined while nobody is chosen. */
  identity: string | undefined;
  drafts: DraftStore;
  actions: ActionStore;
  onClose: () => void;
}

const editMetadataCommand = {
  id: 'person.metadata',
  label: 'Edit the metadata of the chosen person',
  place: 'Person',
  keys: 'e',
} as const satisfies CommandDefinition;

const emptyHint = 'The server cannot clear a person’s metadata; save {} or a space instead.';

export function Inspector(props: InspectorProps) {
  const marks = useMarks(props.session.table);
  const [isOne, setOne] = useState(false);
  const isSeveral = marks.identities.length > 1;
  // Marks that are made later are about several again.
  if (isOne && !isSeveral) setOne(false);
  if (!isSeveral) return <OnePerson {...props} />;
  const { session, identity, onClose } = props;
  const choice = identity !== undefined && (
    <div className="inspector-buttons" role="group" aria-label="Shown people">
      <Button size="small" aria-pressed={!isOne} onClick={() => setOne(false)}>
        {formatCount(marks.identities.length)} marked
      </Button>
      <Button size="small" aria-pressed={isOne} onClick={() => setOne(true)}>
        Chosen one
      </Button>
    </div>
  );
  if (isOne) return <OnePerson {...props} choice={choice} />;
  return (
    <section className="inspector" role="region" aria-label="Inspector">
      <header className="inspector-head">
        <h2 className="inspector-identity">{formatCount(marks.identities.length)} marked</h2>
        <CloseButton onClose={onClose} />
      </header>
      {choice}
      <SeveralPeople table={session.table} marks={marks} />
    </section>
  );
}

function CloseButton({ onClose }: Pick<InspectorProps, 'onClose'>) {
  return (
    <IconButton
      label="Close Inspector"
      keys={showKeys(inspectorCommand.keys)}
      icon={<X aria-hidden="true" />}
      onClick={onClose}
    />
  );
}

function OnePerson(props: InspectorProps & { choice?: ReactNode }) {
  const { session, identity, drafts, actions, onClose, choice } = props;
  return (
    <section className="inspector" role="region" aria-label="Inspector">
      <header className="inspector-head">
        <h2 className="inspector-identity">
          {identity === undefined ? 'Nobody chosen' : <HostileText text={identity} />}
        </h2>
        {identity !== undefined && (
          <IconButton
            label="Copy identity"
            icon={<Copy aria-hidden="true" />}
            onClick={() => void copyText(String(readMasks().maskCell('identity', identity)))}
          />
        )}
        <CloseButton onClose={onClose} />
      </header>
      {choice}
      {identity === undefined ? (
        <p className="inspector-empty">
          Choose somebody in the grid: their fields, attributes, rights, metadata and tracks show here.
        </p>
      ) : (
        <Person key={identity} session={session} identity={identity} drafts={drafts} actions={actions} />
      )}
    </section>
  );
}

interface PersonProps {
  session: RoomSession;
  identity: string;
  drafts: DraftStore;
  actions: ActionStore;
}

function Person({ session, identity, drafts, actions }: PersonProps) {
  const subscribe = useCallback(
    (listener: () => void) => session.subscribeParticipant(identity, listener),
    [session, identity],
  );
  const subject = useSyncExternalStore(subscribe, () => session.participant(identity));
  const [view, setView] = useState<'fields' | 'json' | 'changes'>('fields');
  const [marked, setMarked] = useState<Baseline>();
  if (!subject)
    return (
      <LeftPerson identity={identity} sessions={session.sessionsOf(identity)} drafts={drafts} actions={actions}>
        <HistoryFold session={session} identity={identity} actions={actions} />
      </LeftPerson>
    );
  const { facts, session: seen } = subject;
  const baseline = marked ?? readBaseline(session, subject);
  const differences = diffPerson(baseline.subject, subject);
  return (
    <>
      <div className="inspector-summary">
        <KindIcon kind={facts.kind} isHidden={facts.permission?.hidden === true} />
        <span className="inspector-summary-text">
          {facts.name !== '' && (
            <>
              <HostileText text={facts.name} maxCharacters={256} /> ·{' '}
            </>
          )}
          {nameKind(facts.kind)} · {seen.leftAtMs === undefined ? facts.state : 'left'}
        </span>
        <SourceLamps source={seen.source} />
      </div>
      <DoubtNotes doubts={seen.doubts} />
      <div className="inspector-buttons" role="group" aria-label="Shown as">
        <Button size="small" aria-pressed={view === 'fields'} onClick={() => setView('fields')}>
          Fields
        </Button>
        <Button size="small" aria-pressed={view === 'json'} onClick={() => setView('json')}>
          Raw JSON
        </Button>
        <Button size="small" aria-pressed={view === 'changes'} onClick={() => setView('changes')}>
          Changes {differences.length > 0 && formatCount(differences.length)}
        </Button>
      </div>
      {view === 'json' && <RawJson subject={subject} sessions={session.sessionsOf(identity)} actions={actions} />}
      {view === 'fields' && <Sections session={session} subject={subject} drafts={drafts} actions={actions} />}
      {view === 'changes' && (
        <ChangesView
          baseline={baseline}
          differences={differences}
          onSeen={() => setMarked(markSeen(session, subject))}
        />
      )}
    </>
  );
}

function Sections(props: { session: RoomSession; subject: FieldSubject; drafts: DraftStore; actions: ActionStore }) {
  const { session, subject, drafts, actions } = props;
  const { facts } = subject;
  const { identity } = facts;
  const { room } = session;
  const nowMs = useNow();
  const status = useSyncExternalStore(session.subscribeStatus, session.status);
  const metadataSaver = useFieldSaver(actions);
  const attributesSaver = useFieldSaver(actions);
  const nameSaver = useFieldSaver(actions);
  const copySection = (section: PersonSection): void => {
    const json = writeSectionJson(section, subject, session.sessionsOf(identity), readMasks());
    void copyJson(actions, `${section} of ${identity}`, json);
  };
  const copyMasked = (field: string, what: string, json: string): void =>
    void copyJson(actions, `${what} of ${identity}`, maskJson(readMasks(), field, json));
  const copyRow = ({ label, value }: InspectorRow): void =>
    void copyJson(actions, `${label} of ${identity}`, writeJson(readMasks().maskCell(findField(label), value)));
  const toggleRight = (right: Right, value: boolean): void => {
    void actions.planAndRun({ verb: 'participant.set-permission', room, parameters: { identity, right, value } });
  };
  return (
    <div className="inspector-sections">
      <FieldFilterMenu table={session.table} subject={subject}>
        <InspectorFold name="inspector.fields" onCopy={() => copySection('fields')} title="Fields">
          <NameSection
            owner={identity}
            live={facts.name}
            drafts={drafts}
            saver={nameSaver}
            onSave={(name, base) =>
              nameSaver.save({ verb: 'participant.set-name', room, parameters: { identity, name, base } }, () =>
                settleDraft(drafts, identity, 'name', name),
              )
            }
          />
          <ValueRows rows={describeParticipant(subject, nowMs, status)} onCopy={copyRow} />
        </InspectorFold>
        <InspectorFold
          name="inspector.attributes"
          onCopy={() => copySection('attributes')}
          title="Attributes"
          summary={String(Object.keys(facts.attributes).length)}
        >
          <AttributesSection
            owner={identity}
            attributes={facts.attributes}
            drafts={drafts}
            saver={attributesSaver}
            onCopy={(key, text) => copyMasked(nameAttributeField(key), `attribute ${key}`, writeTextJson(text))}
            onSave={(change) =>
              attributesSaver.save(
                { verb: 'participant.set-attributes', room, parameters: { identity, ...change } },
                () => settleAttributes(drafts, identity, change),
              )
            }
          />
        </InspectorFold>
        <InspectorFold name="inspector.rights" onCopy={() => copySection('rights')} title="Rights">
          <RightsSection subject={subject} actions={actions} onToggle={toggleRight} />
        </InspectorFold>
        <InspectorFold name="inspector.metadata" onCopy={() => copySection('metadata')} title="Metadata">
          <MetadataSection
            verb="participant.set-metadata"
            owner={identity}
            live={facts.metadata}
            drafts={drafts}
            saver={metadataSaver}
            onCopy={(json, names) =>
              copyMasked(names.length === 0 ? 'metadata' : nameMetadataField(names), 'a value in the metadata', json)
            }
            emptyHint={emptyHint}
            editCommand={editMetadataCommand}
            onSave={(metadata, base) =>
              metadataSaver.save(
                { verb: 'participant.set-metadata', room, parameters: { identity, metadata, base } },
                () => settleDraft(drafts, identity, 'metadata', metadata),
              )
            }
          />
        </InspectorFold>
      </FieldFilterMenu>
      <InspectorFold
        name="inspector.tracks"
        onCopy={() => copySection('tracks')}
        title="Tracks"
        summary={String(facts.tracks.length + facts.dataTracks.length)}
      >
        <TracksSection session={session} subject={subject} onCopy={copyRow} />
      </InspectorFold>
      <InspectorFold
        name="inspector.sessions"
        onCopy={() => copySection('sessions')}
        title="Sessions"
        summary={String(session.sessionsOf(identity).length)}
      >
        <SessionsSection sessions={session.sessionsOf(identity)} />
      </InspectorFold>
      <HistoryFold session={session} identity={identity} actions={actions} />
    </div>
  );
}

function HistoryFold({ session, identity, actions }: { session: RoomSession; identity: string; actions: ActionStore }) {
  const entries = useHistory(session, identity);
  return (
    <InspectorFold
      name="inspector.history"
      onCopy={() => void copyJson(actions, `history of ${identity}`, writeHistoryJson(entries, readMasks()))}
      title="History"
      summary={formatCount(entries.length)}
    >
      <HistorySection session={session} entries={entries} />
    </InspectorFold>
  );
}

function RawJson(props: { subject: FieldSubject; sessions: readonly PersonSession[]; actions: ActionStore }) {
  const { subject, sessions, actions } = props;
  return (
    <div className="inspector-sections">
      <div className="inspector-buttons inspector-buttons-end">
        <IconButton
          label="Copy JSON"
          keys={showKeys(copyPersonCommand.keys)}
          icon={<Copy aria-hidden="true" />}
          onClick={() =>
            void copyJson(actions, subject.facts.identity, writePersonJson(subject, sessions, readMasks()))
          }
        />
      </div>
      <JsonTree value={{ ...subject.facts, session: subject.session } as unknown as JsonValue} label="Raw JSON" />
    </div>
  );
}

/** Rows are labelled as their fields are; those of a track are masked with the fields of that name. */
function findField(label: string): string {
  return participantFields.find((field) => field.label === label)?.name ?? label;
}
