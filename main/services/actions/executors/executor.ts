/** What an executor is: how one verb reads its target and how it sends its write. All rules are in contract/verbs. */
import type { VerbId } from '#contract/domain/verb-id';
import type { Result } from '#contract/result';
import type { VerbParameters } from '#contract/schemas/verbs';
import type { Applied, VerbStates, VerbWrites } from '#contract/verbs/definition';
import type { CallOptions, CallResult, LivekitApi } from '../../livekit-api/livekit-api.ts';
import type { Clock } from '../../ports.ts';

/** One server's API and one room, and this computer's time. */
export interface Place {
  api: LivekitApi;
  room: string;
  clock: Pick<Clock, 'now'>;
}

export interface Executor<Verb extends VerbId> {
  /** Names what may have one writer at a time, within its room. */
  nameWriter(parameters: VerbParameters[Verb]): string;
  /** Names what is watched after it was seen; a later action on one of these ends the watch of an earlier one. */
  nameWatched(applied: Applied<Verb>): string[];
  /** A fresh read; never from a cache. */
  read(place: Place, parameters: VerbParameters[Verb], options: CallOptions): Promise<Result<VerbStates[Verb]>>;
  send(place: Place, write: VerbWrites[Verb], options: CallOptions): Promise<CallResult<{ createdId?: string }>>;
  /** When the effect is looked for, in ms since the server accepted. */
  looksMs: readonly number[];
  /** A stronger means for what a first call may leave standing, used once after so many ms. */
  insist?: {
    afterMs: number;
    act(place: Place, applied: Applied<Verb>, now: VerbStates[Verb], options: CallOptions): Promise<void>;
  };
  /** True if the room's list of dispatches changes by it. */
  touchesDispatches: boolean;
}

/** Looks within about 3 s: a read is fresh after 60 ms as a rule. */
export const usualLooksMs: readonly number[] = [0, 60, 150, 300, 600, 1_000, 1_500, 2_000, 2_500, 3_000];
