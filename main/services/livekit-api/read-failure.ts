/** Turns what a server or the way to it said into an error for people: what happened, its own words, likely cause, cure. Pure. */
import type { ErrorCode, ErrorDetail, GavelError } from '#contract/result';
import type { Redact } from '../ports.ts';

/** An answer that was not a success, as it came. */
export interface FailedAnswer {
  status: number;
  body: string;
}

interface Explanation {
  code: ErrorCode;
  message: string;
  likelyCause?: string;
  cure?: string;
}

const maxServerWords = 500;

/** The error for an HTTP answer. Decides on status and code; the text decides only where the server gives nothing else (401). */
export function readFailedAnswer(answer: FailedAnswer, redact: Redact): GavelError {
  const twirp = readTwirp(answer.body);
  const words = cleanWords(twirp?.message ?? answer.body, redact);
  const { code, message, ...advice } = explain(answer.status, twirp?.code, words);
  const detail: ErrorDetail = { serverStatus: answer.status, ...advice };
  if (twirp?.code !== undefined) detail.serverCode = cleanWords(twirp.code, redact);
  if (words !== '') detail.serverMessage = words;
  return { code, message, detail };
}

/** The error for a call to which no answer came: `fetch` rejected, in Node's or in the browser stack's words. */
export function readTransportFailure(failure: unknown, redact: Redact): GavelError {
  const words = cleanWords(describeFailure(failure), redact);
  const known = transportCauses.find(({ pattern }) => pattern.test(words));
  return {
    code: 'unreachable',
    message: 'The server cannot be reached.',
    detail: {
      serverMessage: words,
      likelyCause: known?.likelyCause ?? 'The connection failed before the server answered.',
      cure: known?.cure ?? 'Check the address, the network and whether the server runs.',
    },
  };
}

/** The router's own 404, in plain text: the server has no such call. */
export function isUnknownCall({ code, detail }: GavelError): boolean {
  return (code === 'rejected_by_server' && detail?.serverStatus === 404) || detail?.serverCode === 'bad_route';
}

/** The server's words without its transport's prefixes, control characters and secrets, at most 500 characters. */
export function cleanWords(text: string, redact: Redact): string {
  // SECURITY: a 401 echoes the signed token; redacted before it is cut, so that no part of one is left.
  const redacted = redact(text.slice(0, 64 * 1024));
  const plain = redacted.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const bare = plain.replace(/^twirp error \w+: /, '');
  return bare.length > maxServerWords ? `${bare.slice(0, maxServerWords)}…` : bare;
}

/** Reads a Twirp error whatever its content type says: proxies in between rewrite it. */
function readTwirp(body: string): { code?: string; message?: string } | undefined {
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const twirp: { code?: string; message?: string } = {};
    if ('code' in parsed && typeof parsed.code === 'string') twirp.code = parsed.code;
    if ('msg' in parsed && typeof parsed.msg === 'string') twirp.message = parsed.msg;
    return twirp;
  } catch {
    return undefined;
  }
}

function explain(status: number, twirpCode: string | undefined, words: string): Explanation {
  if (status === 401) return explainUnauthorized(twirpCode, words);
  if (status === 403) return forbidden;
  if (status === 404 && twirpCode === 'not_found') {
    return {
      code: 'not_found',
      message: 'It is not there (any more).',
      likelyCause: 'The participant left, or the room or dispatch ended.',
      cure: 'Look at the list again.',
    };
  }
  if (status === 404) {
    return {
      code: 'rejected_by_server',
      message: 'The server does not know this call.',
      likelyCause: 'The address is not that of a LiveKit server, or the server is older than this call.',
      cure: 'Check the server’s address.',
    };
  }
  if (status === 408) {
    return {
      code: 'timed_out',
      message: 'The server gave up waiting.',
      likelyCause: 'The participant or a part of the server did not answer in time.',
      cure: 'Look at what is there now, then try again.',
    };
  }
  if (status === 429) {
    return {
      code: 'rate_limited',
      message: 'The server asks for fewer calls.',
      likelyCause: 'This server, or a proxy before it, limits how often its API may be called.',
      cure: 'Wait a moment; automatic looks slow down by themselves.',
    };
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      code: 'unavailable',
      message: 'Not there any more, or the server is not reachable.',
      likelyCause:
        twirpCode === undefined
          ? 'A proxy answered, but the LiveKit server behind it did not.'
          : 'The room or the participant is gone: the server says this for both.',
      cure: 'Look at the list of rooms; if it fails too, the server is in trouble.',
    };
  }
  if (status >= 500) {
    return {
      code: 'server_failed',
      message: 'The server failed.',
      likelyCause: 'Something went wrong inside the server; its own words are the best hint.',
      cure: 'Look at what is there now before trying again; the server’s log says more.',
    };
  }
  if (status < 400) {
    return {
      code: 'server_failed',
      message: 'This address answers, but not like a LiveKit server.',
      likelyCause: 'Another website or a proxy’s own page is at this address.',
      cure: 'Check the server’s address.',
    };
  }
  return {
    code: 'rejected_by_server',
    message: 'The server refused the request.',
    likelyCause: /exceeds? limits?/i.test(words)
      ? 'A value is larger than this server allows.'
      : 'The server found the request wrong, or its settings do not allow it.',
  };
}

