/** What the record of privileged actions says about itself: how it is protected, and what checking it found. */

export interface AuditProtection {
  /** `file`: the key lies in a file that only this user can read; who can read that file can forge the record. */
  kind: 'keystore' | 'file';
  backend: string;
  /** One or two sentences for people. */
  explanation: string;
}

export interface AuditStatus {
  protection: AuditProtection;
  /** Said when keys of earlier parts cannot be read now, such as after another keyring was opened. */
  keyProblem?: { code: 'keystore_changed'; message: string; cure: string };
}

export const auditFindingKinds = [
  /** What stands in rows `from` to `to` is not what was written. */
  'altered',
  /** A kept value of row `from` (before or after) is not what was written, or is gone. */
  'value_altered',
  /** Rows `from` to `to` are true but stand in other places: each was written `shift` rows later. */
  'moved',
  /** Rows `from` to `to` are gone. */
  'missing',
  /** Rows `from` to `to`, the last ones of their time, are gone. */
  'truncated',
  /** Row `from` is true, but what stands before it is not what it was written after. */
  'unlinked',
  /** Gavel itself found the record changed when it wrote the checkpoint in row `from`. */
  'noted',
  /** Nothing contradicts rows `from` to `to`, and nothing proves them; `cause` says why. */
  'unprovable',
] as const;

export interface AuditFinding {
  kind: (typeof auditFindingKinds)[number];
  from: number;
  to: number;
  /** For `noted`: the checkpoint's reason. */
  reason?: CheckpointReason;
  /** For `moved`. */
  shift?: number;
  /** For `unprovable`; without one, the key cannot be read now. */
  cause?: UnprovableCause;
}

/** `weak_key`: sealed with a key from a file, while there is a keystore. `adopted`: without seals when they were taken in. */
export type UnprovableCause = 'weak_key' | 'adopted';

/** Why a checkpoint row was written. */
export const checkpointReasons = [
  'first',
  'adopted',
  'resumed',
  'key_changed',
  'head_missing',
  'head_forged',
  'rows_missing',
  'rows_changed',
  'purged',
] as const;
export type CheckpointReason = (typeof checkpointReasons)[number];

export interface AuditVerification {
  /** `unproven`: nothing contradicts the record, but a part of it cannot be checked. */
  verdict: 'intact' | 'unproven' | 'broken';
  firstSequence: number;
  lastSequence: number;
  rowCount: number;
  /** In order of rows, at most 200. */
  findings: AuditFinding[];
  findingCount: number;
  /** Rows that were removed by purging, as the last purge says. */
  purgedRows: number;
  /** Times that rows were found beyond the last noted head at a start: a kill does that, an older copy of the head too. */
  resumedCount: number;
  protection: AuditProtection;
  checkedAtMs: number;
  tookMs: number;
}
