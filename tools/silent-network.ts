/**
 * A way to a server that can go silent without closing anything, as a network does. It carries bytes and reads none of
 * them; what must be understood to be broken (requests, joins) is the fault proxy's, which may stand behind it.
 */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { ServerAccess } from './server-access.ts';

/** A running way. Its `url` and `httpUrl` are used in place of the server's. */
export interface SilentNetwork extends ServerAccess {
  /**
   * Connections that are open now are half open from here on: what either end sends is swallowed, and neither hears that
   * the other closes. New ones pass. Answers how many it were.
   */
  swallow(): number;
  /** Nothing arrives, new connections hang; nothing is lost either, as TCP sends again what a network has dropped. */
  hold(): void;
  /** What was held arrives, in order. */
  release(): void;
  dispose(): Promise<void>;
}

interface Carried {
  near: Socket;
  far: Socket;
  isSwallowed: boolean;
}

/** Opens a way on a free loopback port to `server`. */
export async function openSilentNetwork(server: ServerAccess): Promise<SilentNetwork> {
  const target = new URL(server.httpUrl);
  const carried = new Set<Carried>();
  let isHeld = false;

  function carry(from: Socket, to: Socket, pair: Carried): void {
    from.on('data', (bytes: Buffer) => {
      if (pair.isSwallowed || to.destroyed) return;
      if (!to.write(bytes)) from.pause();
    });
    to.on('drain', () => {
      if (!isHeld || pair.isSwallowed) from.resume();
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      if (pair.isSwallowed) return;
      carried.delete(pair);
      to.destroySoon();
    });
  }

  const listener = createServer({ allowHalfOpen: false }, (near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) socket.setNoDelay(true);
    const pair: Carried = { near, far, isSwallowed: false };
    carried.add(pair);
    carry(near, far, pair);
    carry(far, near, pair);
    if (isHeld) pauseBoth(pair);
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;

  return {
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    swallow() {
      let count = 0;
      for (const pair of carried) {
        if (pair.isSwallowed) continue;
        pair.isSwallowed = true;
        count++;
      }
      return count;
    },
    hold() {
      isHeld = true;
      for (const pair of carried) if (!pair.isSwallowed) pauseBoth(pair);
    },
    release() {
      isHeld = false;
      for (const { near, far } of carried) {
        near.resume();
        far.resume();
      }
    },
    async dispose() {
      for (const { near, far } of carried) {
        near.destroy();
        far.destroy();
      }
      carried.clear();
      await new Promise((resolve) => {
        listener.close(resolve);
      });
    },
  };
}

function pauseBoth({ near, far }: Carried): void {
  near.pause();
  far.pause();
}
