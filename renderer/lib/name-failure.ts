/** A failed look at the server in one word, for where there is no room for a sentence. Pure. */
import type { ErrorCode } from '#contract/result';

/** How the server stands after a failed sweep, in one word: one that answers with a refusal is not out of reach. */
export function nameFailure(code: ErrorCode): 'Refused' | 'Unreachable' | 'Failed' {
  switch (code) {
    case 'unknown_key':
    case 'wrong_secret':
    case 'clock_skew':
    case 'forbidden_by_server':
    case 'rejected_by_server':
      return 'Refused';
    case 'unreachable':
    case 'timed_out':
      return 'Unreachable';
    default:
      return 'Failed';
  }
}
