/**
 * Makes a room: name, time-outs, metadata and agents. Stays open, with the reason, where it was refused, and until the
 * room was seen; what is typed is kept until then. A room that is live is offered to be opened instead.
 */
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ActionProgress } from '#contract/domain/action';
import type { GavelError } from '#contract/result';
import { countBytes, limits } from '#contract/text-size';
import { listAskedOptions } from '#contract/verbs/create-room';
import { Banner } from '#renderer/components/banner.tsx';
import { Button } from '#renderer/components/button.tsx';
import { ByteCounter } from '#renderer/components/byte-counter.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { HostileText } from '#renderer/components/hostile-text.tsx';
import { JsonEditor } from '#renderer/components/json-editor/json-editor.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { isEnd, type ActionStore } from '#renderer/features/actions/action-store.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { readStyleNonce } from '#renderer/lib/style-nonce.ts';
import {
  createRoomDraft,
  emptyDraft,
  findFaults,
  isBlank,
  readParameters,
  settleCreateRoomDraft,
  type AgentDraft,
  type CreateRoomDraft,
} from './create-room-draft.ts';
import './create-room.css';

export interface CreateRoomDialogProps {
  /** Names of the rooms that are live by the last list. */
  liveRooms: readonly string[];
  actions: ActionStore;
  onClose: () => void;
  onOpenRoom: (room: string) => void;
}

