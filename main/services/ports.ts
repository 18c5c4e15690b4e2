/** What services need from the outside, named by use. Electron, clocks and files come in through these. */
import type { EventChannel, EventPayloads } from '#contract/channels';
import type { AuditRecord } from '#contract/domain/activity';
import type { Result } from '#contract/result';

export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Runs once after so many ms; returns the way to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** One HTTP call without cookies and without following redirects. Rejects like `fetch` when no answer comes. */
export type HttpFetch = (url: string, init: HttpRequest) => Promise<HttpAnswer>;

export interface HttpRequest {
  method: 'GET' | 'POST' | 'HEAD';
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The system's keystore. `encrypt` and `decrypt` reject where there is no real protection or the keyring changed. */
export interface SecretCipher {
  describe(): Promise<{ isAvailable: boolean; backend: string }>;
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(bytes: Uint8Array): Promise<string>;
}

/** Sends events to windows; those that are gone are passed over. */
export interface EventSink {
  toServer<Channel extends EventChannel>(serverId: string, channel: Channel, payload: EventPayloads[Channel]): void;
  /** To one window, by the id under which it asked. */
  toWindow<Channel extends EventChannel>(windowId: number, channel: Channel, payload: EventPayloads[Channel]): void;
  toEveryWindow<Channel extends EventChannel>(channel: Channel, payload: EventPayloads[Channel]): void;
}

/** A row of the record, without what the record itself knows: sequence, time, phase and operator. */
export type AuditEntry = Omit<AuditRecord, 'sequence' | 'atMs' | 'phase' | 'operator' | 'isCut'>;

/** The append-only record. A promise that resolves means that the row is on the disk. */
export interface AuditPort {
  /** To be awaited before anything is sent or given out. */
  appendIntent(entry: AuditEntry): Promise<unknown>;
  /** To be awaited before a result is shown. */
  appendOutcome(entry: AuditEntry): Promise<unknown>;
}

/** Asks in a dialog that main owns, so that no renderer can answer for the moderator. */
export type ConfirmInMain = (question: {
  title: string;
  detail: string;
  confirmLabel: string;
  /** *Cancel* where nothing else is said. */
  declineLabel?: string;
  /** The server window it belongs to, if any. */
  serverId?: string;
  /** Any window that it belongs to. */
  windowId?: number;
}) => Promise<boolean>;

export interface WindowControl {
  openManager(): void;
  openServer(serverId: string): void;
  /** Opens the form for a new server, or for editing one. */
  openForm(serverId: string | undefined): void;
  /** Asks first where something typed would be lost. */
  closeForm(windowId: number): void;
  /** Closes the windows of a server whose address changed or that was deleted. */
  closeServer(serverId: string): void;
  /** How many unsaved drafts closing a server's window would lose. */
  countDrafts(serverId: string): number;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Takes secrets out of a text before it is answered, logged, stored or shown. */
export type Redact = (text: string) => string;

/** A server's address and credentials, for the services that speak to it. Never leaves main. */
export interface ServerAccess {
  serverId: string;
  serverName: string;
  /** http or https origin, for the API. */
  apiOrigin: string;
  /** ws or wss origin, for livekit-client. */
  signalOrigin: string;
  apiKey: string;
  apiSecret: string;
  observerMode: 'levels' | 'strict';
}

/**
 * Looks up a server. Fails with `not_found` (not saved any more), `invalid_request` (its address cannot be read),
 * `secret_missing` (none is known) or `keystore_changed` (it cannot be decrypted).
 */
export type FindServerAccess = (serverId: string) => Promise<Result<ServerAccess>>;
