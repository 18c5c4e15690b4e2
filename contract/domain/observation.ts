/** What only a session in the room can see, told to main: why somebody left, and since when an agent says what of itself. */

export type Observation =
  | {
      kind: 'left';
      identity: string;
      sid: string;
      /** LiveKit's DisconnectReason in lower case. */
      reason: string;
      /** Epoch ms of this computer. */
      atMs: number;
    }
  | {
      kind: 'agent-state';
      identity: string;
      sid: string;
      /** `lk.agent.state`, as the agent has set it. */
      state: string;
      atMs: number;
    };
