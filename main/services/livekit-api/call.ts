/**
 * One call to a server: waits for its lane, is timed, bounded and cancellable, never repeated, and reported to Requests
 * once, whatever its end. Here the SDK's transport is replaced by the `HttpFetch` port.
 */
import { randomUUID } from 'node:crypto';
import type { RequestRecord } from '#contract/domain/activity';
import type { GavelError } from '#contract/result';
import type { Clock, HttpAnswer, HttpFetch, HttpRequest, Redact } from '../ports.ts';
import type { Lanes } from './lanes.ts';
import type { CallOptions, CallResult, CallTrace } from './livekit-api.ts';
import { cleanWords, readFailedAnswer, readTransportFailure } from './read-failure.ts';

const requestIdHeader = 'X-Livekit-Request-Id';
const defaultTimeoutMs = 10_000;
/** A room of 5,000 people with large attributes stays far below. */
const maxAnswerCharacters = 64 * 1024 * 1024;

export interface CallDeps {
  serverId: string;
  apiOrigin: string;
  fetch: HttpFetch;
  clock: Clock;
  redact: Redact;
  lanes: Lanes;
  /** Sequence of the next record, one count over all servers. */
  nextSequence: () => number;
  onRequest: (record: RequestRecord) => void;
}

/** The transport as the SDK's clients want it: JSON of a message in, JSON of its answer out. */
export interface TwirpTransport {
  request(service: string, method: string, data: unknown, headers: unknown): Promise<unknown>;
}

/** What a call may use while it has its place in the lane. */
export interface CallContext {
  transport: TwirpTransport;
}

/** A call as it is asked for. `target` says what it is about, for Requests. */
export interface CallRequest<Value> {
  target: string;
  options: CallOptions | undefined;
  send(context: CallContext): Promise<Value>;
}

class CallFailure extends Error {
  readonly error: GavelError;
  constructor(error: GavelError) {
    super(error.message);
    this.error = error;
  }
}

export async function runCall<Value>(deps: CallDeps, request: CallRequest<Value>): Promise<CallResult<Value>> {
  const lane = request.options?.lane ?? 'single';
  const { signal, waitSignal, onSent } = request.options ?? {};
  let leaveLane: () => void;
  try {
    leaveLane = await deps.lanes.enter(
      lane,
      signal && waitSignal ? AbortSignal.any([signal, waitSignal]) : (signal ?? waitSignal),
    );
  } catch {
    return { ok: false, error: cancelled, call: { requestId: '', tookMs: 0 } };
  }
  const call = startCall(deps, request.options);
  onSent?.();
  try {
    const value = await request.send(call.context);
    report(undefined);
    return { ok: true, value, call: call.trace() };
  } catch (failure) {
    const error = failure instanceof CallFailure ? failure.error : explainUnexpected(failure);
    report(error);
    return { ok: false, error, call: call.trace() };
  } finally {
    call.end();
    leaveLane();
  }

  /** The SDK itself failed: on an answer of a shape that it does not know, or before it sent anything. */
  function explainUnexpected(failure: unknown): GavelError {
    const words = failure instanceof Error ? failure.message : String(failure);
    if (call.facts.status !== 0) return readFailedAnswer({ status: call.facts.status, body: words }, deps.redact);
    return {
      code: 'internal',
      message: 'The call could not be made.',
      detail: { likelyCause: cleanWords(words, deps.redact) },
    };
  }

  function report(error: GavelError | undefined): void {
    const { requestId, tookMs } = call.trace();
    deps.onRequest({
      sequence: deps.nextSequence(),
      serverId: deps.serverId,
      atMs: call.facts.startedAtMs,
      method: call.facts.method,
      target: deps.redact(request.target),
      lane,
      status: call.facts.status,
      ...(error ? { code: error.code, message: error.detail?.serverMessage ?? error.message } : {}),
      ...(call.facts.retryAfterMs === undefined ? {} : { retryAfterMs: call.facts.retryAfterMs }),
      tookMs,
      requestId,
    });
  }
}

interface CallFacts {
  method: string;
  status: number;
  startedAtMs: number;
  retryAfterMs?: number;
  serverDateMs?: number;
}

