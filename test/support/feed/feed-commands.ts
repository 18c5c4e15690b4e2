/** What the feed's process is told, and what it tells. Types only. */
import type { CrowdOptions } from './crowd-model.ts';

export interface FeedStart extends CrowdOptions {
  server: { url: string; httpUrl: string };
  room: string;
}

export type FeedCommand =
  | { kind: 'start'; start: FeedStart }
  /** Changes a second from now on; 0 for none. */
  | { kind: 'pace'; changesPerSecond: number; beatsPerSecond: number }
  | { kind: 'stats' }
  | { kind: 'stop' };

export interface FeedStats {
  /** Since the pace was set. */
  changes: number;
  messages: number;
  bytes: number;
  /** The most that was ever due at once, beyond a tick's own share. */
  worstLateMs: number;
  clients: number;
  /** Bytes handed over and not yet taken by the slowest client. */
  waitingBytes: number;
  there: number;
  /** How often somebody came, since the start. */
  arrivals: number;
  /** Identities of the crowd that somebody's API call has written to, since the start. */
  written: readonly string[];
}

export type FeedReport =
  | { kind: 'started'; port: number }
  | { kind: 'paced' }
  | { kind: 'stats'; stats: FeedStats }
  | { kind: 'failed'; message: string };
