/** Each way in which a record can be changed behind Gavel's back is found and named; what nobody touched passes. */
import fs from 'node:fs/promises';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import type { AuditFinding, AuditVerification } from '#contract/domain/audit';
import {
  emptyChain,
  nameKey,
  sealedColumns,
  sealHead,
  sealRow,
  type ChainRow,
} from '#main/storage/audit-chain/row-form';
import { openAudit, sampleEntry, type OpenAudit } from '#test/support/open-audit';
import { createFakeCipher } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

/** Row 1 is the first checkpoint, rows 2 to 9 are actions. */
async function writeRecord(options: Parameters<typeof openAudit>[1] = {}): Promise<OpenAudit & { folder: string }> {
  const folder = await makeTemporaryFolder();
  const opened = await openAudit(folder, options);
  for (let index = 2; index <= 9; index += 1) {
    const text = { before: `{"n":${index}}`, after: `{"n":${index + 1}}`, reason: `why ${index}`, code: 'timed_out' };
    await opened.audit.appendOutcome({
      ...sampleEntry,
      ...text,
      outcome: 'seen',
      message: 'm',
      requestId: `r${index}`,
    });
  }
  return { ...opened, folder };
}

/** Changes the file as another program could, while Gavel is closed. */
async function changeFile({ databasePath, close }: OpenAudit, change: string): Promise<void> {
  await close();
  const database = new Sqlite(databasePath);
  database.exec(`PRAGMA foreign_keys = OFF; ${change}`);
  database.close();
}

async function verifyAgain(folder: string, options: Parameters<typeof openAudit>[1] = {}): Promise<AuditVerification> {
  const { audit, close } = await openAudit(folder, options);
  const verification = await audit.verify({});
  await close();
  return verification;
}

async function verifyChanged(change: string): Promise<{ verification: AuditVerification; findings: AuditFinding[] }> {
  const written = await writeRecord();
  await changeFile(written, change);
  const verification = await verifyAgain(written.folder);
  return { verification, findings: verification.findings };
}

describe('what nobody touched', () => {
  it('passes, in the same run and after a restart', async () => {
    const written = await writeRecord();
    const expected = { verdict: 'intact', firstSequence: 1, lastSequence: 9, rowCount: 9, findings: [] };
    expect(await written.audit.verify({})).toMatchObject(expected);
    await written.close();
    expect(await verifyAgain(written.folder)).toMatchObject({ ...expected, resumedCount: 0 });
  });

  it('passes with texts that a database would not keep as they are', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    for (const target of ['nul\0after', 'half \ud800 pair', '\u202eabc', '😀', '']) {
      await audit.appendIntent({ ...sampleEntry, target, before: target, message: target });
    }
    await audit.appendOutcome({ ...sampleEntry, tookMs: 0.1 + 0.2 });
    await audit.appendOutcome({ ...sampleEntry, tookMs: 1e21 });
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', rowCount: 8 });
    expect((await audit.list('server-a', 10)).map(({ target }) => target)).toContain('nul\u2400after');
  });

  it('passes after many steps, tells how far it came, and can be called off', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    await Promise.all(Array.from({ length: 1_000 }, () => audit.appendIntent(sampleEntry)));
    const progress: number[] = [];
    const onProgress = ({ checkedRows }: { checkedRows: number }): void => void progress.push(checkedRows);
    expect(await audit.verify({ onProgress })).toMatchObject({ verdict: 'intact', rowCount: 1_001 });
    expect(progress).toEqual([400, 800, 1_001]);
    const stop = new AbortController();
    const check = audit.verify({ signal: stop.signal, onProgress: () => stop.abort() });
    await expect(check).rejects.toThrow(/abort/i);
  });

  it('goes on being written while it is checked', async () => {
    const { audit } = await openAudit(await makeTemporaryFolder());
    await Promise.all(Array.from({ length: 500 }, () => audit.appendIntent(sampleEntry)));
    const [verification] = await Promise.all([
      audit.verify({}),
      ...Array.from({ length: 20 }, () => audit.appendIntent(sampleEntry)),
    ]);
    expect(verification.verdict).toBe('intact');
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', rowCount: 521 });
  });
});

