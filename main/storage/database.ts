/** The database behind an asynchronous port. SQLite is synchronous and an fsync must not stall main: it lives in a worker. */
import { Worker } from 'node:worker_threads';
import type { AuditJobName, AuditJobRequest, AuditJobs } from './audit-chain/jobs.ts';

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

export interface SqlStatement {
  sql: string;
  parameters: SqlValue[];
}

export interface Database {
  /** Runs all statements in one transaction; resolves with the rows of the last one once everything is durable. */
  run(statements: SqlStatement[]): Promise<SqlRow[]>;
  /** Does one job on the audit's chain in one transaction; resolves once everything is durable. */
  work<Name extends AuditJobName>(name: Name, input: AuditJobs[Name]['input']): Promise<AuditJobs[Name]['output']>;
  close(): Promise<void>;
}

export type DatabaseRequest = { id: number } & ({ statements: SqlStatement[] } | { job: AuditJobRequest });

export type DatabaseAnswer = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string };

/**
 * Opens (and migrates) a database file. `workerUrl` is the module `worker.ts` or its bundle.
 * Rejects if the file cannot be opened; a worker that dies rejects everything under way.
 */
export async function openDatabase(filePath: string, workerUrl: URL): Promise<Database> {
  const worker = new Worker(workerUrl, { workerData: { filePath } });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let failure: Error | undefined;

  function failEverything(error: Error): void {
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  worker.on('error', failEverything);
  worker.on('exit', (code) => failEverything(new Error(`the database worker ended with code ${code}`)));
  worker.on('message', (answer: DatabaseAnswer) => {
    const request = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) request?.resolve(answer.value);
    else request?.reject(new Error(answer.message));
  });

  function send(content: { statements: SqlStatement[] } | { job: AuditJobRequest }): Promise<unknown> {
    if (failure) return Promise.reject(failure);
    lastId += 1;
    const request: DatabaseRequest = { id: lastId, ...content };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  }

  // The worker answers each request with what its kind promises.
  const run = (statements: SqlStatement[]): Promise<SqlRow[]> => send({ statements }) as Promise<SqlRow[]>;

  async function close(): Promise<void> {
    if (failure) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage('close');
    await ended;
  }

  await run([]);
  return {
    run,
    work: <Name extends AuditJobName>(name: Name, input: AuditJobs[Name]['input']) =>
      send({ job: { name, input } as AuditJobRequest }) as Promise<AuditJobs[Name]['output']>,
    close,
  };
}
