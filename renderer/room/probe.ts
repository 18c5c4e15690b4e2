/**
 * The hidden page of a check: tries the browser's own way to one server and says how far it came. It joins only what main
 * has found listed, holds nothing open afterwards, and draws nothing.
 */
import type { GavelBridge } from '#contract/bridge';
import type { JoinGrant } from '#contract/domain/room-facts';
import type { ProbeReport, ServerKind } from '#contract/domain/server-check';
import { createRedactor } from '#contract/redaction';
import { connectRoom, type ConnectionEnd, type ConnectRoom } from './connection.ts';

export interface ProbeDeps {
  bridge: Pick<GavelBridge, 'request'>;
  /** In place of livekit-client and WebSocket (tests). */
  connect?: ConnectRoom;
  openSocket?: (url: string) => Promise<string | undefined>;
  /** In place of the browser's own answer (tests). */
  isLocalNetworkRefused?: () => Promise<boolean>;
}

const socketTimeoutMs = 10_000;
// SECURITY: the browser's words may hold the address with its token.
const redact = createRedactor(() => []);

/** Asks main for the task and does it. Resolves when all was reported. */
export async function runProbe({
  bridge,
  connect = connectRoom,
  openSocket = trySocket,
  isLocalNetworkRefused = askForLocalNetwork,
}: ProbeDeps): Promise<void> {
  const task = await bridge.request('probe:read-task', {});
  if (!task.ok) return;
  const { join, socketUrl } = task.value;

  async function report({ message, ...rest }: ProbeReport): Promise<void> {
    await bridge.request('probe:report-stage', { ...rest, message: redact(message).slice(0, 1_000) });
  }

  // Whoever has come into the room needs no other proof of the way.
  if (join && (await tryJoin(join, connect, report))) return;
  const fault = await openSocket(socketUrl);
  if (fault === undefined) await report({ stage: 'socket', isReached: true, message: '' });
  else {
    const isRefused = await isLocalNetworkRefused();
    await report({ stage: 'socket', isReached: false, message: fault, isLocalNetworkRefused: isRefused });
  }
}

/** True if the join was answered, whatever became of its media. */
async function tryJoin(
  grant: JoinGrant,
  connect: ConnectRoom,
  report: (stage: ProbeReport) => Promise<void>,
): Promise<boolean> {
  const end = await new Promise<{ isAnswered: boolean; failure?: string }>((resolve) => {
    let isAnswered = false;
    const connection = connect(grant, {
      onSnapshot(_others, _room, server) {
        isAnswered = true;
        void report({ stage: 'signal', isReached: true, message: '', ...(server ? { server: limit(server) } : {}) });
      },
      onUpdates: () => undefined,
      onRoom: () => undefined,
      onConnected() {
        connection.close();
        resolve({ isAnswered: true });
      },
      onEnd: (how) => resolve({ isAnswered, failure: describeEnd(how) }),
      setSignals: () => undefined,
      addRow: () => undefined,
      onData: () => undefined,
    });
  });
  if (end.isAnswered) {
    await report({ stage: 'media', isReached: end.failure === undefined, message: end.failure ?? '' });
  } else await report({ stage: 'signal', isReached: false, message: end.failure ?? '' });
  return end.isAnswered;
}

function describeEnd(end: ConnectionEnd): string {
  switch (end.kind) {
    case 'failed':
      return end.message;
    case 'wrong_room':
      return 'The room was made anew this moment, so it was left at once.';
    case 'cut_off':
      return 'The connection was cut off.';
    case 'ended':
      return `The server ended it: ${end.reason}.`;
    default:
      return end satisfies never;
  }
}

function limit({ isCloud, version, region }: ServerKind): ServerKind {
  return { isCloud, version: version.slice(0, 64), region: region.slice(0, 64) };
}

/** The browser's names of the permission, newest first; one that it does not know guards nothing. */
const localNetworkNames = ['local-network', 'loopback-network', 'local-network-access'];

async function askForLocalNetwork(): Promise<boolean> {
  const states = await Promise.all(
    localNetworkNames.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'granted' as const,
      ),
    ),
  );
  return states.includes('denied');
}

/** Opens a socket and closes it before a word is said; what went wrong, or undefined. */
function trySocket(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => finish(`no answer within ${socketTimeoutMs / 1_000} s`), socketTimeoutMs);
    function finish(fault: string | undefined): void {
      clearTimeout(timer);
      socket.close();
      resolve(fault);
    }
    socket.addEventListener('open', () => finish(undefined));
    // A page is not told why; the code of the close is all there is.
    socket.addEventListener('close', ({ code }) => finish(`the connection was closed with code ${code}`));
  });
}
