/** What the way to a server means: address, name, answer, certificate and clocks, each as a line for people. Pure. */
import type { Environment } from '#contract/domain/server-profile';
import type { CheckLine } from '#contract/domain/server-check';
import type { GavelError, Result } from '#contract/result';
import type { ServerAddress } from '#contract/server-address';
import type { TlsFinding } from './ports.ts';

/** A line without its place and time. */
export type Verdict = Omit<CheckLine, 'id' | 'tookMs'>;

/** How the first call ended: an HTTP answer of any kind, or none. */
export type Answer =
  | { kind: 'answered'; status: number; body: string; date: string | null; startedAtMs: number; endedAtMs: number }
  | { kind: 'unanswered'; error: GavelError };

const dayMs = 86_400_000;
const certificateWarningMs = 14 * dayMs;
const skewWarningMs = 30_000;
/** What LiveKit forgives of a token's times. */
export const tokenLeewayMs = 60_000;

export function judgeAddress(address: Result<ServerAddress>, environment: Environment): Verdict {
  if (!address.ok) {
    const { message, detail } = address.error;
    return failed(message, detail?.likelyCause, detail?.cure);
  }
  const { isSecure, isLoopback } = address.value;
  if (isSecure || isLoopback) return { state: 'ok', sentence: 'URL is well formed' };
  const cure = 'Use the server’s wss:// address.';
  if (environment === 'production') {
    return failed(
      'Not encrypted, which is refused for production',
      'The address begins with ws or http, so tokens would travel readably.',
      `${cure} Or mark it as development or staging.`,
    );
  }
  return warning(
    'URL is well formed, but nothing is encrypted',
    'The address begins with ws or http: tokens travel readably to another computer.',
    `${cure} Production is refused without it.`,
  );
}

export function judgeNames(hostname: string, found: { addresses: string[] } | { words: string }): Verdict {
  if ('words' in found) {
    return failed(
      `Host name ${hostname} is not found`,
      'A typing mistake, or no network or VPN: this computer’s name service does not know it.',
      'Check the host name, the network and the VPN.',
      found.words,
    );
  }
  const [first = '', ...others] = found.addresses;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return { state: 'ok', sentence: `Host name leads to ${first}${more}` };
}

/** Whether something answers at all; what is wrong with TLS is the next line's. */
export function judgeReach(answer: Answer): Verdict {
  if (answer.kind === 'answered') {
    if (answer.status === 406) {
      return warning(
        'Host answers that it is not ready',
        'LiveKit says so when it has lost its Redis database.',
        'Look at the server’s log and its Redis; rooms that are open may go on meanwhile.',
      );
    }
    return { state: 'ok', sentence: 'Host answers' };
  }
  if (readTlsTrouble(answer.error) !== undefined) return { state: 'ok', sentence: 'Host answers' };
  const { message, detail } = answer.error;
  return failed(
    answer.error.code === 'timed_out' ? 'Host does not answer' : stripDot(message),
    answer.error.code === 'timed_out'
      ? 'A firewall drops the connection, or the server is overloaded.'
      : detail?.likelyCause,
    answer.error.code === 'timed_out' ? 'Check the address, the port and the firewall.' : detail?.cure,
    detail?.serverMessage,
  );
}

export type TlsTrouble = 'no_tls' | 'certificate';

/** Whether a call failed by TLS: the host is there then, but speaks no TLS or shows a certificate that is not trusted. */
export function readTlsTrouble(error: GavelError): TlsTrouble | undefined {
  const words = error.detail?.serverMessage ?? '';
  if (/WRONG_VERSION_NUMBER|SSL_PROTOCOL_ERROR|EPROTO|packet length too long/i.test(words)) return 'no_tls';
  return /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/.test(words) ? 'certificate' : undefined;
}

/** Whether a plain call met a port that speaks TLS. */
export function wantsTls(answer: Answer, tls: TlsFinding | undefined): boolean {
  if (answer.kind === 'answered') {
    return answer.status === 400 && /http request (?:was sent )?to (?:an )?https/i.test(answer.body);
  }
  return tls?.kind === 'certificate';
}

