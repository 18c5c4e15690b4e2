/** What the door needs from the outside. */
import type { AuditRecord } from '#contract/domain/activity';
import type { FindLivekitApi } from '../livekit-api/livekit-api.ts';
import type { Clock, ConfirmInMain, EventSink } from '../ports.ts';

/** A row of the record, without what the record itself knows. */
export type AuditEntry = Omit<AuditRecord, 'sequence' | 'atMs' | 'phase' | 'operator'>;

/** The append-only record. A promise that resolves means that the row is durable. */
export interface AuditPort {
  /** To be awaited before anything is sent. */
  appendIntent(entry: AuditEntry): Promise<unknown>;
  /** To be awaited before a result is shown. */
  appendOutcome(entry: AuditEntry): Promise<unknown>;
}

export interface DoorDeps {
  apiFor: FindLivekitApi;
  audit: AuditPort;
  events: EventSink;
  clock: Clock;
  confirm: ConfirmInMain;
  /** Name of a saved server, for the record. */
  nameServer(serverId: string): string | Promise<string>;
  /** Told when a dispatch was made or deleted, so that the room's list is read soon. */
  onDispatchesTouched?: (serverId: string, room: string) => void;
}

/** The window that asks, as main knows it. */
export interface DoorSender {
  serverId: string;
  windowId: number;
}
