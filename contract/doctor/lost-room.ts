/** Whether the server lost a room between two looks at it, and what it can be given back. Pure; it knows no process. */
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { RestoreItem, RestoreOffer } from '#contract/domain/restore';
import { isAutomatic } from '#contract/doctor/diagnose';

/** One look at a room, as far as it matters here. Hidden people are not in it. */
export interface RoomLook {
  roomSid: string;
  metadata: string;
  dispatches: readonly DispatchRow[];
  people: readonly PersonInRoom[];
}

export interface PersonInRoom {
  sid: string;
  identity: string;
  isAgent: boolean;
  /** `lk.agent_name`; empty where there is none. */
  agentName: string;
}

/**
 * Undefined while it is the same room. With a database the room's sid outlives its server, so that dispatches tell: their ids
 * never all vanish by themselves, and of those who are there in both looks most have a new session (a dead server's crashed
 * people stay listed under their old sids).
 */
export function findLoss(before: RoomLook, now: RoomLook): RestoreOffer['cause'] | undefined {
  if (before.roomSid !== now.roomSid) return 'new_room';
  const ids = new Set(now.dispatches.map(({ id }) => id));
  if (before.dispatches.length === 0 || before.dispatches.some(({ id }) => ids.has(id))) return undefined;
  const sids = new Map(before.people.map(({ identity, sid }) => [identity, sid]));
  const known = now.people.filter(({ identity }) => sids.has(identity));
  const renewed = known.filter(({ identity, sid }) => sids.get(identity) !== sid);
  return renewed.length > known.length / 2 ? 'same_sid' : undefined;
}

/**
 * What the room had and has not now. Left out: metadata that was empty; dispatches that the server makes with every room, that
 * were made again as they were, and whose agent is (still, or again) in the room.
 */
export function listRestorable(before: RoomLook, now: RoomLook): RestoreItem[] {
  const items: RestoreItem[] = [];
  if (before.metadata !== '' && before.metadata !== now.metadata) {
    const isSuggested = now.metadata === '';
    items.push({ kind: 'metadata', id: 'metadata', was: before.metadata, now: now.metadata, isSuggested });
  }
  const made = now.dispatches.filter((row) => !isAutomatic(row, now.dispatches));
  const agents = now.people.filter(({ isAgent }) => isAgent);
  for (const row of before.dispatches) {
    if (isAutomatic(row, before.dispatches) || take(made, (other) => other.id === row.id || isSameOrder(other, row))) {
      continue;
    }
    const identities = new Set(row.jobs.map(({ participantIdentity }) => participantIdentity));
    const isOwn = (agent: PersonInRoom): boolean => identities.has(agent.identity);
    // An agent that came back by itself belongs to no dispatch, and a new one would bring a second.
    if (take(agents, isOwn) || take(agents, (agent) => agent.agentName === row.agentName)) continue;
    const agentBefore = findAgentBefore(row, before.people);
    const { id, agentName, metadata, deployment, attributes = {} } = row;
    const isSuggested = agentBefore !== 'gone';
    items.push({ kind: 'dispatch', id, agentName, metadata, deployment, attributes, agentBefore, isSuggested });
  }
  return items;
}

function isSameOrder(one: DispatchRow, other: DispatchRow): boolean {
  return one.agentName === other.agentName && one.deployment === other.deployment && one.metadata === other.metadata;
}

function findAgentBefore(row: DispatchRow, people: readonly PersonInRoom[]): 'present' | 'waiting' | 'gone' {
  if (row.jobs.length === 0) return people.some((one) => one.agentName === row.agentName) ? 'present' : 'waiting';
  const identities = new Set(row.jobs.map(({ participantIdentity }) => participantIdentity));
  return people.some(({ identity }) => identities.has(identity)) ? 'present' : 'gone';
}

/** Takes the first that matches out of a list, so that nothing is counted for two. */
function take<Value>(list: Value[], matches: (value: Value) => boolean): boolean {
  const index = list.findIndex(matches);
  if (index === -1) return false;
  list.splice(index, 1);
  return true;
}
