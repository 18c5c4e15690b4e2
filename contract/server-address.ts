/** Reads the address of a LiveKit server as people paste it, and says what is wrong with it in words for the form. Pure. */
import type { Environment } from '#contract/domain/server-profile';
import { fail, succeed, type Result } from '#contract/result';

export interface ServerAddress {
  /** ws or wss origin, without a trailing slash, for livekit-client. */
  signalOrigin: string;
  /** http or https origin, without a trailing slash, for the API. */
  apiOrigin: string;
  /** Host and port; the port is left out where it is the scheme's own. */
  host: string;
  isLoopback: boolean;
  isSecure: boolean;
}

const schemes = new Map([
  ['ws:', false],
  ['http:', false],
  ['wss:', true],
  ['https:', true],
]);

/**
 * Accepts ws, wss, http and https, with or without a trailing slash, and spaces around. Everything that LiveKit's SDKs
 * would silently drop or read in two ways is refused with `invalid_request`, field `url`.
 */
export function parseServerAddress(text: string): Result<ServerAddress> {
  const address = text.trim();
  if (address === '')
    return refuse('The address is missing.', 'Enter the address of the server, such as wss://live.example.com.');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return refuseWithoutScheme(address);
  const url = parse(address);
  if (!url) return refuse('This is not an address.', 'Enter it like wss://live.example.com or ws://localhost:7880.');
  const isSecure = schemes.get(url.protocol);
  if (isSecure === undefined) {
    return refuse(
      `LiveKit is not reached by ${printable(url.protocol)}//.`,
      `Use wss:// (or ws:// on this computer): wss://${url.host || 'live.example.com'}`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'The address contains a user name or a password.',
      'Leave them out; key and secret have fields of their own.',
    );
  }
  if (/[?#]/.test(address)) {
    return refuse(
      'The address contains a query or a fragment.',
      `Leave out everything from the ? or # on: ${originOf(url)}`,
    );
  }
  if (!/^\/*$/.test(url.pathname)) {
    return refuse(
      'The address has a path.',
      `Leave the path out: ${originOf(url)}`,
      'LiveKit’s API calls drop a path and its clients keep it, so the two would end at different places.',
    );
  }
  // SECURITY: the host goes into the window's content security policy and request filter; URL lets `;`, `,`, `*` and quotes pass in it.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(url.host)) {
    return refuse('The host name has characters that no host name has.', 'Check the address for typing mistakes.');
  }
  return succeed({
    signalOrigin: originOf(url),
    apiOrigin: `${isSecure ? 'https' : 'http'}://${url.host}`,
    host: url.host,
    isLoopback: isLoopbackHost(url.hostname),
    isSecure,
  });
}

/** The address of a server that is to be saved: `production_needs_tls` for production over plain http or ws. */
export function readSavedAddress(url: string, environment: Environment): Result<ServerAddress> {
  const address = parseServerAddress(url);
  if (!address.ok) return address;
  // SECURITY: over plain http or ws, tokens that carry every right of the room travel readably.
  if (environment === 'production' && !address.value.isSecure && !address.value.isLoopback) {
    return fail('production_needs_tls', 'A production server must be reached by wss or https.', {
      field: 'url',
      likelyCause: 'The address begins with ws or http, so tokens would travel unencrypted.',
      cure: 'Use the server’s wss address, or mark it as development or staging.',
    });
  }
  return address;
}

function refuseWithoutScheme(address: string): Result<ServerAddress> {
  const url = parse(`wss://${address}`);
  const scheme = url && isLoopbackHost(url.hostname) ? 'ws' : 'wss';
  const suggestion = url ? `${scheme}://${url.host}` : 'wss://live.example.com';
  return refuse(
    'The address does not say how to connect.',
    `Begin it with wss:// (or ws:// on this computer): ${suggestion}`,
  );
}

function refuse(message: string, cure: string, likelyCause?: string): Result<ServerAddress> {
  return fail('invalid_request', message, {
    field: 'url',
    cure,
    ...(likelyCause === undefined ? {} : { likelyCause }),
  });
}

function parse(address: string): URL | undefined {
  // URL drops tabs and line breaks silently; an address with white space inside is a paste gone wrong.
  if (/\s/.test(address)) return undefined;
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function originOf(url: URL): string {
  return `${schemes.get(url.protocol) === false ? 'ws' : 'wss'}://${url.host}`;
}

function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}

function printable(text: string): string {
  return text.slice(0, 40);
}
