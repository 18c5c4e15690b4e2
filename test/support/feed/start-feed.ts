/** Starts the feed's process in front of a server; its addresses are used in place of the server's. */
import { fileURLToPath } from 'node:url';
import type { ServerAccess } from '#tools/server-access.ts';
import { sharedSupervisor } from '#tools/supervisor.ts';
import type { FeedCommand, FeedReport, FeedStart, FeedStats } from './feed-commands.ts';

const program = fileURLToPath(new URL('feed-process.ts', import.meta.url));

export interface Feed extends ServerAccess {
  /** Changes a second, and timed changes among them, from now on. Resolves when it is so. */
  setPace(changesPerSecond: number, beatsPerSecond?: number): Promise<void>;
  readStats(): Promise<FeedStats>;
  dispose(): Promise<void>;
}

/** @throws when the process cannot listen */
export async function startFeed(server: ServerAccess, crowd: Omit<FeedStart, 'server'>): Promise<Feed> {
  const supervisor = sharedSupervisor();
  const child = supervisor.spawn(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

  function ask<Kind extends FeedReport['kind']>(
    command: FeedCommand,
    kind: Kind,
  ): Promise<Extract<FeedReport, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('the feed has ended'));
      child.once('exit', onExit);
      child.once('message', (answer: FeedReport) => {
        child.off('exit', onExit);
        if (answer.kind === kind) resolve(answer as Extract<FeedReport, { kind: Kind }>);
        else reject(new Error(answer.kind === 'failed' ? answer.message : `the feed answered ${answer.kind}`));
      });
      child.send(command);
    });
  }

  const { url, httpUrl, apiKey, apiSecret } = server;
  const { port } = await ask({ kind: 'start', start: { ...crowd, server: { url, httpUrl } } }, 'started');
  return {
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    apiKey,
    apiSecret,
    async setPace(changesPerSecond, beatsPerSecond = 0) {
      await ask({ kind: 'pace', changesPerSecond, beatsPerSecond }, 'paced');
    },
    readStats: async () => (await ask({ kind: 'stats' }, 'stats')).stats,
    dispose: () => supervisor.end(child),
  };
}
