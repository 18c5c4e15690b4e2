/** What hidden joins need from the rest of main. */
/** An identity that this installation signed a token for. */
export interface IssuedIdentity {
  identity: string;
  /** Epoch ms at which its session ended; null while it may be in a room. */
  endedAtMs: number | null;
}

/** Keeps issued identities over restarts. */
export interface IdentityStore {
  load(): Promise<IssuedIdentity[]>;
  /** Resolves once written. */
  save(identities: IssuedIdentity[]): Promise<void>;
}
