/** Which row of the Events dock somebody wants to see; the dock opens there. */
import { create } from 'zustand';

interface WantedEvent {
  /** The row's sequence. */
  key: number;
  /** Another one with each asking: the same row may be asked for twice. */
  asked: number;
}

export const useWantedEvent = create<{ wanted: WantedEvent | undefined }>(() => ({ wanted: undefined }));

/** Opens Events at a row of the room in front. */
export function showEvent(sequence: number): void {
  useWantedEvent.setState(({ wanted }) => ({ wanted: { key: sequence, asked: (wanted?.asked ?? 0) + 1 } }));
}

/** It is shown, or its room is not in front any more. */
export function dropWantedEvent(): void {
  useWantedEvent.setState({ wanted: undefined });
}
