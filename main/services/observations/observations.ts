/**
 * What windows have seen in rooms and the API does not tell, by session and bounded for each room. A window's word: it
 * explains, and nothing is done because of it.
 */
import type { Observation } from '#contract/domain/observation';

/** What is known of one participant's session. */
export interface Observed {
  /** Why it left; LiveKit's reason in lower case. */
  leftReason?: string;
  /** The agent's own word, and since when it says so (epoch ms of this computer). */
  agentState?: { state: string; sinceMs: number };
}

export interface Observations {
  take(serverId: string, room: string, observations: readonly Observation[]): void;
  /** By sid. */
  read(serverId: string, room: string): ReadonlyMap<string, Observed>;
  /** Nobody looks at the room any more. */
  forget(serverId: string, room: string): void;
}

const maxSessions = 2_000;
const nothing: ReadonlyMap<string, Observed> = new Map();

/** @param deps.onTaken is told after something new was taken. */
export function createObservations(deps: {
  onTaken: (serverId: string, room: string, observations: readonly Observation[]) => void;
}): Observations {
  const rooms = new Map<string, Map<string, Observed>>();
  // Server ids hold no space, so this cannot be ambiguous whatever a room is called.
  const nameRoom = (serverId: string, room: string): string => `${serverId} ${room}`;

  return {
    take(serverId, room, observations) {
      const key = nameRoom(serverId, room);
      const sessions = rooms.get(key) ?? new Map<string, Observed>();
      rooms.set(key, sessions);
      for (const one of observations) {
        const known = sessions.get(one.sid);
        // Written anew, so that the oldest is always the first.
        sessions.delete(one.sid);
        sessions.set(one.sid, { ...known, ...readOne(one, known) });
      }
      for (const sid of sessions.keys()) {
        if (sessions.size <= maxSessions) break;
        sessions.delete(sid);
      }
      deps.onTaken(serverId, room, observations);
    },
    read: (serverId, room) => rooms.get(nameRoom(serverId, room)) ?? nothing,
    forget: (serverId, room) => void rooms.delete(nameRoom(serverId, room)),
  };
}

function readOne(one: Observation, known: Observed | undefined): Observed {
  if (one.kind === 'left') return { leftReason: one.reason };
  // Another window tells the same word later.
  if (known?.agentState?.state === one.state) return {};
  return { agentState: { state: one.state, sinceMs: one.atMs } };
}
