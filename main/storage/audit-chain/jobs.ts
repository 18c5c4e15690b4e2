/** What main asks the storage worker to do with the audit's chain, each in one transaction. Types only. */
import type { AuditFinding, CheckpointReason } from '#contract/domain/audit';
import type { ChainHead, ChainRow, ReadableKey, SealedHead } from './row-form.ts';

/** A row as it is to be written: what the chain adds itself is left out, values stand in full. */
export type NewRow = Omit<
  ChainRow,
  'form_version' | 'key_id' | 'previous_mac' | 'sequence' | 'mac' | 'before_hash' | 'after_hash'
> & { before: string; after: string };

/** A row that the chain wrote about itself. */
export interface Checkpoint {
  sequence: number;
  reason: CheckpointReason;
}

/** Where a check of the whole chain stands between two of its steps. */
export interface VerifyState {
  /** The last row that was checked; `isTrue` if nothing was found in it. */
  sequence: number;
  mac: string;
  keyId: string;
  isTrue: boolean;
  /** The check ends here; what is written meanwhile is left to the next one. */
  end: ChainHead;
  firstSequence: number;
  /** Rows before this one were taken in without seals; 0 if none were. */
  adoptedBefore: number;
  purgedRows: number;
}

export interface AuditJobs {
  /** Takes the chain up where it ends, or begins one; writes a checkpoint where something is to be said. */
  'audit.open': {
    /** `keys` are all that can be read, `key` the one of them to write with. */
    input: { key: ReadableKey; keys: ReadableKey[]; head: SealedHead | null; atMs: number; operator: string };
    output: { head: ChainHead; checkpoints: Checkpoint[] };
  };
  'audit.append': {
    input: { row: NewRow };
    output: { head: ChainHead; sequence: number; checkpoints: Checkpoint[] };
  };
  /** Removes the oldest rows, up to the first that is not older. */
  'audit.purge': {
    input: { beforeMs: number; atMs: number; operator: string };
    output: { head: ChainHead; purgedRows: number; checkpoints: Checkpoint[] };
  };
  'audit.verify': {
    /** `protection` is the one of the key that is written with now. */
    input: { keys: ReadableKey[]; protection: ReadableKey['protection']; state: VerifyState | null };
    output: {
      state: VerifyState;
      findings: AuditFinding[];
      checkedRows: number;
      resumedCount: number;
      isDone: boolean;
    };
  };
}

export type AuditJobName = keyof AuditJobs;
export type AuditJobRequest = { [Name in AuditJobName]: { name: Name; input: AuditJobs[Name]['input'] } }[AuditJobName];
