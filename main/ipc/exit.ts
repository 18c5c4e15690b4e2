/**
 * The one exit towards windows: every answer and every event passes it on its way out of main, and leaves it without
 * secrets. What the room itself shows is exempt, because it must be to the letter; what failed on the way to it is not.
 */
import type { EventChannel, RequestChannel } from '#contract/channels';
import { redactTexts } from '#contract/redaction';
import type { GavelError, Result } from '#contract/result';
import type { EventSink, Redact } from '#main/services/ports';

/** Their values are the room's own texts, or the token that the window is to join with. */
const exemptChannels: ReadonlySet<string> = new Set<RequestChannel | EventChannel>([
  'rooms:list',
  'rooms:list-changed',
  'rooms:join',
  'rooms:read-facts',
  'rooms:facts-changed',
  'rooms:read-restore',
  'rooms:restore-changed',
  'probe:read-task',
  'dispatches:list',
  'dispatches:list-changed',
  'actions:plan',
  'actions:plan-many',
  'actions:plan-undo',
  'actions:progress',
]);

export interface Exit {
  cleanAnswer(channel: RequestChannel, answer: Result<unknown>): Result<unknown>;
  cleanEvent<Payload>(channel: EventChannel, payload: Payload): Payload;
}

export function createExit(redact: Redact): Exit {
  function cleanValue<Value>(channel: string, value: Value): Value {
    return exemptChannels.has(channel) ? cleanInnerError(value) : redactTexts(value, redact);
  }

  function cleanInnerError<Value>(value: Value): Value {
    const isObject = typeof value === 'object' && value !== null && 'error' in value;
    if (!isObject || typeof value.error !== 'object' || value.error === null) return value;
    return { ...value, error: cleanError(value.error as GavelError) };
  }

  /** `currentValue` is what the room itself shows, and a merge needs it to the letter. */
  function cleanError(error: GavelError): GavelError {
    const clean = redactTexts(error, redact);
    const currentValue = error.detail?.currentValue;
    const detail = currentValue === undefined ? clean.detail : { ...clean.detail, currentValue };
    return { code: error.code, message: clean.message, ...(detail ? { detail } : {}) };
  }

  return {
    cleanAnswer: (channel, answer) =>
      answer.ok
        ? { ok: true, value: cleanValue(channel, answer.value) }
        : { ok: false, error: cleanError(answer.error) },
    cleanEvent: cleanValue,
  };
}

/** An event sink behind the exit. */
export function createCleanEvents(sink: EventSink, redact: Redact): EventSink {
  const exit = createExit(redact);
  return {
    toServer: (serverId, channel, payload) => sink.toServer(serverId, channel, exit.cleanEvent(channel, payload)),
    toWindow: (windowId, channel, payload) => sink.toWindow(windowId, channel, exit.cleanEvent(channel, payload)),
    toEveryWindow: (channel, payload) => sink.toEveryWindow(channel, exit.cleanEvent(channel, payload)),
  };
}
