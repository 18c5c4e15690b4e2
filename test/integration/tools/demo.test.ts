/** The demo is the room it promises to be, hands its key over in secret, and leaves nobody behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ParticipantInfo_Kind, ParticipantInfo_State } from '@livekit/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '#tools/demo/start-demo.ts';
import { createApiClients } from '#tools/livekit-server.ts';
import { waitUntil } from '#tools/wait-until.ts';

const MAIN = fileURLToPath(new URL('../../../tools/demo/main.ts', import.meta.url));
const FAKE_APP = fileURLToPath(new URL('fixtures/fake-app.sh', import.meta.url));

let demo: Demo | undefined;
let launched: ChildProcess | undefined;

afterEach(async () => {
  launched?.kill('SIGKILL');
  await demo?.dispose();
  demo = undefined;
  launched = undefined;
});

describe('startDemo', () => {
  it(
    'fills the town hall with people who are what they say, and keeps still when told to',
    { timeout: 30_000 },
    async () => {
      demo = await startDemo({ isStill: true, hasNoteTaker: false });
      const { rooms } = createApiClients(demo.server);
      const listed = await waitUntil(
        async () => {
          const people = await rooms.listParticipants('town-hall');
          return (
            people.every(({ state }) => state === ParticipantInfo_State.ACTIVE) &&
            people.filter(({ tracks }) => tracks.length > 0).length === 6 &&
            people
          );
        },
        { what: 'everybody to be ACTIVE and six to publish' },
      );
      expect(listed).toHaveLength(26);
      expect(listed.filter(({ kind }) => kind === ParticipantInfo_Kind.SIP).map(({ identity }) => identity)).toEqual([
        'sip_+12025550143',
      ]);
      expect(listed.filter(({ permission }) => permission?.hidden).map(({ identity }) => identity)).toEqual([
        'quality-watch',
      ]);
      expect(await rooms.listParticipants('green-room')).toHaveLength(3);
      expect(JSON.parse((await rooms.listRooms(['town-hall']))[0]?.metadata ?? '')).toHaveProperty('agenda');

      for (const { sid, identity, metadata, attributes, name, tracks } of listed) {
        const session = demo.people.get(identity);
        expect({ metadata, name }).toEqual({ metadata: session?.person.metadata, name: session?.person.name });
        expect(attributes).toMatchObject(session?.person.attributes ?? {});
        const published = tracks.map((track) => ({ sid: track.sid, isMuted: track.muted }));
        expect(session?.client.ownView).toMatchObject({ sid, identity, metadata, attributes, name, tracks: published });
      }
      expect(listed.filter(({ attributes }) => /^\d{13}$/.test(attributes['handRaisedAt'] ?? ''))).toHaveLength(3);
    },
  );

  it('lives when it is not still', { timeout: 30_000 }, async () => {
    demo = await startDemo({ hasNoteTaker: false });
    const witness = demo.people.get('hana-kim');
    const from = witness?.log.events.length ?? 0;
    await waitUntil(
      () => (witness?.log.since(from, ['room', 'joined', 'active', 'quality', 'other']).length ?? 0) >= 3,
      { what: 'three visible changes', timeoutMs: 15_000 },
    );
  });
});

describe('main', () => {
  it(
    'hands the key over by descriptor 3 only, and everything ends with it after a crash',
    { timeout: 40_000 },
    async () => {
      launched = spawn(
        process.execPath,
        [MAIN, '--electron', FAKE_APP, '--app', '/nowhere', '--still', '--', '--some-flag'],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let printed = '';
      launched.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await waitUntil(() => /handover: .*\n/.test(printed), {
        what: 'the app to be handed the key',
        timeoutMs: 30_000,
      });

      const handover = JSON.parse(/handover: (.*)\n/.exec(printed)?.[1] ?? '') as Record<string, string>;
      expect(Object.keys(handover)).toEqual(['name', 'url', 'apiKey', 'apiSecret']);
      expect(handover).toMatchObject({
        name: 'Demo',
        url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string,
      });
      const secret = handover['apiSecret'] ?? '';
      expect(secret.length).toBeGreaterThanOrEqual(32);
      // Control: the secret was printed by the stand-in, in the hand-over and nowhere else.
      expect(printed.split(secret)).toHaveLength(2);
      expect(printed).toContain('arguments: /nowhere --gavel-demo-fd=3');
      expect(printed).toContain('--some-flag');

      const family = findDescendants(launched.pid ?? 0);
      const commands = family.map(readCommand);
      for (const wanted of ['livekit', 'note-taker.ts', 'supervisor-watcher', 'sleep'])
        expect(commands.join('\n')).toContain(wanted);
      for (const pid of family) expect(readCommand(pid) + readEnvironment(pid)).not.toContain(secret);

      const keyFolder = /--config (\S+)\/livekit\.yaml/.exec(commands.join('\n'))?.[1] ?? '';
      expect(readFileSync(`${keyFolder}/keys.yaml`, 'utf8')).toContain(secret);

      launched.kill('SIGKILL');
      await waitUntil(() => !existsSync(keyFolder), { what: 'the key file to be gone', timeoutMs: 5_000 });
      await waitUntil(() => family.every((pid) => readCommand(pid) === ''), {
        what: 'all its children to be gone',
        timeoutMs: 5_000,
      });
    },
  );
});

/** All processes below one, by /proc. */
function findDescendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = readProc(Number(entry), 'status');
    parents.set(Number(entry), Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0));
  }
  const found = [root];
  for (const parent of found) for (const [pid, above] of parents) if (above === parent) found.push(pid);
  return found.slice(1);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

const readCommand = (pid: number): string => readProc(pid, 'cmdline');
const readEnvironment = (pid: number): string => readProc(pid, 'environ');
