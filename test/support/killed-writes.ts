/** Finds which writes reached the server and which the record has an intent for, by marks that stand in the keys of attributes. */
import Sqlite from 'libsql';
import type { ProxiedRequest } from '#tools/fault-proxy.ts';

/** Run and number of a write, such as `k3-14`. */
const mark = /k\d+-\d+/;

/** Marks of all writes that were passed on to the server. */
export function listReached(requests: readonly ProxiedRequest[]): string[] {
  return requests
    .filter(({ method, wasForwarded }) => method === 'UpdateParticipant' && wasForwarded)
    .flatMap(({ body }) => Object.keys((body as { attributes: Record<string, string> }).attributes));
}

/** Those of `reached` that the record in `databasePath` has no intent for. */
export function findUnrecorded(databasePath: string, reached: readonly string[]): string[] {
  const database = new Sqlite(databasePath, { readonly: true });
  const rows = database
    .prepare("SELECT text FROM audit JOIN audit_value ON hash = after_hash WHERE phase = 'intent'")
    .all([]) as { text: string }[];
  database.close();
  const recorded = new Set(rows.flatMap(({ text }) => mark.exec(text) ?? []));
  return reached.filter((one) => !recorded.has(one));
}

/** Takes the intent of one write out of the record, as a control. */
export function takeOutIntent(databasePath: string, taken: string): void {
  const database = new Sqlite(databasePath);
  database.exec(`PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE phase = 'intent'
    AND after_hash IN (SELECT hash FROM audit_value WHERE text LIKE '%"${taken}"%')`);
  database.close();
}

/** A repeatable row of numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
