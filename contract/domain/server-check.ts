/** A check of a server as all sides see it: its lines in order, and what the hidden page that tries the browser's way is given. */
import type { JoinGrant } from '#contract/domain/room-facts';

/** In the order in which they are shown. */
export const checkLineIds = [
  'address',
  'dns',
  'reachable',
  'tls',
  'key',
  'secret',
  'clock',
  'rooms',
  'dispatch',
  'sip',
  'egress',
  'ingress',
  'version',
  'websocket',
  'media',
  'remoteUnmute',
  'move',
] as const;
export type CheckLineId = (typeof checkLineIds)[number];

/** What is asked before a server is saved: whether it can be used at all, by a few calls over http. */
export const quickCheckLineIds = [
  'address',
  'dns',
  'reachable',
  'tls',
  'key',
  'secret',
  'clock',
  'rooms',
] as const satisfies readonly CheckLineId[];

/** `quick` is short enough to be waited for; `full` also tries every service and the browser's own way. */
export const checkExtents = ['quick', 'full'] as const;
export type CheckExtent = (typeof checkExtents)[number];

/** The lines of such a check, in their order. */
export function listCheckLines(extent: CheckExtent): readonly CheckLineId[] {
  return extent === 'quick' ? quickCheckLineIds : checkLineIds;
}

/** What each line is about: said while it waits, runs, or is not tested. */
export const checkLineLabels: Readonly<Record<CheckLineId, string>> = {
  address: 'URL',
  dns: 'Host name',
  reachable: 'Host',
  tls: 'TLS',
  key: 'API key',
  secret: 'API secret',
  clock: 'Clocks',
  rooms: 'Rooms',
  dispatch: 'Dispatch of agents',
  sip: 'Phone calls (SIP)',
  egress: 'Recording (egress)',
  ingress: 'Streaming in (ingress)',
  version: 'Version',
  websocket: 'WebSocket',
  media: 'Media',
  remoteUnmute: 'Unmuting others',
  move: 'Moving people between rooms',
};

const idsBeforeAnyAnswer: readonly CheckLineId[] = ['address', 'dns', 'reachable', 'tls'];

/** How `serverWords` are introduced: before a server has answered they are this computer's own. */
export function nameSpeaker(id: CheckLineId): 'Server says' | 'Reported' {
  return idsBeforeAnyAnswer.includes(id) ? 'Reported' : 'Server says';
}

/** `absent`: the server does not have it, which is no fault. `skipped`: not tested, for a reason that the sentence gives. */
export type CheckLineState = 'running' | 'ok' | 'warning' | 'failed' | 'absent' | 'skipped' | 'unknown';

export interface CheckLine {
  id: CheckLineId;
  state: CheckLineState;
  sentence: string;
  /** Only where something was asked of somebody. */
  tookMs?: number;
  cause?: string;
  cure?: string;
  /** The server's own words, or the transport's, redacted. */
  serverWords?: string;
}

export interface CheckReport {
  lines: CheckLine[];
  tookMs: number;
  isCancelled: boolean;
}

/** How far the hidden page came: an open socket, an answered join, media that flows. */
export const probeStages = ['socket', 'signal', 'media'] as const;
export type ProbeStage = (typeof probeStages)[number];

export interface ProbeReport {
  stage: ProbeStage;
  isReached: boolean;
  /** What the browser or the server said; may be empty. */
  message: string;
  /** True where the browser refuses the page the network that this computer is in: then no local server is reached. */
  isLocalNetworkRefused?: boolean | undefined;
  /** What a join tells of the server. */
  server?: ServerKind | undefined;
}

/** As the server names itself in its answer to a join. */
export interface ServerKind {
  isCloud: boolean;
  version: string;
  region: string;
}

/** What the hidden page tries. Tokens in it live for seconds or for one hidden join. */
export interface ProbeTask {
  /** Opened and closed at once; it joins nothing. */
  socketUrl: string;
  /** A hidden join of a listed room, if one is open. */
  join: JoinGrant | null;
}

/** Plain text of a report, to be copied. Everything in it has been redacted before. */
export function describeCheckReport(title: string, { lines, tookMs, isCancelled }: CheckReport): string {
  const rows = lines.map((line) =>
    [
      `[${line.state}] ${line.sentence}${line.tookMs === undefined ? '' : ` (${line.tookMs} ms)`}`,
      line.serverWords === undefined ? '' : `  ${nameSpeaker(line.id)}: ${line.serverWords}`,
      line.cause === undefined ? '' : `  Likely why: ${line.cause}`,
      line.cure === undefined ? '' : `  Cure: ${line.cure}`,
    ]
      .filter((text) => text !== '')
      .join('\n'),
  );
  const end = isCancelled ? `Stopped after ${tookMs} ms` : `Took ${tookMs} ms`;
  return [title, ...rows, end].join('\n');
}
