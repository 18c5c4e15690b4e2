/** The thread that owns the SQLite file: runs migrations, then one transaction per message, in order. */
import Sqlite from 'libsql';
import { parentPort, workerData } from 'node:worker_threads';
import type { DatabaseAnswer, DatabaseRequest, SqlRow } from './database.ts';
import { migrations } from './migrations.ts';

if (!parentPort) throw new Error('the storage worker runs in a worker thread only');
const port = parentPort;
const { filePath } = workerData as { filePath: string };

const database = new Sqlite(filePath);
// FULL: a record must survive a power cut before its result is shown; WAL keeps that cheap (one fsync per commit).
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
migrate();

port.on('message', (message: DatabaseRequest | 'close') => {
  if (message === 'close') {
    database.close();
    port.close();
    return;
  }
  port.postMessage(answer(message));
});

function answer(request: DatabaseRequest): DatabaseAnswer {
  if (request.statements.length === 0) return { id: request.id, ok: true, rows: [] };
  try {
    database.exec('BEGIN IMMEDIATE');
    let rows: SqlRow[] = [];
    for (const { sql, parameters } of request.statements) {
      const statement = database.prepare(sql);
      rows = statement.reader ? (statement.all(parameters) as SqlRow[]) : (statement.run(parameters), []);
    }
    database.exec('COMMIT');
    return { id: request.id, ok: true, rows };
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    return { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) };
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