export function CreateRoomDialog({ liveRooms, actions, onClose, onOpenRoom }: CreateRoomDialogProps) {
  const draft = useStore(createRoomDraft);
  const { isSending, error, made, send, forget } = useCreateRoom(actions);
  const nameField = useRef<HTMLInputElement>(null);
  const faults = findFaults(draft);
  const isLive = liveRooms.includes(draft.name);
  const [fault] = Object.values(faults);
  const offReason = isSending
    ? 'It is being made.'
    : (fault ?? (isLive ? 'A room of this name is live. Open it instead, or choose another name.' : undefined));

  function change(next: Partial<CreateRoomDraft>): void {
    forget();
    createRoomDraft.setState(next);
  }
  function open(room: string): void {
    onClose();
    onOpenRoom(room);
  }
  function create(): void {
    if (made === undefined && offReason === undefined) void send(draft);
  }
  const isTyped = (field: 'name' | 'emptyTimeout' | 'departureTimeout' | 'maxParticipants'): string | undefined =>
    draft[field] === '' ? undefined : faults[field];

  return (
    <Dialog
      title="Create room"
      isOpen
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={nameField}
      quietActions={
        made === undefined &&
        !isBlank(draft) && (
          <Button size="large" look="quiet" onClick={() => change(emptyDraft)}>
            Clear
          </Button>
        )
      }
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            {made === undefined ? 'Cancel' : 'Close'}
          </Button>
          {isLive && made === undefined && (
            <Button size="large" onClick={() => open(draft.name)}>
              Open it instead
            </Button>
          )}
          {made === undefined ? (
            <Button size="large" look="primary" keys={showKeys('$mod+Enter')} offReason={offReason} onClick={create}>
              Create
            </Button>
          ) : (
            // The field that had the focus is gone.
            <Button key="open" autoFocus size="large" look="primary" keys="Enter" onClick={() => open(made.room)}>
              Open
            </Button>
          )}
        </>
      }
    >
      <div
        className="create-room"
        ref={(element) => (element ? bindKeys({ '$mod+Enter': create }, element) : undefined)}
      >
        {made === undefined ? (
          <>
            <TextField
              ref={nameField}
              label="Name"
              value={draft.name}
              onValueChange={(name) => change({ name })}
              error={isTyped('name')}
              hint={`Up to ${limits.roomNameBytes} bytes. It cannot be changed later.`}
            />
            {isLive && <LiveNote draft={draft} />}
            <div className="create-room-numbers">
              <TextField
                label="Empty time-out (s)"
                inputMode="numeric"
                placeholder="server’s own"
                value={draft.emptyTimeout}
                onValueChange={(emptyTimeout) => change({ emptyTimeout })}
                error={isTyped('emptyTimeout')}
                hint="How long it stays when nobody joins."
              />
              <TextField
                label="Departure time-out (s)"
                inputMode="numeric"
                placeholder="server’s own"
                value={draft.departureTimeout}
                onValueChange={(departureTimeout) => change({ departureTimeout })}
                error={isTyped('departureTimeout')}
                hint="How long it stays after the last one left."
              />
              <TextField
                label="Max participants"
                inputMode="numeric"
                placeholder="server’s own"
                value={draft.maxParticipants}
                onValueChange={(maxParticipants) => change({ maxParticipants })}
                error={isTyped('maxParticipants')}
                hint="Whoever comes beyond that is turned away."
              />
            </div>
            <Field label="Metadata">
              <JsonEditor
                label="Room metadata"
                value={draft.metadata}
                onChange={(metadata) => change({ metadata })}
                styleNonce={readStyleNonce()}
                isJsonExpected={/^\s*[[{]/.test(draft.metadata)}
              />
              <p className="create-room-hint">
                <ByteCounter sizeBytes={countBytes(draft.metadata)} limitBytes={limits.metadataBytes} /> · everybody in
                the room reads it; JSON or any text, or nothing.
              </p>
            </Field>
            <Agents agents={draft.agents} onChange={(agents) => change({ agents })} />
            {faults.agents !== undefined && <p className="create-room-fault">{faults.agents}</p>}
            {error && <ErrorPanel isCompact error={error} />}
          </>
        ) : (
          <Made made={made} />
        )}
      </div>
    </Dialog>
  );
}

function LiveNote({ draft }: { draft: CreateRoomDraft }) {
  const faults = findFaults(draft);
  const asked = listAskedOptions(readParameters(draft));
  const hasNumberFault = faults.emptyTimeout ?? faults.departureTimeout ?? faults.maxParticipants;
  return (
    <Banner tone="wait" role="status" title="A room of this name is live.">
      {asked.length > 0 && hasNumberFault === undefined
        ? `The server would answer as if it had made it, and take none of this: ${asked.join(', ')}.`
        : 'The server would answer as if it had made it, and take no option.'}
    </Banner>
  );
}

function Agents({ agents, onChange }: { agents: readonly AgentDraft[]; onChange: (agents: AgentDraft[]) => void }) {
  const set = (key: number, next: Partial<AgentDraft>): void =>
    onChange(agents.map((agent) => (agent.key === key ? { ...agent, ...next } : agent)));
  return (
    <Field label="Agents">
      {agents.map(({ key, agentName, metadata }, index) => (
        <div key={key} className="create-room-agent" role="group" aria-label={`Agent ${index + 1}`}>
          <div className="create-room-agent-head">
            <TextField
              label="Agent name"
              autoFocus={agentName === ''}
              value={agentName}
              onValueChange={(text) => set(key, { agentName: text })}
            />
            <Button
              look="quiet"
              icon={<X aria-hidden="true" className="lobby-icon" />}
              aria-label={`Take agent ${index + 1} out`}
              onClick={() => onChange(agents.filter((agent) => agent.key !== key))}
            />
          </div>
          <div className="create-room-label">Metadata for it</div>
          <JsonEditor
            label={`Metadata for agent ${index + 1}`}
            value={metadata}
            onChange={(text) => set(key, { metadata: text })}
            styleNonce={readStyleNonce()}
            isJsonExpected={/^\s*[[{]/.test(metadata)}
          />
          <p className="create-room-hint">
            <ByteCounter sizeBytes={countBytes(metadata)} limitBytes={limits.metadataBytes} /> · this agent alone reads
            it as <span className="base-mono">job.metadata</span>.
          </p>
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" className="lobby-icon" />}
          onClick={() => onChange([...agents, { key: nextKey(agents), agentName: '', metadata: '' }])}
        >
          Add agent
        </Button>
      </div>
      <p className="create-room-hint">
        {agents.length === 0
          ? 'With none here the server calls every worker that registered without a name.'
          : 'Only these are called; workers without a name are not.'}
      </p>
    </Field>
  );
}

function nextKey(agents: readonly AgentDraft[]): number {
  return Math.max(0, ...agents.map(({ key }) => key)) + 1;
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="create-room-field">
      <div className="create-room-label">{label}</div>
      {children}
    </div>
  );
}

function Made({ made }: { made: ActionProgress }) {
  if (made.step === 'seen') {
    return (
      <Banner tone="plain" role="status" title="The room is there, as asked.">
        It ends by itself when its empty time-out is over and nobody has joined.
      </Banner>
    );
  }
  return (
    <Banner tone="wait" role="status" title="The room is there, but not as asked:">
      <HostileText text={made.current ?? ''} maxCharacters={2_000} />
    </Banner>
  );
}

/** Sends a draft and follows it: `made` once the room is there, as asked or not. */
function useCreateRoom(actions: ActionStore) {
  const [actionId, setActionId] = useState<string>();
  const [isPlanning, setPlanning] = useState(false);
  const [failure, setFailure] = useState<GavelError>();
  const entry = useStore(actions.store, ({ actions: known }) =>
    actionId === undefined ? undefined : known.get(actionId),
  );
  const sent = useRef<CreateRoomDraft>(undefined);
  const isMade = entry?.step === 'seen' || entry?.step === 'drifted';

  useEffect(() => {
    if (isMade && sent.current) settleCreateRoomDraft(createRoomDraft, sent.current);
  }, [isMade]);

  async function send(draft: CreateRoomDraft): Promise<void> {
    setPlanning(true);
    setFailure(undefined);
    sent.current = draft;
    const parameters = readParameters(draft);
    const outcome = await actions.planAndRun({ verb: 'room.create', room: draft.name, parameters });
    setPlanning(false);
    if (outcome.kind === 'failed') setFailure(outcome.error);
    if (outcome.kind === 'running') setActionId(outcome.actionId);
  }

  return {
    send,
    isSending: isPlanning || (actionId !== undefined && (entry === undefined || !isEnd(entry.step))),
    error: failure ?? (isMade ? undefined : entry?.error),
    made: isMade ? entry : undefined,
    forget: () => {
      setFailure(undefined);
      if (entry && isEnd(entry.step)) setActionId(undefined);
    },
  };
}
