/** Somebody who is gone from the table: their sessions, and what was being typed about them, to be read, copied and dropped. */
import { useSyncExternalStore, type ReactNode } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { copyText } from '#renderer/lib/copy-text.ts';
import type { PersonSession } from '#renderer/room/person-sessions.ts';
import type { DraftStore } from './draft-store.ts';
import { copyJson, writeJson } from './copy-json.ts';
import { InspectorFold } from './inspector-fold.tsx';
import { SessionsSection } from './sessions-section.tsx';

export interface LeftPersonProps {
  identity: string;
  sessions: readonly PersonSession[];
  drafts: DraftStore;
  actions: ActionStore;
  /** Further sections. */
  children: ReactNode;
}

export function LeftPerson({ identity, sessions, drafts, actions, children }: LeftPersonProps) {
  const fields = useSyncExternalStore(drafts.subscribe, () => drafts.fieldsOf(identity));
  return (
    <div className="inspector-sections">
      <p className="inspector-nothing">This person is not in the room any more.</p>
      {fields.map((field) => (
        <section key={field} className="inspector-conflict" aria-label={`Draft of ${field}`}>
          <h4 className="inspector-conflict-title">Your draft of {field}</h4>
          <div className="inspector-raw base-selectable">
            <HostileText text={drafts.read(identity, field)?.text ?? '(to be deleted)'} />
          </div>
          <div className="inspector-buttons">
            <Button size="small" onClick={() => void copyText(drafts.read(identity, field)?.text ?? '')}>
              Copy
            </Button>
            <Button size="small" look="quiet" onClick={() => drafts.drop(identity, field)}>
              Discard
            </Button>
          </div>
        </section>
      ))}
      {sessions.length > 0 && (
        <InspectorFold
          name="inspector.sessions"
          title="Sessions"
          summary={String(sessions.length)}
          onCopy={() => void copyJson(actions, `sessions of ${identity}`, writeJson(sessions))}
        >
          <SessionsSection sessions={sessions} />
        </InspectorFold>
      )}
      {children}
    </div>
  );
}
