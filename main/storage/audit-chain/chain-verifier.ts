/**
 * Checks the audit's chain step by step, so that writes go on between two steps. Tells what it finds row by row; changes
 * nothing. Runs in the storage worker.
 */
import type { AuditFinding, CheckpointReason } from '#contract/domain/audit';
import { checkpointReasons } from '#contract/domain/audit';
import {
  readAdoptedBefore,
  readLastCheckpoint,
  readLastRow,
  readRows,
  readValue,
  type SqliteDatabase,
} from './chain-rows.ts';
import { readPurgeNote } from './chain-writer.ts';
import type { AuditJobs, VerifyState } from './jobs.ts';
import { hashValue, isSame, noMac, sealRow, type ChainHead, type ChainKey, type ChainRow } from './row-form.ts';

const rowsPerStep = 400;
const valueCharactersPerStep = 4 * 1024 * 1024;
/** How far from its place a row is looked for that fits its seal under another number. */
const movedReach = 64;
const movedSearchesPerStep = 20;
/** Checkpoints by which Gavel itself said that something was wrong. */
const alarmingReasons: ReadonlySet<CheckpointReason> = new Set([
  'rows_changed',
  'rows_missing',
  'head_forged',
  'head_missing',
]);

/** One step. `head` is where the chain ends by what was written in this run. */
export function verifyStep(
  database: SqliteDatabase,
  { keys, protection, state: earlier }: AuditJobs['audit.verify']['input'],
  head: ChainHead | undefined,
): AuditJobs['audit.verify']['output'] {
  const findings: AuditFinding[] = [];
  const state = earlier ?? beginCheck(database, head, findings);
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  const checkedValues = new Set<string>();
  let valueCharacters = 0;
  let checkedRows = 0;
  let resumedCount = 0;
  let movedSearches = 0;
  let lastShift = 1;

  const rows = readRows(database, state.sequence, rowsPerStep).filter(({ sequence }) => sequence <= state.end.sequence);
  for (const row of rows) {
    if (valueCharacters > valueCharactersPerStep) break;
    checkGap(row);
    const isTrue = checkSeal(row);
    // What follows a row that was found wrong, or is wrong itself, says nothing more by its link.
    if (isTrue) checkLink(row);
    checkValues(row);
    const keyId = isTrue ? row.key_id : state.keyId;
    Object.assign(state, { sequence: row.sequence, mac: row.mac, keyId, isTrue });
    checkedRows += 1;
  }
  const isDone = checkedRows === rows.length && rows.length < rowsPerStep;
  if (isDone) checkEnd();
  return { state, findings, checkedRows, resumedCount, isDone };

  function tell(
    kind: AuditFinding['kind'],
    from: number,
    more: Omit<Partial<AuditFinding>, 'kind' | 'from'> = {},
  ): void {
    const last = findings.at(-1);
    const isRun = kind === 'altered' || kind === 'unprovable' || kind === 'moved';
    if (isRun && last?.kind === kind && last.to === from - 1 && last.shift === more.shift && last.cause === more.cause)
      last.to = from;
    else findings.push({ kind, from, to: from, ...more });
  }

  function checkGap(row: ChainRow): void {
    if (row.sequence === state.sequence + 1) return;
    const isSaid = readReason(row) === 'rows_missing';
    tell(isSaid ? 'truncated' : 'missing', state.sequence + 1, { to: row.sequence - 1 });
  }

  function checkLink(row: ChainRow): void {
    const isNext = row.sequence === state.sequence + 1;
    if (isNext && state.isTrue && !isSame(row.previous_mac, state.mac)) tell('unlinked', row.sequence);
    // Only a checkpoint begins a chain with another key, so the key of the row before was written over.
    const isOtherKey = state.keyId !== '' && row.key_id !== state.keyId && row.verb !== 'audit.begin';
    if (isNext && state.isTrue && isOtherKey) tell('altered', state.sequence);
  }

  /** Answers whether nothing speaks against the row. */
  function checkSeal(row: ChainRow): boolean {
    const key = byId.get(row.key_id);
    if (!key) {
      const isExpected = state.keyId === '' || row.key_id === state.keyId || row.verb === 'audit.begin';
      const isUnknown = row.key_id !== '' && isExpected;
      tell(isUnknown ? 'unprovable' : 'altered', row.sequence);
      return isUnknown;
    }
    if (!isSame(sealRow(key, row), row.mac)) {
      const shift = findShift(key, row);
      if (shift === undefined) tell('altered', row.sequence);
      else tell('moved', row.sequence, { shift });
      return false;
    }
    // SECURITY: a seal proves nothing where anybody who reads a file could have made it, or where it was put on later.
    if (row.sequence < state.adoptedBefore) tell('unprovable', row.sequence, { cause: 'adopted' });
    else if (key.protection === 'file' && protection === 'keystore') {
      tell('unprovable', row.sequence, { cause: 'weak_key' });
    }
    const reason = readReason(row);
    if (reason === 'resumed') resumedCount += 1;
    if (reason !== undefined && alarmingReasons.has(reason)) tell('noted', row.sequence, { reason });
    return true;
  }

  /** A true row that stands in another's place fits its seal under the number with which it was written. */
  function findShift(key: ChainKey, row: ChainRow): number | undefined {
    const fits = (shift: number): boolean =>
      row.sequence + shift > 0 && isSame(sealRow(key, { ...row, sequence: row.sequence + shift }), row.mac);
    if (fits(lastShift)) return lastShift;
    if (movedSearches >= movedSearchesPerStep) return undefined;
    movedSearches += 1;
    for (let distance = 1; distance <= movedReach; distance += 1) {
      for (const shift of [distance, -distance]) {
        if (fits(shift)) return (lastShift = shift);
      }
    }
    return undefined;
  }

  function checkValues(row: ChainRow): void {
    for (const hash of new Set([row.before_hash, row.after_hash])) {
      if (checkedValues.has(hash)) continue;
      const text = readValue(database, hash);
      valueCharacters += text?.length ?? 0;
      if (text !== undefined && isSame(hashValue(text), hash)) checkedValues.add(hash);
      else tell('value_altered', row.sequence);
    }
  }

  function checkEnd(): void {
    if (state.sequence < state.end.sequence) tell('truncated', state.sequence + 1, { to: state.end.sequence });
    else if (state.isTrue && !isSame(state.mac, state.end.mac)) tell('unlinked', state.sequence);
  }
}

