/** Which row of the Events dock somebody wants to see; the dock opens there. */
import { create } from 'zustand';

interface WantedEvent {
  /** The row's sequence. */
  key: number;
  /** Another one with each asking: the same row may be asked for twice. */
  asked: number;
}

export const useWantedEvent = create<{ wanted: WantedEvent | undefined }>(() => ({ wanted: undefined }));

let askedCount = 0;

/** Opens Events at a row of the room in front. */
export function showEvent(sequence: number): void {
  useWantedEvent.setState({ wanted: { key: sequence, asked: ++askedCount } });
}

/** The list has taken it, or its room is not in front any more. */
export function dropWantedEvent(): void {
  useWantedEvent.setState({ wanted: undefined });
}
