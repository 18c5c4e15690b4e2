/** The database's history, one entry a version. Entries are never changed once released, only added. */
export const migrations: readonly string[] = [
  `CREATE TABLE audit_value (
     hash TEXT PRIMARY KEY,
     text TEXT NOT NULL
   ) STRICT;
   CREATE TABLE audit (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     phase TEXT NOT NULL,
     action_id TEXT NOT NULL,
     server_id TEXT NOT NULL,
     server_name TEXT NOT NULL,
     verb TEXT NOT NULL,
     room TEXT NOT NULL,
     target TEXT NOT NULL,
     operator TEXT NOT NULL,
     reason TEXT NOT NULL,
     before_hash TEXT NOT NULL REFERENCES audit_value(hash),
     after_hash TEXT NOT NULL REFERENCES audit_value(hash),
     outcome TEXT NOT NULL,
     code TEXT NOT NULL,
     message TEXT NOT NULL,
     took_ms REAL NOT NULL,
     request_id TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_by_server ON audit (server_id, sequence);`,
  // The chain. Rows from before it get their seals when it is first opened, because only then its key is there.
  `ALTER TABLE audit ADD COLUMN form_version INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE audit ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
   ALTER TABLE audit ADD COLUMN previous_mac TEXT NOT NULL DEFAULT '';
   ALTER TABLE audit ADD COLUMN mac TEXT NOT NULL DEFAULT '';
   CREATE INDEX audit_checkpoints ON audit (sequence) WHERE phase = 'checkpoint';`,
];