function beginCheck(database: SqliteDatabase, head: ChainHead | undefined, findings: AuditFinding[]): VerifyState {
  const last = readLastRow(database);
  const isBehind = head !== undefined && (last?.sequence ?? 0) <= head.sequence;
  const end = isBehind || !last ? (head ?? { sequence: 0, mac: noMac }) : { sequence: last.sequence, mac: last.mac };
  const [first] = readRows(database, 0, 1);
  const purge = readLastCheckpoint(database, 'audit.purge');
  const note = purge && readPurgeNote(readValue(database, purge.after_hash));
  const firstSequence = note?.firstKept ?? 1;
  // Rows before the first kept one came back: they were purged, and nothing vouches for them.
  if (first && first.sequence < firstSequence) {
    findings.push({ kind: 'unlinked', from: first.sequence, to: first.sequence });
  }
  return {
    sequence: Math.min(firstSequence, first?.sequence ?? firstSequence) - 1,
    mac: note?.previousMac ?? noMac,
    keyId: '',
    isTrue: true,
    end,
    firstSequence,
    adoptedBefore: readAdoptedBefore(database),
    purgedRows: note?.purgedRowsEver ?? 0,
  };
}

function readReason(row: ChainRow): CheckpointReason | undefined {
  return row.phase === 'checkpoint' ? checkpointReasons.find((reason) => reason === row.outcome) : undefined;
}
