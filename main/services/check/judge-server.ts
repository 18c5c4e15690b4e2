/** What a server's answers mean: key and secret, rights, services, and how far the browser's own connection came. Pure. */
import type { CapabilityName } from '#contract/domain/capabilities';
import { checkLineLabels, type ProbeReport, type ServerKind } from '#contract/domain/server-check';
import type { GavelError, Result } from '#contract/result';
import { isUnknownCall } from '../livekit-api/read-failure.ts';
import { failed, type Verdict } from './judge-way.ts';

/** A verdict on a service, and what it says of the capability behind it. */
export interface ServiceVerdict extends Verdict {
  can: 'yes' | 'no' | 'unknown';
}

export interface CredentialVerdicts {
  key: Verdict;
  secret: Verdict;
  /** True if the server took the token, whatever it then allowed. */
  areAccepted: boolean;
}

/** By the answer to the first signed call. The server looks at the key, then at the signature, then at the times. */
export function judgeCredentials(listed: Result<unknown>): CredentialVerdicts {
  const key: Verdict = { state: 'ok', sentence: 'API key is known' };
  const secret: Verdict = { state: 'ok', sentence: 'API secret is right' };
  if (listed.ok) return { key, secret, areAccepted: true };
  const { error } = listed;
  switch (error.code) {
    case 'unknown_key':
      return {
        key: fromError(error),
        secret: skip('API secret: not tested, the key is not known'),
        areAccepted: false,
      };
    case 'wrong_secret':
      return { key, secret: fromError(error), areAccepted: false };
    case 'clock_skew':
      // Only the times are left to be wrong, and the clock's line says so.
      return { key, secret, areAccepted: false };
    case 'forbidden_by_server':
      return { key, secret, areAccepted: true };
    default:
      return {
        key: isForeign(error) ? fromError(error, 'This is not a LiveKit server') : fromError(error),
        secret: skip('API secret: not tested, the key could not be'),
        areAccepted: false,
      };
  }
}

/** `acted`: the answer to a call that needs the right to administer a room. */
export function judgeRooms(listed: Result<unknown[]>, acted: Result<unknown>): ServiceVerdict {
  if (!listed.ok) {
    return { ...fromError(listed.error, 'Rooms cannot be listed'), can: isRefusal(listed.error) ? 'no' : 'unknown' };
  }
  const count = listed.value.length;
  const open = count === 0 ? 'none is open' : count === 1 ? 'one is open' : `${count} are open`;
  if (acted.ok) return { state: 'ok', sentence: `May list rooms and act in them: ${open}`, can: 'yes' };
  if (isRefusal(acted.error)) {
    return { ...fromError(acted.error, 'May list rooms, but not act in them'), can: 'no' };
  }
  return { ...fromError(acted.error, 'May list rooms; acting in them failed'), can: 'unknown' };
}

/** `hasRoom`: without an open room the dispatch service has nobody who could answer for it. */
export function judgeDispatch(answer: Result<unknown>, hasRoom: boolean): ServiceVerdict {
  if (answer.ok) return { state: 'ok', sentence: 'Dispatch of agents answers', can: 'yes' };
  if (isRefusal(answer.error)) {
    return { ...fromError(answer.error, 'The API key may not dispatch agents'), can: 'no' };
  }
  if (isUnknownCall(answer.error)) return absent('Dispatch of agents: not on this server', answer.error);
  if (answer.error.code === 'unavailable' && !hasRoom) {
    return {
      state: 'unknown',
      sentence: 'Dispatch of agents: allowed; whether it answers shows once a room is open',
      can: 'unknown',
    };
  }
  return { ...fromError(answer.error, 'Dispatch of agents does not answer'), can: 'unknown' };
}

/** Services beside rooms; a server without Redis has none of them. */
export const optionalServices = ['sip', 'egress', 'ingress'] as const satisfies readonly CapabilityName[];
export type OptionalService = (typeof optionalServices)[number];

/** A list that answers says that the calls exist, not that a service works behind them: that shows at the first start. */
export function judgeService(service: OptionalService, answer: Result<unknown>): ServiceVerdict {
  const name = checkLineLabels[service];
  if (answer.ok) return { state: 'ok', sentence: `${name}: can be asked for`, can: 'yes' };
  const words = answer.error.detail?.serverMessage ?? '';
  if (/redis required/i.test(words)) {
    return { state: 'absent', sentence: `${name}: not here, the server has no Redis`, can: 'no' };
  }
  if (isUnknownCall(answer.error)) return absent(`${name}: not on this server`, answer.error);
  if (isRefusal(answer.error)) return { ...fromError(answer.error, `${name}: the API key may not`), can: 'no' };
  return {
    ...failed(
      `${name}: fails just now`,
      /i\/o timeout|connection refused|EOF/i.test(words)
        ? 'The server has lost its Redis database.'
        : answer.error.detail?.likelyCause,
      'Look at the server’s log, then check again.',
      words.replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '[address]'),
    ),
    can: 'unknown',
  };
}