export function judgeTls(
  address: Pick<ServerAddress, 'isSecure' | 'isLoopback' | 'host'>,
  answer: Answer,
  tls: TlsFinding | undefined,
  nowMs: number,
): Verdict {
  if (!address.isSecure) {
    if (wantsTls(answer, tls)) {
      return failed(
        'This port speaks TLS, but the address does not',
        'The address begins with ws or http, and the server wants an encrypted connection there.',
        `Use wss://${address.host}`,
      );
    }
    return {
      state: 'skipped',
      sentence: address.isLoopback ? 'No TLS, and none needed on this computer' : 'No TLS: the address asks for none',
    };
  }
  if (answer.kind === 'unanswered') {
    const trouble = readTlsTrouble(answer.error);
    if (trouble === 'no_tls') {
      return failed(
        'No TLS at this port',
        'The address says wss or https, but plain http is spoken there.',
        address.isLoopback
          ? `Use ws://${address.host}`
          : 'Use the port on which TLS is spoken, often 443; or a ws:// address, which sends tokens readably.',
        answer.error.detail?.serverMessage,
      );
    }
    if (trouble === 'certificate') return judgeUntrusted(answer.error, tls, nowMs);
    return { state: 'skipped', sentence: 'TLS: not tested, the host does not answer' };
  }
  if (tls?.kind !== 'certificate') return { state: 'ok', sentence: 'TLS is trusted' };
  const until = `TLS is valid until ${nameDay(tls.validToMs)}`;
  if (tls.validToMs - nowMs < certificateWarningMs) {
    const days = Math.max(0, Math.floor((tls.validToMs - nowMs) / dayMs));
    return warning(
      `${until}, in ${days === 1 ? 'one day' : `${days} days`}`,
      'The certificate runs out soon; then nobody can connect.',
      'Have it renewed, and look whether it renews by itself.',
    );
  }
  return { state: 'ok', sentence: until };
}

function judgeUntrusted(error: GavelError, tls: TlsFinding | undefined, nowMs: number): Verdict {
  const words = error.detail?.serverMessage;
  if (tls?.kind === 'certificate') {
    if (tls.validToMs < nowMs) {
      return failed(
        `Certificate ran out on ${nameDay(tls.validToMs)}`,
        'It was not renewed, or this computer’s clock is wrong.',
        'Have the certificate renewed.',
        words,
      );
    }
    if (tls.validFromMs > nowMs) {
      return failed(
        `Certificate is valid from ${nameDay(tls.validFromMs)} only`,
        'This computer’s clock may be wrong.',
        'Set the clock by the network.',
        words,
      );
    }
    if (/ALTNAME|COMMON_NAME/.test(words ?? '')) {
      return failed(
        'Certificate is for another name',
        `It is for ${tls.names || 'no name'}.`,
        'Use the name that it is for, or have a certificate made for this one.',
        words,
      );
    }
  }
  return failed(
    'Certificate is not trusted',
    tls?.kind === 'certificate'
      ? `It was issued by ${tls.issuer || 'nobody who is named'}, whom this computer does not trust.`
      : error.detail?.likelyCause,
    'Have a certificate from a known issuer, or have this computer trust its issuer.',
    words,
  );
}

/** `aheadMs` of this computer against the server's; undefined where the answer carries no usable date. */
export function measureSkew(answer: Answer): number | undefined {
  if (answer.kind !== 'answered' || answer.date === null) return undefined;
  const serverMs = Date.parse(answer.date);
  if (Number.isNaN(serverMs)) return undefined;
  // The header is cut to whole seconds, so its middle is the best guess.
  return Math.round((answer.startedAtMs + answer.endedAtMs) / 2 - (serverMs + 500));
}

/** `tokenLifeMs`: the life of the shortest token that Gavel signs. Of a slow clock that much is forgiven, of a fast one the leeway. */
export function judgeClock(aheadMs: number | undefined, tokenLifeMs: number): Verdict {
  if (aheadMs === undefined) {
    return { state: 'unknown', sentence: 'Clocks: unknown, the answer carries no time' };
  }
  const distanceMs = Math.abs(aheadMs);
  if (distanceMs < 1_500) return { state: 'ok', sentence: 'Clocks agree within a second' };
  const sentence = `Clock is ${sayDuration(distanceMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} the server`;
  const cure = 'Turn on network time on this computer; if it is on, the server’s clock is wrong.';
  if (aheadMs > tokenLeewayMs) {
    return failed(sentence, 'The server refuses tokens from the future: more than a minute is not forgiven.', cure);
  }
  if (-aheadMs > tokenLifeMs + tokenLeewayMs) {
    return failed(sentence, 'Tokens have run out by the server’s clock before they are used.', cure);
  }
  if (distanceMs > skewWarningMs) {
    return warning(
      sentence,
      aheadMs > 0 ? 'Beyond a minute the server refuses every token.' : 'Ages on screen are wrong by as much.',
      cure,
    );
  }
  return { state: 'ok', sentence };
}

function sayDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function nameDay(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : 'an unknown day';
}

function stripDot(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

export function warning(sentence: string, cause: string, cure?: string): Verdict {
  return { state: 'warning', sentence, cause, ...(cure === undefined ? {} : { cure }) };
}

export function failed(sentence: string, cause?: string, cure?: string, serverWords?: string): Verdict {
  return {
    state: 'failed',
    sentence: stripDot(sentence),
    ...(cause === undefined ? {} : { cause }),
    ...(cure === undefined ? {} : { cure }),
    ...(serverWords === undefined || serverWords === '' ? {} : { serverWords }),
  };
}
