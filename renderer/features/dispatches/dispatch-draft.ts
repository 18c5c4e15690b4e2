/** The dispatch that is being written, among the room's other drafts: it outlives the dialog, the tab in front and a refusal. */
import { dispatchOwner, type DraftStore } from '#renderer/features/inspector/draft-store.ts';

export interface DispatchDraft {
  agentName: string;
  metadata: string;
}

/** What is typed so far; empty texts where nothing is. */
export function readDispatchDraft(drafts: DraftStore): DispatchDraft {
  return { agentName: readField(drafts, 'agentName'), metadata: readField(drafts, 'metadata') };
}

/** Keeps what is typed; an emptied field is no draft any more. */
export function writeDispatchDraft(drafts: DraftStore, field: keyof DispatchDraft, text: string): void {
  if (text === '') drafts.drop(dispatchOwner, field);
  else drafts.write(dispatchOwner, field, { base: undefined, text });
}

/** A dispatch was started: its texts go, but not what was typed since it was sent. */
export function settleDispatchDraft(drafts: DraftStore, sent: DispatchDraft): void {
  for (const field of ['agentName', 'metadata'] as const) {
    if (readField(drafts, field) === sent[field]) drafts.drop(dispatchOwner, field);
  }
}

function readField(drafts: DraftStore, field: keyof DispatchDraft): string {
  return drafts.read(dispatchOwner, field)?.text ?? '';
}