describe('an altered row', () => {
  const texts = new Map<string, string>([
    ['form_version', '2'],
    ['at_ms', 'at_ms + 1'],
    ['took_ms', 'took_ms + 0.5'],
    ['sequence', '500'],
    ['phase', "'intent'"],
    ['before_hash', '(SELECT before_hash FROM audit WHERE sequence = 4)'],
    ['after_hash', '(SELECT after_hash FROM audit WHERE sequence = 4)'],
  ]);
  for (const column of [...sealedColumns, 'mac']) {
    it(`is found and named: ${column}`, async () => {
      const value = texts.get(column) ?? `${column} || 'x'`;
      const { verification, findings } = await verifyChanged(
        `UPDATE audit SET ${column} = ${value} WHERE sequence = 5`,
      );
      expect(verification.verdict).toBe('broken');
      if (column === 'sequence') expect(findings).toContainEqual({ kind: 'missing', from: 5, to: 5 });
      else expect(findings).toEqual([{ kind: 'altered', from: 5, to: 5 }]);
    });
  }

  it('is found when its seal was taken from another row, and when all seals are gone', async () => {
    const swapped = await verifyChanged(
      "UPDATE audit SET target = 'eve', mac = (SELECT mac FROM audit WHERE sequence = 4) WHERE sequence = 5",
    );
    expect(swapped.findings).toContainEqual({ kind: 'altered', from: 5, to: 5 });
    const bare = await verifyChanged("UPDATE audit SET key_id = '', mac = '', previous_mac = '', form_version = 0");
    expect(bare.verification.verdict).toBe('broken');
    expect(bare.findings[0]).toMatchObject({ kind: 'altered', from: 1, to: 9 });
  });

  it('is found in the values that are kept apart', async () => {
    const { findings } = await verifyChanged(
      `UPDATE audit_value SET text = '{"n":99}' WHERE hash = (SELECT after_hash FROM audit WHERE sequence = 9)`,
    );
    expect(findings).toEqual([{ kind: 'value_altered', from: 9, to: 9 }]);
    const gone = await verifyChanged(
      'DELETE FROM audit_value WHERE hash = (SELECT after_hash FROM audit WHERE sequence = 9)',
    );
    expect(gone.findings).toEqual([{ kind: 'value_altered', from: 9, to: 9 }]);
  });
});

describe('rows that were moved, taken out or put in', () => {
  it('names what was taken out of the middle', async () => {
    const { verification, findings } = await verifyChanged('DELETE FROM audit WHERE sequence IN (4, 5)');
    expect(verification.verdict).toBe('broken');
    expect(findings).toEqual([{ kind: 'missing', from: 4, to: 5 }]);
  });

  it('names what was taken out though the rest was numbered anew', async () => {
    const { findings } = await verifyChanged(
      'DELETE FROM audit WHERE sequence = 5; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 5',
    );
    expect(findings[0]).toEqual({ kind: 'moved', from: 5, to: 8, shift: 1 });
  });

  it('names what was taken off the beginning', async () => {
    const { findings } = await verifyChanged('DELETE FROM audit WHERE sequence < 4');
    expect(findings[0]).toEqual({ kind: 'missing', from: 1, to: 3 });
  });

  it('names rows that were exchanged', async () => {
    const { findings } = await verifyChanged(
      'UPDATE audit SET sequence = 100 WHERE sequence = 5; UPDATE audit SET sequence = 5 WHERE sequence = 7; UPDATE audit SET sequence = 7 WHERE sequence = 100',
    );
    expect(findings).toEqual([
      { kind: 'moved', from: 5, to: 5, shift: 2 },
      { kind: 'moved', from: 7, to: 7, shift: -2 },
    ]);
  });

  it('names a row that was put in', async () => {
    const columns = [...sealedColumns, 'mac'].join(', ');
    const copied = [...sealedColumns, 'mac'].map((column) => (column === 'sequence' ? '10' : column)).join(', ');
    const { verification, findings } = await verifyChanged(
      `INSERT INTO audit (${columns}) SELECT ${copied} FROM audit WHERE sequence = 6`,
    );
    expect(verification.verdict).toBe('broken');
    expect(findings).toContainEqual({ kind: 'moved', from: 10, to: 10, shift: -4 });
    // Gavel said so itself when it next began to write.
    expect(findings).toContainEqual({ kind: 'noted', from: 11, to: 11, reason: 'rows_changed' });
  });
});

