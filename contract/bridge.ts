/** The one object that the preload puts into a window, and nothing else. */
import type { AnswerOf, EventChannel, EventPayloads, RequestChannel, RequestOf } from '#contract/channels';
import type { Result } from '#contract/result';

export interface GavelBridge {
  /** Asks main. Never rejects: failures come as a Result with a code. */
  request<Channel extends RequestChannel>(
    channel: Channel,
    request: RequestOf<Channel>,
  ): Promise<Result<AnswerOf<Channel>>>;
  /** Listens to main. Returns the way to stop. */
  listen<Channel extends EventChannel>(
    channel: Channel,
    listener: (payload: EventPayloads[Channel]) => void,
  ): () => void;
}
