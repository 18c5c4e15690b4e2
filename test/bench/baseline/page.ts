/** livekit-client alone, on a page without anything else: what a join and an event cost before the console adds to it. */
import { Room, RoomEvent } from 'livekit-client';

/** Milliseconds after the call. */
export interface BaselineJoin {
  connectedMs: number;
  everybodyMs: number;
}

export interface BaselinePage {
  /** Joins and resolves when connected and `count` others are known. */
  join(url: string, token: string, count: number): Promise<BaselineJoin>;
  leave(): Promise<void>;
  /** Epoch ms at which each value of the attribute was told by an event. */
  heard(): Record<string, number>;
}

declare global {
  interface Window {
    baseline: BaselinePage;
  }
}

/** Written by the bench's API calls. */
const attribute = 'beat';
let room: Room | undefined;
let heardAtMs: Record<string, number> = {};

window.baseline = {
  async join(url, token, count) {
    heardAtMs = {};
    // As the console makes its own, so that only what stands around it differs.
    const joined = new Room({ adaptiveStream: false, dynacast: false });
    room = joined;
    joined.on(RoomEvent.ParticipantAttributesChanged, (changed) => {
      const value = changed[attribute];
      if (value !== undefined) heardAtMs[value] = Date.now();
    });
    const startedAtMs = performance.now();
    const connected = new Promise<number>((resolve) => {
      joined.once(RoomEvent.Connected, () => resolve(performance.now() - startedAtMs));
    });
    const everybody = new Promise<number>((resolve) => {
      const look = (): void => {
        if (joined.remoteParticipants.size >= count) resolve(performance.now() - startedAtMs);
      };
      // The answer to the join names everybody, before media is connected.
      joined.on(RoomEvent.SignalConnected, look).on(RoomEvent.Connected, look).on(RoomEvent.ParticipantConnected, look);
    });
    await joined.connect(url, token, { autoSubscribe: false });
    return { connectedMs: await connected, everybodyMs: await everybody };
  },
  async leave() {
    await room?.disconnect();
    room = undefined;
  },
  heard: () => ({ ...heardAtMs }),
};
