/** What hidden joins need from the rest of main. */
import type { AuditRecord } from '#contract/domain/activity';

/** What is told of a join; sequence, time, phase and operator are the record's own. */
export type JoinAuditEntry = Omit<AuditRecord, 'sequence' | 'atMs' | 'phase' | 'operator'>;

/** The append-only record. A promise that resolves means that the row is on the disk. */
export interface AuditPort {
  appendIntent(entry: JoinAuditEntry): Promise<unknown>;
  appendOutcome(entry: JoinAuditEntry): Promise<unknown>;
}

/** An identity that this installation signed a token for. */
export interface IssuedIdentity {
  identity: string;
  /** Epoch ms at which its session ended; null while it may be in a room. */
  endedAtMs: number | null;
}

/** Keeps issued identities over restarts. */
export interface IdentityStore {
  load(): Promise<IssuedIdentity[]>;
  /** Resolves once written. */
  save(identities: IssuedIdentity[]): Promise<void>;
}
