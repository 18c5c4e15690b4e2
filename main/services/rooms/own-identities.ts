/** Knows which hidden observers are ours: the exact identities issued here, until 10 min after their end. */
import type { Clock } from '../ports.ts';
import type { IdentityStore, IssuedIdentity } from './ports.ts';

export interface OwnIdentities {
  has(identity: string): boolean;
  list(): string[];
  /** Resolves once the identity is on the disk; only then may its token be given out. */
  issue(identity: string): Promise<void>;
  /** Marks the end of sessions. */
  end(identities: readonly string[]): Promise<void>;
}

/** A refreshed token lives at least 10 min, so for that long an identity may still turn up. */
const keptAfterEndMs = 10 * 60_000;

/** Sessions that had not ended when the app did are taken to end now. */
export async function createOwnIdentities(deps: { store: IdentityStore; clock: Clock }): Promise<OwnIdentities> {
  const issued = new Map<string, IssuedIdentity>();
  for (const { identity, endedAtMs } of await deps.store.load()) {
    issued.set(identity, { identity, endedAtMs: endedAtMs ?? deps.clock.now() });
  }
  let writing: Promise<void> = Promise.resolve();

  function isKept({ endedAtMs }: IssuedIdentity): boolean {
    return endedAtMs === null || deps.clock.now() < endedAtMs + keptAfterEndMs;
  }

  function save(): Promise<void> {
    for (const entry of issued.values()) if (!isKept(entry)) issued.delete(entry.identity);
    const written = writing.then(() => deps.store.save([...issued.values()]));
    writing = written.catch(() => undefined);
    return written;
  }

  return {
    has(identity) {
      const entry = issued.get(identity);
      return entry !== undefined && isKept(entry);
    },
    list: () => [...issued.values()].filter(isKept).map(({ identity }) => identity),
    issue(identity) {
      issued.set(identity, { identity, endedAtMs: null });
      return save();
    },
    async end(identities) {
      const endedAtMs = deps.clock.now();
      const known = identities.filter((identity) => issued.has(identity));
      for (const identity of known) issued.set(identity, { identity, endedAtMs });
      if (known.length > 0) await save();
    },
  };
}
