/**
 * A participant that only signals: one WebSocket, no media. Everybody sees it, in state JOINED, but the server
 * removes it after 60 s; who must stay is a LiveBot.
 */
import {
  DisconnectReason,
  LeaveRequest,
  Ping,
  SignalRequest,
  SignalResponse,
  UpdateParticipantMetadata,
  type JoinResponse,
  type ParticipantInfo,
  type RequestResponse,
} from '@livekit/protocol';
import WebSocket from 'ws';
import type { ServerAccess } from '../server-access.ts';
import { waitUntil, type WaitOptions } from '../wait-until.ts';
import { createAccessToken, type ParticipantKindClaim, type VideoGrants } from './access-token.ts';
import { createRoomLog, type OwnView, type RoomLog, type TimedRoomLogEvent } from './room-log.ts';

/** Who joins, and as what. */
export interface BotOptions {
  readonly server: Pick<ServerAccess, 'url' | 'apiKey' | 'apiSecret'>;
  readonly room: string;
  readonly identity: string;
  readonly name?: string;
  readonly metadata?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Laid over "may join, may change itself, may not publish". */
  readonly grants?: VideoGrants;
  readonly kind?: ParticipantKindClaim;
  readonly hidden?: boolean;
  /** Comes back by itself, with the token that the server refreshed, when its connection is lost (not when it was sent away). */
  readonly doesComeBack?: boolean;
  /** `false` decodes only what keeps the connection: for crowds, where N bots get N² updates. */
  readonly hasLog?: boolean;
  readonly onEvent?: (event: TimedRoomLogEvent) => void;
}

/** Own data of a participant. Attributes are merged; `""` deletes a key. `""` for name or metadata changes nothing. */
export interface OwnUpdate {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly metadata?: string;
  readonly name?: string;
}

export type SignalMessage = NonNullable<SignalResponse['message']>;

/** First byte of a SignalResponse: the number and wire type of its one field. */
const FIRST_BYTES: ReadonlyMap<number, string> = new Map([
  [0x0a, 'join'],
  [0x1a, 'offer'],
  [0x22, 'trickle'],
  [0x42, 'leave'],
]);
const PING_EVERY_MS = 5_000;
const COME_BACK_EVERY_MS = 500;
/** Told by the server to be final: a client that got one of these does not come back by itself. */
const FINAL_REASONS: ReadonlySet<DisconnectReason> = new Set([
  DisconnectReason.CLIENT_INITIATED,
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.ROOM_CLOSED,
  DisconnectReason.SERVER_SHUTDOWN,
]);

export class SignalBot {
  readonly options: BotOptions;
  readonly log: RoomLog;
  /** The server answered the join and the socket is open. */
  isJoined = false;
  /** How often a join was answered. */
  joinCount = 0;
  /** Why the last session ended; `""` as long as none has. */
  closedBecause = '';
  #socket: WebSocket | undefined;
  #refreshedToken: string | undefined;
  #pingTimer: NodeJS.Timeout | undefined;
  #comeBackTimer: NodeJS.Timeout | undefined;
  #isGone = false;
  #wasSentAway = false;
  #requestId = 0;
  readonly #answers = new Map<number, (answer: RequestResponse) => void>();

  constructor(options: BotOptions) {
    this.options = options;
    this.log = createRoomLog(options.identity, options.onEvent);
  }

  get identity(): string {
    return this.options.identity;
  }

  /** Itself, as the server last told it. */
  get self(): ParticipantInfo | undefined {
    return this.log.self();
  }

  /** Itself, in the words in which an RtcPerson tells it too. Only after a join. */
  get ownView(): OwnView {
    const { self } = this;
    if (!self) throw new Error(`${this.identity} has not joined`);
    const { sid, identity, name, metadata, attributes } = self;
    const isMutedByTrackSid = Object.fromEntries(self.tracks.map((track) => [track.sid, track.muted]));
    return { sid, identity, name, metadata, attributes: { ...attributes }, isMutedByTrackSid };
  }

  get events(): readonly TimedRoomLogEvent[] {
    return this.log.events;
  }

  /** Joins with a fresh token. Resolves when the server has answered. */
  async join(timeoutMs = 60_000): Promise<JoinResponse | undefined> {
    this.#isGone = false;
    return this.open(this.#createToken(), timeoutMs);
  }

  /** Ends the session, if any, and joins again: `app` with a fresh token, `refreshed` with the one the server last sent. */
  async rejoin(token: 'app' | 'refreshed' = 'app', timeoutMs = 60_000): Promise<JoinResponse | undefined> {
    this.leave();
    this.#isGone = false;
    return this.open((token === 'refreshed' && this.#refreshedToken) || this.#createToken(), timeoutMs);
  }

  /** Says goodbye and goes. */
  leave(): void {
    this.#isGone = true;
    this.send({ case: 'leave', value: new LeaveRequest({ reason: DisconnectReason.CLIENT_INITIATED }) });
    this.closedBecause = 'left';
    this.stop();
    this.#socket?.close();
  }

  /** Tears the connection without a goodbye; the server notices at once. A process that is killed stays listed for about 21 s. */
  kill(): void {
    this.#isGone = true;
    this.closedBecause = 'killed';
    this.stop();
    this.#socket?.terminate();
  }

  /** Loses the connection as a network does: with `doesComeBack` it returns by itself. */
  dropConnection(): void {
    this.#socket?.terminate();
  }

  /**
   * Changes its own data and resolves when the server has told it back.
   * @throws Error with the server's words when it is refused.
   */
  async update(change: OwnUpdate, timeoutMs = 30_000): Promise<void> {
    const requestId = ++this.#requestId;
    let refusal: RequestResponse | undefined;
    this.#answers.set(requestId, (answer) => {
      if (answer.reason !== 0) refusal = answer;
    });
    const value = new UpdateParticipantMetadata({
      attributes: { ...change.attributes },
      metadata: change.metadata ?? '',
      name: change.name ?? '',
      requestId,
    });
    this.send({ case: 'updateMetadata', value });
    try {
      if (this.options.hasLog === false) return;
      await waitUntil(() => refusal !== undefined || this.#hasOwn(change), {
        timeoutMs,
        intervalMs: 5,
        what: `${this.identity} to see its own update`,
      });
      if (refusal) throw new Error(`${this.identity}: update refused (${refusal.reason}) ${refusal.message}`);
    } finally {
      this.#answers.delete(requestId);
    }
  }

