/** How every answer that crosses a process looks: a value, or an error with a code from a closed set. */

export const errorCodes = [
  // the request itself
  'unknown_channel',
  'forbidden_sender',
  'forbidden_window',
  'rate_limited',
  'payload_too_large',
  'invalid_request',
  'internal',
  // the server and the way to it
  'unreachable',
  'timed_out',
  'cancelled',
  'unknown_key',
  'wrong_secret',
  'clock_skew',
  'forbidden_by_server',
  'rejected_by_server',
  'not_found',
  'unavailable',
  'server_failed',
  // rooms
  'room_not_listed',
  'room_changed',
  // profiles and secrets
  'not_saved',
  'secret_missing',
  'keystore_changed',
  'production_needs_tls',
  // the door
  'plan_unknown',
  'plan_expired',
  'plan_used',
  'plan_foreign',
  'declined',
  'conflict',
  'limit_exceeded',
  'no_effect',
  'unsupported',
] as const;

/** The closed set of reasons for which a request is refused or fails. */
export type ErrorCode = (typeof errorCodes)[number];

/** What helps a moderator understand and mend a failure. Everything in it has been redacted. */
export interface ErrorDetail {
  /** HTTP status of the server's answer. */
  serverStatus?: number;
  /** Twirp code of the server's answer, such as `not_found`. */
  serverCode?: string;
  /** The server's own words, without transport prefixes and with secrets taken out. */
  serverMessage?: string;
  /** The most likely reason, in plain words. */
  likelyCause?: string;
  /** What to do next, in plain words. */
  cure?: string;
  /** Name of the form field or request member at fault. */
  field?: string;
  /** The value found on the server now (for `conflict` and `no_effect`), as text. */
  currentValue?: string;
}

export interface GavelError {
  code: ErrorCode;
  /** One sentence: what happened. */
  message: string;
  detail?: ErrorDetail;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; error: GavelError };

/** Wraps a value as a success. */
export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** Wraps a failure; `detail` is left out where there is none, so that answers stay small. */
export function fail(code: ErrorCode, message: string, detail?: ErrorDetail): { ok: false; error: GavelError } {
  return { ok: false, error: detail ? { code, message, detail } : { code, message } };
}
