/**
 * Calls an agent into the room: its name and what it is told. Stays open, with the reason, where it was refused; what is
 * typed is a draft of the room until the dispatch was started.
 */
import { useId, useRef, useState, useSyncExternalStore } from 'react';
import type { GavelError } from '#contract/result';
import { limits, countBytes } from '#contract/text-size';
import { Button } from '#renderer/components/button.tsx';
import { ByteCounter } from '#renderer/components/byte-counter.tsx';
import { Dialog } from '#renderer/components/dialog.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { JsonEditor } from '#renderer/components/json-editor/json-editor.tsx';
import { TextField } from '#renderer/components/text-field.tsx';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import type { DraftStore } from '#renderer/features/inspector/draft-store.ts';
import { formatBytes } from '#renderer/lib/format.ts';
import { showKeys } from '#renderer/lib/commands.ts';
import { bindKeys } from '#renderer/lib/keys.ts';
import { readStyleNonce } from '#renderer/lib/style-nonce.ts';
import { readDispatchDraft, settleDispatchDraft, writeDispatchDraft, type DispatchDraft } from './dispatch-draft.ts';
import './dispatches.css';

export interface DispatchDialogProps {
  room: string;
  isOpen: boolean;
  onClose: () => void;
  drafts: DraftStore;
  actions: ActionStore;
  /** Names dispatched before in this room, newest first. */
  recentNames: readonly string[];
}

export function DispatchDialog({ room, isOpen, onClose, drafts, actions, recentNames }: DispatchDialogProps) {
  const { agentName, metadata } = useDispatchDraft(drafts);
  const [error, setError] = useState<GavelError>();
  const [isSending, setSending] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const namesId = useId();
  const sizeBytes = countBytes(metadata);
  const verbOff = useVerbOff('agent.dispatch');
  const offReason = verbOff ?? explainOff(agentName, sizeBytes, isSending);

  async function dispatch(): Promise<void> {
    if (offReason !== undefined) return;
    setSending(true);
    setError(undefined);
    const sent = { agentName, metadata };
    const outcome = await actions.planAndRun({ verb: 'agent.dispatch', room, parameters: sent });
    setSending(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    // A second thought about a warning is no wish to type it all again.
    if (outcome.kind !== 'running') return;
    settleDispatchDraft(drafts, sent);
    onClose();
  }

  return (
    <Dialog
      title="Dispatch agent"
      isOpen={isOpen}
      onClose={onClose}
      isClosedByPressOutside={false}
      initialFocus={nameField}
      actions={
        <>
          <Button size="large" keys="Esc" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="large"
            look="primary"
            keys={showKeys('$mod+Enter')}
            offReason={offReason}
            onClick={() => void dispatch()}
          >
            Dispatch
          </Button>
        </>
      }
    >
      <div
        className="dispatch-form"
        ref={(element) => (element ? bindKeys({ '$mod+Enter': () => void dispatch() }, element) : undefined)}
      >
        <TextField
          ref={nameField}
          label="Agent name"
          value={agentName}
          onValueChange={(text) => writeDispatchDraft(drafts, 'agentName', text)}
          list={namesId}
          hint="As its worker registered it, letter for letter. The server does not say which names exist."
        />
        <datalist id={namesId}>
          {recentNames.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <div>
          <div className="dispatch-form-label">Metadata</div>
          <JsonEditor
            label="Dispatch metadata"
            value={metadata}
            onChange={(text) => writeDispatchDraft(drafts, 'metadata', text)}
            styleNonce={readStyleNonce()}
            isJsonExpected={/^\s*[[{]/.test(metadata)}
          />
          <p className="dispatch-form-hint">
            <ByteCounter sizeBytes={sizeBytes} limitBytes={limits.metadataBytes} /> · the agent reads it as{' '}
            <span className="base-mono">job.metadata</span>; JSON or any text, or nothing.
          </p>
        </div>
        {error && <ErrorPanel isCompact error={error} />}
      </div>
    </Dialog>
  );
}

function useDispatchDraft(drafts: DraftStore): DispatchDraft {
  const agentName = useSyncExternalStore(drafts.subscribe, () => readDispatchDraft(drafts).agentName);
  const metadata = useSyncExternalStore(drafts.subscribe, () => readDispatchDraft(drafts).metadata);
  return { agentName, metadata };
}

function explainOff(agentName: string, sizeBytes: number, isSending: boolean): string | undefined {
  if (isSending) return 'It is being sent.';
  if (agentName.trim() === '') return 'Name the agent first.';
  return sizeBytes > limits.metadataBytes
    ? `The metadata is longer than the server takes (${formatBytes(limits.metadataBytes)}).`
    : undefined;
}