interface StartedCall {
  context: CallContext;
  facts: CallFacts;
  trace(): CallTrace;
  end(): void;
}

function startCall(deps: CallDeps, options: CallOptions | undefined): StartedCall {
  const startedAtMs = deps.clock.now();
  const facts: CallFacts = { method: '', status: 0, startedAtMs };
  const requestId = randomUUID();
  const timeoutMs = options?.timeoutMs ?? defaultTimeoutMs;
  const abort = new AbortController();
  let endedAtMs: number | undefined;
  let isTimedOut = false;
  const stopTimer = deps.clock.after(timeoutMs, () => {
    isTimedOut = true;
    abort.abort();
  });
  const callOff = (): void => abort.abort();
  options?.signal?.addEventListener('abort', callOff, { once: true });
  if (options?.signal?.aborted) abort.abort();

  /** Sends once and reads the whole answer; every way to fail ends in a CallFailure. */
  async function exchange(
    url: string,
    init: Omit<HttpRequest, 'signal'>,
  ): Promise<{ answer: HttpAnswer; body: string }> {
    try {
      const answer = await deps.fetch(url, { ...init, signal: abort.signal });
      facts.status = answer.status;
      const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), deps.clock.now());
      if (retryAfterMs !== undefined) facts.retryAfterMs = retryAfterMs;
      const serverDateMs = Date.parse(answer.headers.get('date') ?? '');
      if (!Number.isNaN(serverDateMs)) facts.serverDateMs = serverDateMs;
      if (Number(answer.headers.get('content-length') ?? 0) > maxAnswerCharacters) throw new CallFailure(tooLarge);
      const body = await answer.text();
      if (body.length > maxAnswerCharacters) throw new CallFailure(tooLarge);
      return { answer, body };
    } catch (failure) {
      if (failure instanceof CallFailure) throw failure;
      if (isTimedOut) throw new CallFailure(describeTimeout(timeoutMs));
      if (abort.signal.aborted) throw new CallFailure(cancelled);
      throw new CallFailure(readTransportFailure(failure, deps.redact));
    } finally {
      endedAtMs = deps.clock.now();
    }
  }

  return {
    facts,
    trace: () => ({
      requestId,
      tookMs: Math.max(0, (endedAtMs ?? deps.clock.now()) - startedAtMs),
      ...(facts.serverDateMs === undefined ? {} : { serverDateMs: facts.serverDateMs }),
    }),
    end() {
      stopTimer();
      // Gives up an answer that was not read to its end.
      abort.abort();
      options?.signal?.removeEventListener('abort', callOff);
    },
    context: {
      transport: {
        async request(service, method, data, headers) {
          facts.method = `${service}/${method}`;
          const { answer, body } = await exchange(`${deps.apiOrigin}/twirp/livekit.${service}/${method}`, {
            method: 'POST',
            headers: {
              ...(headers as Record<string, string>),
              'Content-Type': 'application/json;charset=UTF-8',
              [requestIdHeader]: requestId,
            },
            body: JSON.stringify(data),
          });
          if (answer.status !== 200)
            throw new CallFailure(readFailedAnswer({ status: answer.status, body }, deps.redact));
          try {
            return JSON.parse(body) as unknown;
          } catch {
            throw new CallFailure(readFailedAnswer({ status: answer.status, body }, deps.redact));
          }
        },
      },
    },
  };
}

/** Ms from now of a `Retry-After`, which is seconds or a date; undefined where there is none that makes sense. */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1_000;
  // A date may lie in the past by the difference of two clocks.
  const atMs = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

const cancelled: GavelError = { code: 'cancelled', message: 'The call was called off.' };

const tooLarge: GavelError = {
  code: 'server_failed',
  message: 'The server’s answer is larger than 64 MiB and was not read.',
  detail: { likelyCause: 'This is not a LiveKit server, or its rooms hold more than this console takes at once.' },
};

function describeTimeout(timeoutMs: number): GavelError {
  return {
    code: 'timed_out',
    message: `No answer within ${timeoutMs / 1_000} s.`,
    detail: {
      likelyCause: 'The server is overloaded, or the network loses what is sent.',
      cure: 'It is not known whether the call took effect: look at what is there now before trying again.',
    },
  };
}