describe('the end of the record', () => {
  it('is found cut off, and stays so when it is written on', async () => {
    const written = await writeRecord();
    await changeFile(written, 'DELETE FROM audit WHERE sequence > 6');
    const { audit } = await openAudit(written.folder);
    const expected = [
      { kind: 'truncated', from: 7, to: 9 },
      { kind: 'noted', from: 10, to: 10, reason: 'rows_missing' },
    ];
    expect((await audit.verify({})).findings).toEqual(expected);
    await audit.appendIntent(sampleEntry);
    expect(await audit.verify({})).toMatchObject({ verdict: 'broken', findings: expected });
  });

  it('is found cut off while Gavel runs', async () => {
    const { audit, databasePath } = await writeRecord();
    const database = new Sqlite(databasePath);
    database.exec('DELETE FROM audit WHERE sequence > 6');
    database.close();
    expect((await audit.verify({})).findings).toEqual([{ kind: 'truncated', from: 7, to: 9 }]);
    await audit.appendIntent(sampleEntry);
    expect((await audit.verify({})).findings[0]).toEqual({ kind: 'truncated', from: 7, to: 9 });
  });

  it('is found empty', async () => {
    const { verification } = await verifyChanged('DELETE FROM audit; DELETE FROM sqlite_sequence');
    expect(verification.findings[0]).toEqual({ kind: 'truncated', from: 1, to: 9 });
  });

  it('may be ahead of the head, as a kill leaves it: said, and no fault', async () => {
    const written = await writeRecord();
    await written.close({ isKilled: true });
    const verification = await verifyAgain(written.folder);
    expect(verification).toMatchObject({ verdict: 'intact', resumedCount: 1, rowCount: 10 });
  });

  it('tells of a head that was put back to an older one', async () => {
    const written = await writeRecord();
    await written.close();
    const older = await fs.readFile(written.keeperPath, 'utf8');
    const second = await openAudit(written.folder);
    await second.audit.appendIntent(sampleEntry);
    await second.close();
    await fs.writeFile(written.keeperPath, older);
    const { audit } = await openAudit(written.folder);
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', resumedCount: 1 });
    expect((await audit.list(undefined, 1))[0]).toMatchObject({
      verb: 'audit.resume',
      before: expect.stringContaining('"sequence":9'),
    });
  });

  it('finds a head that Gavel did not write', async () => {
    const written = await writeRecord();
    const before = await written.audit.list(undefined, 1);
    await changeFile(written, 'DELETE FROM audit WHERE sequence > 6');
    const kept = JSON.parse(await fs.readFile(written.keeperPath, 'utf8')) as { head: { sequence: number } };
    expect([before[0]?.sequence, kept.head.sequence]).toEqual([9, 9]);
    await fs.writeFile(written.keeperPath, JSON.stringify({ ...kept, head: { ...kept.head, sequence: 6 } }));
    const { verdict, findings } = await verifyAgain(written.folder);
    expect(verdict).toBe('broken');
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'noted', reason: 'head_forged' }));
  });
});

