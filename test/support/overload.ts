/** Writes attributes of many people faster than a server can tell everybody, until it is told to stop. */
import { createApiClients } from '#tools/api-clients.ts';
import type { ServerAccess } from '#tools/server-access.ts';

export interface Overload {
  /** Writes that the server took so far. */
  readonly taken: number;
  /** Ends it when the writes under way are answered; the number of writes that the server took. */
  stop(): Promise<number>;
}

const writesAtOnce = 64;

/** Begins at once. What the overloaded server refuses is left out of the count. */
export function overload(server: ServerAccess, room: string, identities: readonly string[]): Overload {
  const { rooms } = createApiClients(server);
  let next = 0;
  let taken = 0;
  let isEnded = false;

  async function write(): Promise<void> {
    while (!isEnded) {
      const beat = next++;
      const identity = identities[beat % identities.length] ?? '';
      try {
        await rooms.updateParticipant(room, identity, { attributes: { beat: String(beat) } });
        taken += 1;
      } catch {
        // It is overloaded, which is what is wanted.
      }
    }
  }

  const writers = Array.from({ length: writesAtOnce }, write);
  return {
    get taken() {
      return taken;
    },
    async stop() {
      isEnded = true;
      await Promise.all(writers);
      return taken;
    },
  };
}