const forbidden: Explanation = {
  code: 'forbidden_by_server',
  message: 'The server does not allow this.',
  likelyCause: 'The API key is right but lacks the right for this call.',
  cure: 'Use a key without restrictions.',
};

/** 401 comes as plain text; only its words tell an unknown key, a wrong secret and a wrong clock apart. */
function explainUnauthorized(twirpCode: string | undefined, words: string): Explanation {
  if (twirpCode === 'unauthenticated') return forbidden;
  if (/invalid api key/i.test(words)) {
    return {
      code: 'unknown_key',
      message: 'The server does not know this API key.',
      likelyCause: 'The key has a typing mistake, was deleted, or belongs to another server or project.',
      cure: 'Compare the API key with the server’s configuration.',
    };
  }
  if (/not valid yet|used before issued/i.test(words)) {
    return {
      code: 'clock_skew',
      message: 'The clocks of this computer and the server disagree.',
      likelyCause: 'This computer’s clock is more than a minute ahead of the server’s.',
      cure: 'Set both clocks by the network.',
    };
  }
  if (/token is expired/i.test(words)) {
    return {
      code: 'clock_skew',
      message: 'The clocks of this computer and the server disagree.',
      likelyCause: 'This computer’s clock is more than ten minutes behind the server’s.',
      cure: 'Set both clocks by the network.',
    };
  }
  if (/signature/i.test(words)) {
    return {
      code: 'wrong_secret',
      message: 'The API secret is wrong.',
      likelyCause: 'The server knows the key, but the secret does not belong to it.',
      cure: 'Enter the secret again, without spaces around it.',
    };
  }
  return forbidden;
}

const transportCauses: readonly { pattern: RegExp; likelyCause: string; cure: string }[] = [
  {
    pattern: /ECONNREFUSED|ERR_CONNECTION_REFUSED/,
    likelyCause: 'Nothing listens at this address: the server is down, or the port is another.',
    cure: 'Start the server, or correct the port.',
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/,
    likelyCause: 'The host name is unknown: a typing mistake, or no network or VPN.',
    cure: 'Check the host name and the network.',
  },
  {
    pattern: /WRONG_VERSION_NUMBER|ERR_SSL_PROTOCOL_ERROR|EPROTO/,
    likelyCause: 'The address says https or wss, but the server speaks plain http there.',
    cure: 'Use ws:// for this address, or the port on which the server speaks TLS.',
  },
  {
    pattern: /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)/,
    likelyCause: 'The server’s certificate is not trusted by this computer, is for another name, or is out of date.',
    cure: 'Have the certificate mended, or its issuer trusted by this computer.',
  },
  {
    pattern: /PROXY|TUNNEL/,
    likelyCause: 'The system’s proxy refuses or does not answer.',
    cure: 'Check the system’s proxy settings.',
  },
  {
    pattern: /ENETUNREACH|EHOSTUNREACH|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/,
    likelyCause: 'There is no way to the server’s network from here.',
    // macOS refuses an app the local network in these words, too.
    cure: 'Check the network connection and the VPN. For a server in your own network, a Mac must also allow it: System Settings, Privacy & Security, Local Network, Gavel.',
  },
  {
    pattern: /ETIMEDOUT|CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT/,
    likelyCause: 'Nothing answered at this address; a firewall may drop the connection.',
    cure: 'Check the address, and that a firewall lets this port through.',
  },
  {
    pattern: /redirect/i,
    likelyCause: 'The address answers with a redirect, which LiveKit servers do not do.',
    cure: 'Use the address that it redirects to, if that is the LiveKit server.',
  },
  {
    pattern: /ECONNRESET|UND_ERR_SOCKET|ERR_CONNECTION_(?:RESET|CLOSED)|ERR_EMPTY_RESPONSE|EPIPE/,
    likelyCause:
      'The connection was cut before the answer was whole: the server stopped, or something in between did it.',
    cure: 'Look at what is there now, then try again.',
  },
];

/** Message and cause codes of an error, outermost first; Node hides the reason in `cause`. */
function describeFailure(failure: unknown): string {
  const parts: string[] = [];
  let current = failure;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
    const text = [code, current.message].filter((part) => part !== '').join(' ');
    if (text !== '') parts.push(text);
    current = current.cause;
  }
  return parts.length > 0 ? parts.join(': ') : 'no answer';
}
