/**
 * The one way from a window's message to a handler: who may ask, how often, how much, and of what form. Every refusal has
 * its own code and happens before a service hears of it. Knows nothing of Electron.
 */
import { isRequestChannel, requestChannels, type RequestChannel } from '#contract/channels';
import type { WindowKind } from '#contract/domain/app-info';
import { fail, type GavelError, type Result } from '#contract/result';
import { requestSchemas } from '#contract/schemas/requests';
import type { Clock, Logger, Redact } from '#main/services/ports';
import { createExit } from './exit.ts';
import type { Handlers, Sender } from './handler.ts';
import { measureRequest } from './measure-request.ts';
import { createRateLimit } from './rate-limit.ts';

export interface Dispatcher {
  /** Answers every message, whatever it is; never rejects. `sender` is null where no window of ours speaks. */
  dispatch(sender: Sender | null, channel: unknown, request: unknown): Promise<Result<unknown>>;
  /** Lets go of what was counted for a window that is gone. */
  forgetWindow(windowId: number): void;
}

const loggedRefusalsPerSecond = 5;
/** No window has this id. */
const foreignWindowId = -1;

type AnyHandler = (request: unknown, sender: Sender) => Promise<Result<unknown>>;

export function createDispatcher(deps: {
  handlers: Handlers;
  clock: Pick<Clock, 'now'>;
  redact: Redact;
  logger: Logger;
}): Dispatcher {
  const rates = createRateLimit(deps.clock);
  const exit = createExit(deps.redact);

  async function dispatch(sender: Sender | null, channel: unknown, request: unknown): Promise<Result<unknown>> {
    // SECURITY: recommendation 17, before anything of the message is looked at.
    if (!sender) {
      return refuse(null, 'any channel', fail('forbidden_sender', 'This page may not ask Gavel for anything.'));
    }
    if (typeof channel !== 'string' || !isRequestChannel(channel)) {
      return refuse(sender, 'an unknown channel', fail('unknown_channel', 'This request does not exist.'));
    }
    try {
      const refusal = check(sender, channel, request);
      if (refusal) return refuse(sender, channel, refusal);
      const parsed = requestSchemas[channel].safeParse(request);
      if (!parsed.success) return refuse(sender, channel, describeIssue(parsed.error.issues[0]));
      return await run(sender, channel, parsed.data);
    } catch (error) {
      return failInternally(channel, error);
    }
  }

  function check(sender: Sender, channel: RequestChannel, request: unknown): Failure | undefined {
    const rule = requestChannels[channel];
    const windows: readonly WindowKind[] = rule.windows;
    if (!windows.includes(sender.windowKind)) {
      return fail('forbidden_window', `A ${sender.windowKind} window may not do this.`);
    }
    if (!rates.take(sender.windowId, channel, rule.perSecond)) {
      return fail('rate_limited', 'Gavel was asked for this too often.', {
        cure: 'Wait a moment and try again.',
      });
    }
    const measured = measureRequest(request, rule.maxBytes);
    switch (measured.kind) {
      case 'fits':
        return undefined;
      case 'too_large':
        return fail('payload_too_large', `This is more than ${rule.maxBytes} bytes.`);
      case 'not_plain':
        return fail('invalid_request', `The request holds ${measured.what}.`);
      default:
        return measured satisfies never;
    }
  }

  async function run(sender: Sender, channel: RequestChannel, request: unknown): Promise<Result<unknown>> {
    // The schema of this very channel has checked the request.
    const answer = await (deps.handlers[channel] as AnyHandler)(request, copySender(sender));
    return exit.cleanAnswer(channel, answer);
  }

  function failInternally(channel: RequestChannel, error: unknown): Failure {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    deps.logger.error(`${channel} failed: ${deps.redact(text)}`);
    return fail('internal', 'Something in Gavel itself went wrong.', {
      likelyCause: deps.redact(error instanceof Error ? error.message : String(error)),
      cure: 'Try again; the log has the details.',
    });
  }

  function refuse(sender: Sender | null, channel: string, refusal: Failure): Failure {
    // A page that asks in a loop must not fill the log as well.
    if (rates.take(sender?.windowId ?? foreignWindowId, 'refusals in the log', loggedRefusalsPerSecond)) {
      const who = sender ? `${sender.windowKind} window ${sender.windowId}` : 'a foreign frame';
      deps.logger.warn(`refused ${who} on ${channel}: ${refusal.error.code}`);
    }
    return refusal;
  }

  return { dispatch, forgetWindow: (windowId) => rates.forgetWindow(windowId) };
}

type Failure = { ok: false; error: GavelError };

/** Only what a handler is to know of a window. */
function copySender({ windowId, windowKind, serverId }: Sender): Sender {
  return serverId === undefined ? { windowId, windowKind } : { windowId, windowKind, serverId };
}

/** Names the member at fault, never its value: a form's value may be a secret. */
function describeIssue(issue: { path: PropertyKey[]; message: string } | undefined): Failure {
  const field = issue?.path.map(String).join('.').slice(0, 200);
  return fail(
    'invalid_request',
    `The request is not valid: ${(issue?.message ?? 'unknown').slice(0, 300)}`,
    field ? { field } : undefined,
  );
}
