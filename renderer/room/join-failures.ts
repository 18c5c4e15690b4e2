/** What a failed or ended connection means: whether to try again by itself, and how to say it. Pure. */
import type { ErrorCode, GavelError } from '#contract/result';
import { fail } from '#contract/result';

/** Failures of main's answer that time may mend, while a lost connection is being mended. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timed_out',
  'unavailable',
  'server_failed',
  'rate_limited',
  'room_not_listed',
]);

/** Waits before each try, ms; the last one goes on. */
export const retryDelaysMs = [500, 1_000, 2_000, 3_000, 5_000] as const;
/** For so long a room that is not listed may still be on its way back after a server's restart. */
export const unlistedPatienceMs = 60_000;

/** Failures that a new key or secret may mend. */
const ofKey: ReadonlySet<ErrorCode> = new Set([
  'unknown_key',
  'wrong_secret',
  'forbidden_by_server',
  'secret_missing',
  'keystore_changed',
]);

/** True where the room is not live for want of a key that the server accepts. */
export function isKeyRefused(error: GavelError | undefined): boolean {
  return error !== undefined && ofKey.has(error.code);
}

export function isPassing(code: ErrorCode): boolean {
  return passing.has(code);
}

/** An end that the server chose for good; undefined where only the way to it broke, so that the list is asked. */
export function describeEnd(reason: string): { note: string; error: GavelError } | undefined {
  switch (reason) {
    case 'room_closed':
      return roomClosed;
    case 'room_deleted':
      return describe('room_not_listed', 'The room was closed.', 'Somebody deleted it by the server’s API.');
    case 'participant_removed':
      return describe(
        'forbidden_by_server',
        'The console was removed from the room.',
        'Somebody removed it by the API.',
      );
    case 'duplicate_identity':
      return describe('cancelled', 'Another session took this session’s identity.', 'Its token was used twice.');
    case 'join_failure':
    case 'media_failure':
      return describe('unavailable', 'The media connection failed.', 'A firewall may block WebRTC to this server.');
    default:
      return undefined;
  }
}

/** What refusals of a join mean, by words that they hold. */
const refusals: readonly (readonly [RegExp, { likelyCause: string; cure?: string }])[] = [
  [
    /connection closed by media/i,
    {
      likelyCause:
        'The room is full, or the metadata or attributes in a token are larger than the server allows; it says the same of both.',
      cure: 'Look at the room’s limit of participants in the lobby, and try again when somebody has left.',
    },
  ],
  [
    /pc connection|peer ?connection|ice connect/i,
    {
      likelyCause: 'A firewall may block WebRTC to this server: the room answered, its media did not.',
      cure: 'Let the server’s UDP port or its TURN through, or use a network that does.',
    },
  ],
  [
    /websocket|signal/i,
    {
      likelyCause: 'A proxy or firewall may block WebSockets to this server: its API answers, its signalling does not.',
      cure: 'Let WebSockets to the server’s address through, or use a network that does.',
    },
  ],
];

/** The error for a join that did not work: the words of the server (or of the way to it), and what they mean where that is known. */
export function describeRefusal(serverMessage: string): GavelError {
  const meaning = refusals.find(([words]) => words.test(serverMessage))?.[1];
  return fail('unavailable', 'The room could not be joined.', { serverMessage, ...meaning }).error;
}

/** For a room that is not there any more because everybody left. */
export const roomClosed = describe('room_not_listed', 'The room was closed.', 'Nobody was left in it.');

function describe(code: ErrorCode, note: string, likelyCause: string): { note: string; error: GavelError } {
  return { note, error: fail(code, note, { likelyCause }).error };
}
