/** The thread that owns the SQLite file: runs migrations, then one transaction per message, in order. */
import Sqlite from 'libsql';
import { parentPort, workerData } from 'node:worker_threads';
import { verifyStep } from './audit-chain/chain-verifier.ts';
import { createChainWriter } from './audit-chain/chain-writer.ts';
import type { AuditJobRequest } from './audit-chain/jobs.ts';
import type { DatabaseAnswer, DatabaseRequest, SqlRow, SqlStatement } from './database.ts';
import { migrations } from './migrations.ts';

if (!parentPort) throw new Error('the storage worker runs in a worker thread only');
const port = parentPort;
const { filePath } = workerData as { filePath: string };

const database = new Sqlite(filePath);
// Another program may be reading the file for a moment, such as a backup: no reason to fail.
database.exec('PRAGMA busy_timeout = 3000');
// FULL: a record must survive a power cut before its result is shown; WAL keeps that cheap (one fsync per commit).
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
migrate();
const chain = createChainWriter(database);

port.on('message', (message: DatabaseRequest | 'close') => {
  if (message === 'close') {
    database.close();
    port.close();
    return;
  }
  port.postMessage(answer(message));
});

function answer(request: DatabaseRequest): DatabaseAnswer {
  try {
    database.exec('BEGIN IMMEDIATE');
    const value = 'job' in request ? doJob(request.job) : runStatements(request.statements);
    database.exec('COMMIT');
    chain.settle(true);
    return { id: request.id, ok: true, value };
  } catch (error) {
    chain.settle(false);
    if (database.inTransaction) database.exec('ROLLBACK');
    return { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function runStatements(statements: SqlStatement[]): SqlRow[] {
  let rows: SqlRow[] = [];
  for (const { sql, parameters } of statements) {
    const statement = database.prepare(sql);
    rows = statement.reader ? (statement.all(parameters) as SqlRow[]) : (statement.run(parameters), []);
  }
  return rows;
}

function doJob(job: AuditJobRequest): unknown {
  switch (job.name) {
    case 'audit.open':
      return chain.open(job.input);
    case 'audit.append':
      return chain.append(job.input);
    case 'audit.purge':
      return chain.purge(job.input);
    case 'audit.verify':
      return verifyStep(database, job.input, chain.head());
    default:
      return job satisfies never;
  }
}

function migrate(): void {
  const [current] = database.prepare('PRAGMA user_version').all() as { user_version: number }[];
  const version = current?.user_version ?? 0;
  if (version > migrations.length) {
    throw new Error(`the database is of a newer Gavel (version ${version}, this one knows ${migrations.length})`);
  }
  for (const [index, sql] of migrations.entries()) {
    if (index >= version) database.exec(`BEGIN; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
