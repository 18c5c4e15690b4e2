/** What a check needs from the outside beside HTTP: names, certificates, and a hidden page with the browser's own stack. */

/** Looks that HTTP cannot take. Each rejects with the signal's reason when it is aborted. */
export interface CheckNetwork {
  /** The system's proxy for an address, as text; undefined where the way is direct. */
  findProxy(url: string): Promise<string | undefined>;
  /** Addresses of a host name; rejects with Node's or the browser's code in the message. */
  lookUpName(hostname: string, signal: AbortSignal): Promise<string[]>;
  /** Shakes hands by TLS, reads the certificate and hangs up. */
  inspectTls(host: string, port: number, signal: AbortSignal): Promise<TlsFinding>;
}

export type TlsFinding =
  | { kind: 'certificate'; validFromMs: number; validToMs: number; names: string; issuer: string }
  /** No handshake: nobody there, or no TLS there. */
  | { kind: 'none'; words: string };

/** A hidden window of kind `probe`. */
export interface ProbeWindow {
  windowId: number;
  close(): void;
}

export interface ProbeWindows {
  /** Opens one that may connect to these origins alone. `onGone` is told when its page ends by itself. */
  openProbe(connectOrigins: readonly string[], onGone: () => void): ProbeWindow;
}