export function judgeKind(isCloudHost: boolean, kind: ServerKind | undefined): Verdict {
  if (!kind) {
    return isCloudHost
      ? { state: 'ok', sentence: 'LiveKit Cloud' }
      : { state: 'unknown', sentence: 'Version: unknown, the server tells it only in a room' };
  }
  const region = kind.region === '' ? '' : `, region ${kind.region}`;
  const version = kind.version === '' ? '' : ` ${kind.version}`;
  return { state: 'ok', sentence: `LiveKit${version}, ${kind.isCloud ? 'Cloud' : 'self-hosted'}${region}` };
}

/** What is known of the hidden page's attempts; a stage that was not told yet is not there. */
export interface ReachFacts {
  socket?: Pick<ProbeReport, 'isReached' | 'message' | 'isLocalNetworkRefused'>;
  signal?: Pick<ProbeReport, 'isReached' | 'message'>;
  media?: Pick<ProbeReport, 'isReached' | 'message'>;
}

/** `isLocal`: the server is on this computer or in its own network. */
export function judgeSocket({ socket, signal }: ReachFacts, isLocal: boolean): Verdict {
  if (signal?.isReached || socket?.isReached) return { state: 'ok', sentence: 'WebSocket opens from this app' };
  if (!socket && !signal) return { state: 'unknown', sentence: 'WebSocket: unknown, the test did not come to an end' };
  if (isLocal && socket?.isLocalNetworkRefused) {
    return failed(
      'WebSocket does not open: this app’s windows are refused the local network',
      'The server is on this computer or in its network, which newer browser engines guard by a permission.',
      'Allow Gavel the local network in this computer’s privacy settings or policies, then start it again.',
      socket.message,
    );
  }
  return failed(
    'WebSocket does not open',
    'HTTP passes, but something on the way, such as a reverse proxy, does not pass WebSockets on.',
    'Have the proxy pass upgrades of /rtc and /agent on to LiveKit.',
    socket?.message ?? signal?.message,
  );
}

export function judgeMedia({ signal, media }: ReachFacts): Verdict {
  if (media?.isReached) return { state: 'ok', sentence: 'Media connects' };
  if (signal && !signal.isReached) {
    return failed(
      'Media: the hidden join was refused',
      'The room may be full or was closed this moment.',
      'Check again when another room is open.',
      signal.message,
    );
  }
  if (!media) return { state: 'unknown', sentence: 'Media: unknown, the test did not come to an end' };
  return failed(
    'Media does not connect',
    'A firewall blocks WebRTC to this server, or the server names an address that cannot be reached from here.',
    'Open its UDP ports (or TCP 7881, or TURN) for this network, and check node_ip and use_external_ip in its configuration.',
    media.message,
  );
}

/** Only what this server was seen to do or refuse is known of these two. */
export function judgeRemembered(name: string, can: 'yes' | 'no' | 'unknown', reason: string): Verdict {
  switch (can) {
    case 'yes':
      return { state: 'ok', sentence: `${name}: works here` };
    case 'no':
      return { state: 'absent', sentence: `${name}: not here. ${reason}` };
    case 'unknown':
      return { state: 'unknown', sentence: `${name}: unknown until first used` };
    default:
      return can satisfies never;
  }
}

export function skip(sentence: string): Verdict {
  return { state: 'skipped', sentence };
}

/** A failed line in the words of the call's own explanation; `sentence` where the line can say it better. */
export function fromError(error: GavelError, sentence = error.message): Verdict {
  const { likelyCause, cure, serverMessage, serverStatus } = error.detail ?? {};
  const head = serverStatus === undefined ? '' : `${serverStatus} `;
  // SECURITY: a page that is no LiveKit server is not shown: only what explains its refusal is.
  return failed(
    sentence,
    likelyCause,
    cure,
    serverMessage === undefined || isForeign(error) ? undefined : `${head}${serverMessage}`,
  );
}

/** An answer that no LiveKit server gives. */
function isForeign(error: GavelError): boolean {
  const status = error.detail?.serverStatus;
  return (error.code === 'server_failed' && status !== undefined && status < 400) || isUnknownCall(error);
}

export function isRefusal(error: GavelError): boolean {
  return error.code === 'forbidden_by_server';
}

function absent(sentence: string, error: GavelError): ServiceVerdict {
  return {
    state: 'absent',
    sentence,
    can: 'no',
    ...(error.detail?.likelyCause === undefined ? {} : { cause: error.detail.likelyCause }),
  };
}
