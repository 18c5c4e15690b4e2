/** The room that is being described, as typed: it outlives the dialog and the tab in front. Knows no server. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VerbParameters } from '#contract/schemas/verbs';
import { countBytes, limits, maxRoomNumber } from '#contract/text-size';
import { checkRoomName } from '#contract/verbs/create-room';
import { formatBytes } from '#renderer/lib/format.ts';

export interface AgentDraft {
  /** Tells rows apart; means nothing else. */
  key: number;
  agentName: string;
  metadata: string;
}

export interface CreateRoomDraft {
  name: string;
  emptyTimeout: string;
  departureTimeout: string;
  maxParticipants: string;
  metadata: string;
  agents: readonly AgentDraft[];
}

export const emptyDraft: CreateRoomDraft = {
  name: '',
  emptyTimeout: '',
  departureTimeout: '',
  maxParticipants: '',
  metadata: '',
  agents: [],
};

/** What keeps a draft from being sent, by the field that it is about. */
export type DraftFaults = Partial<
  Record<'name' | 'emptyTimeout' | 'departureTimeout' | 'maxParticipants' | 'metadata' | 'agents', string>
>;

const wholeNumber = /^\d+$/;

/** The server's limits, said before anything is sent. A blank number is the server's own choice. */
export function findFaults(draft: CreateRoomDraft): DraftFaults {
  const faults: DraftFaults = {};
  const name = checkRoomName(draft.name);
  if (name) {
    faults.name =
      name.code === 'limit_exceeded'
        ? `${countBytes(draft.name)} bytes; the server takes ${limits.roomNameBytes}. Bytes count, not characters.`
        : name.message;
  }
  for (const field of ['emptyTimeout', 'departureTimeout', 'maxParticipants'] as const) {
    const text = draft[field].trim();
    if (text === '') continue;
    const isFit = wholeNumber.test(text) && Number(text) >= 1 && Number(text) <= maxRoomNumber;
    if (!isFit) faults[field] = 'A whole number from 1 up, or nothing.';
  }
  if (countBytes(draft.metadata) > limits.metadataBytes) {
    faults.metadata = `The metadata is longer than the server takes (${formatBytes(limits.metadataBytes)}).`;
  }
  const agents = draft.agents.filter((agent) => !isBlankAgent(agent));
  if (agents.some(({ agentName }) => agentName.trim() === '')) faults.agents = 'An agent has metadata but no name.';
  else if (agents.some(({ metadata }) => countBytes(metadata) > limits.metadataBytes)) {
    faults.agents = `An agent’s metadata is longer than the server takes (${formatBytes(limits.metadataBytes)}).`;
  }
  return faults;
}

/** What the door is asked for; of a draft without faults. Rows that hold nothing are left out. */
export function readParameters(draft: CreateRoomDraft): VerbParameters['room.create'] {
  const numbers = {
    emptyTimeoutSeconds: readNumber(draft.emptyTimeout),
    departureTimeoutSeconds: readNumber(draft.departureTimeout),
    maxParticipants: readNumber(draft.maxParticipants),
  };
  return {
    ...(Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)) as Partial<
      Record<keyof typeof numbers, number>
    >),
    metadata: draft.metadata,
    agents: draft.agents
      .filter((agent) => !isBlankAgent(agent))
      .map(({ agentName, metadata }) => ({ agentName: agentName.trim(), metadata })),
  };
}

/** True if nothing would be lost. */
export function isBlank(draft: CreateRoomDraft): boolean {
  const { agents, ...texts } = draft;
  return Object.values(texts).every((text) => text === '') && agents.every(isBlankAgent);
}

function isBlankAgent({ agentName, metadata }: AgentDraft): boolean {
  return agentName === '' && metadata === '';
}

function readNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

export type CreateRoomDraftStore = StoreApi<CreateRoomDraft>;

/** The draft of this window, which is the window of one server. */
export const createRoomDraft: CreateRoomDraftStore = createStore(() => emptyDraft);

/** A room was made from what was sent: the draft goes, unless it was changed since. */
export function settleCreateRoomDraft(store: CreateRoomDraftStore, sent: CreateRoomDraft): void {
  if (store.getState() === sent) store.setState(emptyDraft, true);
}
