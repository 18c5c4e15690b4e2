/** What a request handler is: a checked request and the window it came from in, a Result out. */
import type { AnswerOf, RequestChannel, RequestOf } from '#contract/channels';
import type { WindowKind } from '#contract/domain/app-info';
import type { Result } from '#contract/result';

/** Who asks, as main knows it from the sending window; nothing in it comes from the request. */
export interface Sender {
  windowId: number;
  windowKind: WindowKind;
  /** The server that a server window belongs to, or that a form edits. */
  serverId?: string;
}

export type Handler<Channel extends RequestChannel> = (
  request: RequestOf<Channel>,
  sender: Sender,
) => Promise<Result<AnswerOf<Channel>>>;

export type Handlers = { [Channel in RequestChannel]: Handler<Channel> };

/** The handlers of one domain: those channels whose names begin with one of the prefixes. */
export type DomainHandlers<Prefix extends string> = Pick<Handlers, Extract<RequestChannel, `${Prefix}:${string}`>>;
