/** What media a window receives, by its own peer connections' statistics. To be installed before a room is opened. */
import type { Page } from '@playwright/test';

interface WatchedWindow {
  RTCPeerConnection: typeof RTCPeerConnection;
  watchedPeers: RTCPeerConnection[];
}

export async function watchReceivedMedia(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as WatchedWindow;
    watched.watchedPeers = [];
    watched.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        watched.watchedPeers.push(this);
      }
    };
  });
}

/** Packets so far of each track that is or was subscribed, sound first. */
export function readPackets(page: Page): Promise<{ kind: string; track: string; packets: number }[]> {
  return page.evaluate(async () => {
    const { watchedPeers } = window as unknown as WatchedWindow;
    const reports = await Promise.all(watchedPeers.map((peer) => peer.getStats()));
    const received = reports
      .flatMap((report) => [...report.values()])
      .filter(({ type }) => type === 'inbound-rtp')
      .map((one) => ({
        kind: String(one.kind),
        track: String(one.trackIdentifier),
        packets: Number(one.packetsReceived),
      }));
    return received.toSorted((a, b) => a.kind.localeCompare(b.kind));
  });
}

/** Packets that came within the next 400 ms, of all tracks. */
export async function countComing(page: Page): Promise<number> {
  const before = sum(await readPackets(page));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  return sum(await readPackets(page)) - before;
}

function sum(tracks: readonly { packets: number }[]): number {
  return tracks.reduce((total, { packets }) => total + packets, 0);
}