  /** Waits until an event matches, from position `from` of the log on (the beginning when not said). */
  waitForEvent(
    matches: (event: TimedRoomLogEvent) => boolean,
    options: WaitOptions & { readonly from?: number } = {},
  ): Promise<TimedRoomLogEvent> {
    return waitUntil(() => this.events.slice(options.from ?? 0).find(matches), {
      what: `${this.identity} to be told ${matches.toString()}`,
      ...options,
    });
  }

  /** Sends one signalling message; nothing happens when the socket is not open. */
  send(message: SignalRequest['message']): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(new SignalRequest({ message }).toBinary());
  }

  /** For those with media: sees every decoded message first. */
  protected onMessage(_message: SignalMessage): void {}

  /** For those with media: the session is over. */
  protected onClosed(): void {}

  /** For those with media: resolves when the session may be called joined. */
  protected async open(token: string, timeoutMs: number): Promise<JoinResponse | undefined> {
    const address = new URL('/rtc', this.options.server.url);
    address.search = new URLSearchParams({
      access_token: token,
      auto_subscribe: '0',
      protocol: '15',
      sdk: 'js',
      version: '2.23.0',
    }).toString();
    const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
    this.#socket = socket;
    this.#wasSentAway = false;
    this.closedBecause = '';
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.closedBecause = `no answer to the join in ${timeoutMs} ms`;
        socket.terminate();
      }, timeoutMs);
      socket.on('message', (data: Buffer) => {
        // The goodbye of a session that was replaced must not be taken for one of the session that replaced it.
        if (this.#socket !== socket) return;
        const message = this.#decode(data);
        if (!message) return;
        if (message.case === 'join') {
          clearTimeout(timer);
          this.#onJoined();
          this.onMessage(message);
          resolve(message.value);
        } else this.onMessage(message);
      });
      socket.on('unexpected-response', (_request, response) => {
        this.closedBecause = `HTTP ${response.statusCode}`;
        socket.terminate();
      });
      socket.on('error', (error) => {
        this.closedBecause ||= error.message;
      });
      socket.on('close', (code) => {
        clearTimeout(timer);
        if (this.#socket !== socket) return;
        this.closedBecause ||= `socket closed (${code})`;
        this.stop();
        reject(new Error(`${this.identity}: ${this.closedBecause}`));
        this.#scheduleComeBack();
      });
    });
  }

  protected stop(): void {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#comeBackTimer);
    if (this.isJoined) this.log.add({ type: 'disconnected', detail: this.closedBecause });
    this.isJoined = false;
    this.onClosed();
  }

  #onJoined(): void {
    this.isJoined = true;
    this.joinCount++;
    this.log.add({ type: 'connected', detail: `session ${this.joinCount}` });
    this.#pingTimer = setInterval(
      () => this.send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()) }) }),
      PING_EVERY_MS,
    );
  }

  #decode(data: Buffer): SignalMessage | undefined {
    if (this.options.hasLog === false && !FIRST_BYTES.has(data[0] ?? 0)) return undefined;
    const { message } = SignalResponse.fromBinary(data);
    this.log.readSignal(message);
    if (message.case === 'refreshToken') this.#refreshedToken = message.value;
    else if (message.case === 'requestResponse') this.#answers.get(message.value.requestId)?.(message.value);
    else if (message.case === 'leave') {
      this.closedBecause ||= DisconnectReason[message.value.reason] ?? String(message.value.reason);
      this.#wasSentAway = FINAL_REASONS.has(message.value.reason);
    }
    return message;
  }

  #scheduleComeBack(): void {
    if (!this.options.doesComeBack || this.#isGone || this.#wasSentAway) return;
    this.#comeBackTimer = setTimeout(() => {
      // A failed try closes its socket, which schedules the next one.
      this.open(this.#refreshedToken ?? this.#createToken(), 10_000).catch(() => {});
    }, COME_BACK_EVERY_MS);
  }

  #hasOwn({ attributes = {}, metadata = '', name = '' }: OwnUpdate): boolean {
    const { self } = this;
    if (!self || (metadata !== '' && self.metadata !== metadata) || (name !== '' && self.name !== name)) return false;
    return Object.entries(attributes).every(([key, value]) => (self.attributes[key] ?? '') === value);
  }

  #createToken(): string {
    const { server, room, identity, name, metadata, attributes, kind, grants, hidden } = this.options;
    return createAccessToken(server.apiKey, server.apiSecret, {
      identity,
      name,
      metadata,
      attributes,
      kind,
      grants: {
        roomJoin: true,
        room,
        canUpdateOwnMetadata: true,
        canPublish: false,
        ...(hidden ? { hidden } : {}),
        ...grants,
      },
    });
  }
}