describe('the key', () => {
  it('of another keyring: named, nothing overwritten, a new chain begins, and the old keyring proves the old part again', async () => {
    const written = await writeRecord({ cipher: createFakeCipher('first') });
    await written.close();
    const other = await openAudit(written.folder, { cipher: createFakeCipher('second') });
    await other.audit.appendIntent(sampleEntry);
    expect(await other.audit.readStatus()).toMatchObject({ keyProblem: { code: 'keystore_changed' } });
    expect(other.logger.lines.join('\n')).toContain('keystore_changed');
    expect(await other.audit.verify({})).toMatchObject({
      verdict: 'unproven',
      findings: [{ kind: 'unprovable', from: 1, to: 9 }],
      rowCount: 11,
    });
    await other.close();
    const back = await openAudit(written.folder, { cipher: createFakeCipher('first') });
    // Now the part of the second keyring cannot be read, and the first one's can.
    expect((await back.audit.verify({})).findings).toEqual([{ kind: 'unprovable', from: 10, to: 11 }]);
    expect((await back.audit.list(undefined, 1))[0]).toMatchObject({ verb: 'audit.begin', outcome: 'key_changed' });
  });

  it('was changed right before a kill: the new chain goes on', async () => {
    const written = await writeRecord({ cipher: createFakeCipher('first') });
    await written.close();
    const other = await openAudit(written.folder, { cipher: createFakeCipher('second') });
    await other.audit.appendIntent(sampleEntry);
    await other.close({ isKilled: true });
    const verification = await verifyAgain(written.folder, { cipher: createFakeCipher('second') });
    expect(verification).toMatchObject({ verdict: 'unproven', resumedCount: 1, findings: [{ kind: 'unprovable' }] });
  });

  it('without a keystore lies in a file of this user alone, and is called weaker', async () => {
    const cipher = createFakeCipher();
    cipher.isAvailable = false;
    const { audit, keeperPath, folder, close } = await writeRecord({ cipher });
    expect(await audit.verify({})).toMatchObject({ verdict: 'intact', protection: { kind: 'file' } });
    expect((await audit.readStatus()).protection.explanation).toContain('Weaker');
    expect((await fs.stat(keeperPath)).mode & 0o777).toBe(0o600);
    await close();
    // With a keystore a better key is taken, and what was written before does not borrow its strength.
    const better = await openAudit(folder);
    expect(await better.audit.verify({})).toMatchObject({
      verdict: 'unproven',
      findings: [{ kind: 'unprovable', from: 1, to: 9, cause: 'weak_key' }],
      protection: { kind: 'keystore' },
    });
  });

  it('with a keystore is in no file in clear', async () => {
    const { keeperPath, secrets, close } = await writeRecord();
    await close();
    const kept = JSON.parse(await fs.readFile(keeperPath, 'utf8')) as { keys: { kept: string; keyId: string }[] };
    const cipher = createFakeCipher();
    const [sealed] = kept.keys;
    const clear = (await cipher.decrypt(Buffer.from(sealed?.kept ?? '', 'base64'))).split(':')[1] ?? '';
    expect(clear).toMatch(/^[0-9a-f]{64}$/);
    expect(await fs.readFile(keeperPath, 'utf8')).not.toContain(clear);
    expect(secrets, 'told of for redaction').toContain(clear);
  });

  for (const isHeadForged of [false, true]) {
    it(`of a forger, put in as one of a file, proves nothing${isHeadForged ? ', with a head of it neither' : ''}`, async () => {
      const written = await writeRecord();
      await changeFile(written, "UPDATE audit SET target = 'eve' WHERE sequence = 5");
      const key = { keyId: nameKey('ab'.repeat(32)), key: 'ab'.repeat(32) };
      const database = new Sqlite(written.databasePath);
      let end = emptyChain;
      for (const row of database.prepare('SELECT * FROM audit ORDER BY sequence').all([]) as ChainRow[]) {
        const forged = { ...row, key_id: key.keyId, previous_mac: end.mac };
        end = { sequence: row.sequence, mac: sealRow(key, forged) };
        database
          .prepare('UPDATE audit SET key_id = ?, previous_mac = ?, mac = ? WHERE sequence = ?')
          .run([forged.key_id, forged.previous_mac, end.mac, end.sequence]);
      }
      database.close();
      const kept = JSON.parse(await fs.readFile(written.keeperPath, 'utf8')) as { keys: unknown[]; head: unknown };
      kept.keys.push({ keyId: key.keyId, protection: 'file', backend: 'basic_text', kept: key.key });
      if (isHeadForged) kept.head = sealHead(key, end);
      await fs.writeFile(written.keeperPath, JSON.stringify(kept));
      const { verdict, findings } = await verifyAgain(written.folder);
      expect(verdict).toBe(isHeadForged ? 'unproven' : 'broken');
      expect(findings[0]).toEqual({ kind: 'unprovable', from: 1, to: 9, cause: 'weak_key' });
    });
  }

  it('was changed, and what was written since was taken out with the head: found', async () => {
    const weak = createFakeCipher();
    weak.isAvailable = false;
    const written = await writeRecord();
    await written.close();
    const other = await openAudit(written.folder, { cipher: weak });
    await other.audit.appendIntent(sampleEntry);
    await changeFile(other, 'DELETE FROM audit WHERE sequence > 9');
    const kept = JSON.parse(await fs.readFile(written.keeperPath, 'utf8')) as object;
    for (const head of [null, { keyId: '0'.repeat(16), sequence: 9, mac: 'x', seal: 'x' }]) {
      await fs.writeFile(written.keeperPath, JSON.stringify({ ...kept, head }));
      const { audit, close } = await openAudit(written.folder, { cipher: weak });
      const { verdict, findings } = await audit.verify({});
      await close();
      expect(verdict).toBe('broken');
      const reason = head ? 'rows_changed' : 'head_missing';
      expect(findings).toContainEqual(expect.objectContaining({ kind: 'noted', reason }));
    }
  });

  it('lost with its file: the rows are kept, named as not provable, and the new chain says so', async () => {
    const written = await writeRecord();
    await written.close();
    await fs.rm(written.keeperPath);
    const verification = await verifyAgain(written.folder);
    expect(verification).toMatchObject({ verdict: 'unproven', findings: [{ kind: 'unprovable', from: 1, to: 9 }] });
  });
});

it('takes rows from before the chain in under a checkpoint that says so', async () => {
  const written = await writeRecord();
  await written.close();
  await fs.rm(written.keeperPath);
  await changeFile(
    written,
    "DELETE FROM audit WHERE phase = 'checkpoint'; UPDATE audit SET key_id = '', mac = '', previous_mac = '', form_version = 0, sequence = sequence - 1",
  );
  const adopted = await openAudit(written.folder);
  expect((await adopted.audit.list(undefined, 1))[0]).toMatchObject({ sequence: 9, outcome: 'adopted' });
  // Who forges rows can take their seals away too, so these prove nothing.
  const findings = [{ kind: 'unprovable', from: 1, to: 8, cause: 'adopted' }];
  expect(await adopted.audit.verify({})).toMatchObject({ verdict: 'unproven', rowCount: 9, findings });
  await changeFile({ ...written, close: adopted.close }, "UPDATE audit SET target = 'eve' WHERE sequence = 3");
  expect((await verifyAgain(written.folder)).findings).toContainEqual({ kind: 'altered', from: 3, to: 3 });
});
