/** How a LiveKit server is reached and signed for: all that a participant, a worker or the API needs. */
export interface ServerAccess {
  /** `ws://127.0.0.1:<port>` */
  readonly url: string;
  /** `http://127.0.0.1:<port>` */
  readonly httpUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}
