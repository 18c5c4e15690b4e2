/**
 * A light but whole participant: signalling, and a bare ICE/DTLS/SCTP connection without media. The server holds
 * it for ACTIVE as long as its process lives, and it hears data and text streams.
 */
import { DataPacket, SessionDescription, SignalTarget, TrickleRequest, type JoinResponse } from '@livekit/protocol';
import nodeDataChannel, { type DataChannel, type PeerConnection } from 'node-datachannel';
import { SignalBot, type SignalMessage } from './signal-bot.ts';

const MEDIA_TIMEOUT_MS = 60_000;

interface IceCandidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
}

export class LiveBot extends SignalBot {
  /** Media is connected: the server calls it ACTIVE. */
  isActive = false;
  #connection: PeerConnection | undefined;
  #offerId = 0;
  #earlyCandidates: IceCandidate[] = [];
  readonly #channels: DataChannel[] = [];
  #settle: ((error?: Error) => void) | undefined;

  protected override async open(token: string, timeoutMs: number): Promise<JoinResponse | undefined> {
    const connected = new Promise<void>((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    connected.catch(() => {});
    const answer = await super.open(token, timeoutMs);
    const timer = setTimeout(
      () => this.#settle?.(new Error(`${this.identity}: media did not connect in ${MEDIA_TIMEOUT_MS} ms`)),
      MEDIA_TIMEOUT_MS,
    );
    try {
      await connected;
    } finally {
      clearTimeout(timer);
    }
    return answer;
  }

  protected override onMessage(message: SignalMessage): void {
    if (message.case === 'offer') {
      const connection = (this.#connection ??= this.#connect());
      this.#offerId = message.value.id;
      connection.setRemoteDescription(message.value.sdp, 'offer');
      for (const candidate of this.#earlyCandidates.splice(0)) addLoopbackCandidate(connection, candidate);
    } else if (message.case === 'trickle' && message.value.target === SignalTarget.SUBSCRIBER) {
      const candidate = JSON.parse(message.value.candidateInit) as IceCandidate;
      if (this.#connection) addLoopbackCandidate(this.#connection, candidate);
      else this.#earlyCandidates.push(candidate);
    }
  }

  protected override onClosed(): void {
    this.isActive = false;
    this.#settle?.(new Error(`${this.identity}: ${this.closedBecause}`));
    this.#settle = undefined;
    this.#earlyCandidates = [];
    this.#channels.length = 0;
    this.#connection?.close();
    this.#connection = undefined;
  }

  #connect(): PeerConnection {
    const connection = new nodeDataChannel.PeerConnection(this.identity, { iceServers: [], bindAddress: '127.0.0.1' });
    connection.onLocalDescription((sdp, type) => {
      this.send({ case: 'answer', value: new SessionDescription({ type, sdp, id: this.#offerId }) });
    });
    connection.onLocalCandidate((candidate, sdpMid) => {
      const candidateInit = JSON.stringify({ candidate: candidate.replace(/^a=/, ''), sdpMid, sdpMLineIndex: 0 });
      this.send({ case: 'trickle', value: new TrickleRequest({ target: SignalTarget.SUBSCRIBER, candidateInit }) });
    });
    connection.onStateChange((state) => {
      if (connection !== this.#connection) return;
      if (state === 'connected') {
        this.isActive = true;
        this.#settle?.();
        this.#settle = undefined;
      } else if (state === 'failed') {
        this.closedBecause ||= 'media failed';
        this.dropConnection();
      }
    });
    connection.onDataChannel((channel) => {
      this.#channels.push(channel);
      channel.onMessage((data) => {
        if (typeof data !== 'string') this.log.readData(DataPacket.fromBinary(new Uint8Array(data)));
      });
    });
    return connection;
  }
}

/** Ends the threads of the media library, which else keep the process alive. After it no LiveBot can join. */
export function releaseLiveBots(): void {
  nodeDataChannel.cleanup();
}

function addLoopbackCandidate(connection: PeerConnection, { candidate, sdpMid }: IceCandidate): void {
  // Servers of ours listen on loopback only; candidates of other interfaces would only cost time.
  if (/ udp \d+ 127\.0\.0\.1 \d+ typ host/i.test(candidate)) connection.addRemoteCandidate(candidate, sdpMid ?? '0');
}
