/** What a room that the server lost can be given back: what it had when it was last looked at, and has no more. */

export type RestoreItem =
  | {
      kind: 'metadata';
      id: 'metadata';
      was: string;
      now: string;
      /** Ticked at first: nobody has set it since, or somebody was there for it. */
      isSuggested: boolean;
    }
  | {
      kind: 'dispatch';
      /** Of the dispatch that is gone. */
      id: string;
      agentName: string;
      metadata: string;
      deployment: string;
      attributes: Record<string, string>;
      /** At the last look before the loss. `waiting`: it was not taken yet. */
      agentBefore: 'present' | 'waiting' | 'gone';
      isSuggested: boolean;
    };

export interface RestoreOffer {
  offerId: string;
  room: string;
  /**
   * `new_room`: the room has another sid. `same_sid`: all its dispatches are gone and whoever is back is so in a new session,
   * as after the death of a node that shared a database.
   */
  cause: 'new_room' | 'same_sid';
  roomSidBefore: string;
  roomSidNow: string;
  /** When the loss was found, epoch ms of this computer. */
  foundAtMs: number;
  items: RestoreItem[];
}
