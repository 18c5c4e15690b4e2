/** What the door needs from the outside. */
import type { VerbId } from '#contract/domain/verb-id';
import type { GavelError } from '#contract/result';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { AuditPort, Clock, ConfirmInMain, EventSink } from '../ports.ts';

export interface DoorDeps {
  findApi: FindLivekitApi;
  audit: AuditPort;
  events: EventSink;
  clock: Clock;
  confirm: ConfirmInMain;
  /** Name of a saved server, for the record. */
  nameServer(serverId: string): string | Promise<string>;
  /** Until when (epoch ms) a server asked not to be called; runs of many and their lists wait for it. */
  heldUntilMs?: (serverId: string) => number;
  /** Told when a dispatch was made or deleted, so that the room's list is read soon. */
  onDispatchesTouched?: (serverId: string, room: string) => void;
  /** Told how the server answered a write; `error` is undefined where it took it. */
  onAnswered?: (serverId: string, verb: VerbId, error: GavelError | undefined) => void;
}

/** The window that asks, as main knows it. */
export interface DoorSender {
  serverId: string;
  windowId: number;
}
