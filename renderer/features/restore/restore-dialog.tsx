/** What a lost room had, with a tick each. Each goes through the door by itself: its steps and its failure are its own. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ActionStep } from '#contract/domain/action';
import type { RestoreItem, RestoreOffer } from '#contract/domain/restore';
import { Button } from '#renderer/components/button.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { StepDisc } from '#renderer/components/glyphs/step-disc.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import type { ActionStart, ActionStore } from '#renderer/features/actions/action-store.ts';
import { describeItem, makeRequest } from './describe-restore.ts';

export interface RestoreDialogProps {
  offer: RestoreOffer;
  actions: ActionStore;
  onClose: () => void;
}

type Start = ActionStart | { kind: 'waiting' };

export function RestoreDialog({ offer, actions, onClose }: RestoreDialogProps) {
  const { room, items } = offer;
  const [ticked, setTicked] = useState(() => new Set(items.filter((item) => item.isSuggested).map(({ id }) => id)));
  const [starts, setStarts] = useState<ReadonlyMap<string, Start>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const waiting = items.filter(({ id }) => ticked.has(id) && !starts.has(id));
  const offReason = isRunning ? 'It is being restored.' : waiting.length === 0 ? 'Tick what to restore.' : undefined;

  function tick(id: string, isTicked: boolean): void {
    const next = new Set(ticked);
    if (isTicked) next.add(id);
    else next.delete(id);
    setTicked(next);
  }

  async function restore(): Promise<void> {
    if (offReason !== undefined) return;
    setRunning(true);
    setStarts((known) => new Map([...known, ...waiting.map(({ id }) => [id, { kind: 'waiting' } as const] as const)]));
    for (const item of waiting) {
      // The dialog is the review: it has shown what is there and what is not.
      const start = await actions.planAndRun(makeRequest(room, item), { isReviewed: true, reason: 'room lost' });
      setStarts((known) => new Map(known).set(item.id, start));
    }
    setRunning(false);
  }

  return (
    <Dialog
      title="Restore room"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            {starts.size === 0 ? 'Cancel' : 'Close'}
          </Button>
          {starts.size < items.length && (
            <Button size="large" look="primary" offReason={offReason} onClick={() => void restore()}>
              {waiting.length === 0 ? 'Restore' : `Restore ${waiting.length} of ${items.length}`}
            </Button>
          )}
        </>
      }
    >
      <p className="restore-lead">
        What the room had when it was last looked at, and has no more. Before:{' '}
        <span className="base-mono">{offer.roomSidBefore}</span>, now:{' '}
        <span className="base-mono">{offer.roomSidNow}</span>. Dispatches that the server makes by itself, and those
        whose agent is in the room, are left out.
      </p>
      <ul className="restore-items">
        {items.map((item) => (
          <li key={item.id} className="restore-item" data-restore={item.id}>
            <label className="restore-label">
              <input
                type="checkbox"
                checked={ticked.has(item.id)}
                disabled={isRunning || starts.has(item.id)}
                onChange={(event) => tick(item.id, event.target.checked)}
              />
              <span className="restore-name">
                {item.kind === 'metadata' ? 'Room metadata' : 'Dispatch '}
                {item.kind === 'dispatch' && <HostileText text={item.agentName} maxCharacters={64} />}
              </span>
              <span className="restore-known">
                <HostileText text={describeItem(item).join(' · ')} maxCharacters={200} />
              </span>
            </label>
            <Values item={item} />
            <Outcome start={starts.get(item.id)} actions={actions} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The diff: what was, and for metadata what is now, unless that is nothing. */
function Values({ item }: { item: RestoreItem }) {
  const was = item.kind === 'metadata' ? item.was : item.metadata;
  if (was === '') return null;
  return (
    <dl className="restore-values">
      <dt>was</dt>
      <dd>
        <HostileText text={was} maxCharacters={300} />
      </dd>
      {item.kind === 'metadata' && item.now !== '' && (
        <>
          <dt>now</dt>
          <dd>
            <HostileText text={item.now} maxCharacters={300} />
          </dd>
        </>
      )}
    </dl>
  );
}

const stepWords: Partial<Record<ActionStep, string>> = {
  sent: 'sent',
  accepted: 'accepted by the server',
  seen: 'seen',
  drifted: 'something else is there now',
};

function Outcome({ start, actions }: { start: Start | undefined; actions: ActionStore }) {
  const entry = useStore(actions.store, ({ actions: all }) =>
    start?.kind === 'running' ? all.get(start.actionId) : undefined,
  );
  if (!start) return null;
  const words =
    start.kind === 'running' ? (entry?.error?.message ?? stepWords[entry?.step ?? 'sent']) : sayStart(start);
  const step = start.kind === 'running' ? (entry?.step ?? 'queued') : start.kind === 'waiting' ? 'queued' : 'refused';
  return (
    <p className="restore-outcome" role="status">
      <StepDisc step={start.kind === 'already' ? 'seen' : step} />{' '}
      <HostileText text={words ?? step} maxCharacters={300} />
    </p>
  );
}

function sayStart(start: Exclude<Start, { kind: 'running' }>): string {
  switch (start.kind) {
    case 'waiting':
      return 'waits for its turn';
    case 'conflict':
      return 'Somebody has changed it meanwhile; nothing was sent.';
    case 'already':
      return 'It is so already.';
    case 'declined':
      return 'Not sent.';
    case 'failed':
      return start.error.message;
    default:
      return start satisfies never;
  }
}
