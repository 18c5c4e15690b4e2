/** What a check of the record found, in words. */
import type { AuditFinding, AuditVerification, CheckpointReason, UnprovableCause } from '#contract/domain/audit';
import { formatCount, formatTook } from '#renderer/lib/format.ts';

export interface VerificationWords {
  tone: 'good' | 'open' | 'bad';
  /** One sentence: the verdict. */
  verdict: string;
  /** What was found, in order of rows, and what holds besides. */
  lines: string[];
}

export function describeVerification(verification: AuditVerification): VerificationWords {
  const { verdict, firstSequence, lastSequence, rowCount, findings, findingCount } = verification;
  const range = `from row ${formatCount(firstSequence)} to ${formatCount(lastSequence)}`;
  const took = `${countRows(rowCount)} checked in ${formatTook(verification.tookMs)}`;
  const lines = findings.map(describeFinding);
  if (findingCount > findings.length) lines.push(`And ${formatCount(findingCount - findings.length)} more findings.`);
  const notes = describeNotes(verification);
  switch (verdict) {
    case 'intact':
      return { tone: 'good', verdict: `Intact ${range}: ${took}.`, lines: notes };
    case 'unproven':
      return {
        tone: 'open',
        verdict: `Nothing contradicts the record ${range}, but a part of it cannot be checked: ${took}.`,
        lines: [...lines, ...notes],
      };
    case 'broken':
      return { tone: 'bad', verdict: `Changed behind Gavel’s back: ${took}.`, lines: [...lines, ...notes] };
    default:
      return verdict satisfies never;
  }
}

export function describeFinding(finding: AuditFinding): string {
  const { kind, from, to } = finding;
  const rows = nameRows(from, to);
  const [isAre, wasWere] = from === to ? ['is', 'was'] : ['are', 'were'];
  switch (kind) {
    case 'altered':
      return `${rows} ${wasWere} altered.`;
    case 'value_altered':
      return `A value of row ${formatCount(from)} (before or after) was altered or taken out.`;
    case 'moved':
      return `${rows} ${wasWere} moved: row ${formatCount(from)} was written as row ${formatCount(from + (finding.shift ?? 0))}. Rows were re-ordered or taken out.`;
    case 'missing':
      return `${rows} ${isAre} missing.`;
    case 'truncated':
      return `Truncated after row ${formatCount(from - 1)}: ${rows.toLowerCase()} ${isAre} missing.`;
    case 'unlinked':
      return `Row ${formatCount(from)} does not follow the row before it: what stood between was replaced.`;
    case 'noted':
      return `Row ${formatCount(from)}: ${reasonWords[finding.reason ?? 'rows_changed']}`;
    case 'unprovable':
      return `${rows} ${unprovableWords[finding.cause ?? 'no_key']}`;
    default:
      return kind satisfies never;
  }
}

const unprovableWords: Record<UnprovableCause | 'no_key', string> = {
  no_key: 'cannot be checked: they are sealed with a key that is not here, such as one of another keyring.',
  weak_key:
    'cannot be proven: they are sealed with a key that lies in a file, not in the keystore. Who can read that file can forge them.',
  adopted:
    'cannot be proven: they had no seals when Gavel took them in. Rows from before the chain have none, and forged rows may have none either.',
};

/** What Gavel said about itself when it found the record changed. */
const reasonWords: Record<CheckpointReason, string> = {
  first: 'the record begins.',
  adopted: 'rows from before the chain were taken in.',
  resumed: 'the record was ahead of its head.',
  key_changed: 'a chain with another key begins.',
  head_missing: 'Gavel found the head of the chain missing when it started.',
  head_forged: 'Gavel found a head that it had not written.',
  rows_missing: 'Gavel found the last rows gone.',
  rows_changed: 'Gavel found that the rows did not end as it had left them.',
  purged: 'old rows were removed.',
};

function describeNotes({ purgedRows, resumedCount }: AuditVerification): string[] {
  const notes: string[] = [];
  if (purgedRows > 0)
    notes.push(`${countRows(purgedRows)} before these were removed by a moderator; checkpoints say when.`);
  if (resumedCount > 0) {
    const times = resumedCount === 1 ? 'Once' : `${formatCount(resumedCount)} times`;
    notes.push(`${times} the record was ahead of its head, as after a kill. Nothing is missing by that.`);
  }
  return notes;
}

function nameRows(from: number, to: number): string {
  return from === to ? `Row ${formatCount(from)}` : `Rows ${formatCount(from)} to ${formatCount(to)}`;
}

function countRows(count: number): string {
  return count === 1 ? '1 row' : `${formatCount(count)} rows`;
}
