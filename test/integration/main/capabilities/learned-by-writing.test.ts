/** What a server answers to a write is remembered: a refused right greys the verbs that need it, until it is given again. */
import { expect, it, onTestFinished } from 'vitest';
import { explainVerbOff, type Capabilities } from '#contract/domain/capabilities';
import { startFaultProxy } from '#tools/fault-proxy.ts';
import { startLivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';
import { startHeadlessMain, type HeadlessMain } from '#test/support/headless-main';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const room = 'hall';

async function readCapabilities(main: HeadlessMain): Promise<Capabilities> {
  const answer = await main.request('servers:read-capabilities', {});
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value as Capabilities;
}

async function setName(main: HeadlessMain, name: string, base: string): Promise<void> {
  const parameters = { identity: 'ann', name, base };
  const plan = await main.request('actions:plan', { verb: 'participant.set-name', room, parameters });
  if (!plan.ok) throw new Error(plan.error.message);
  const { planId } = plan.value as { planId: string };
  expect(await main.request('actions:run', { planId, reason: '' })).toMatchObject({ ok: true });
}

it('a 403 to a write turns the writes off with its reason; a write that is taken turns them on', async () => {
  const server = await startLivekitServer();
  onTestFinished(() => server.dispose());
  const proxy = await startFaultProxy(server);
  onTestFinished(() => proxy.dispose());
  const bot = new LiveBot({ server, room, identity: 'ann' });
  onTestFinished(() => bot.leave());
  await bot.join();
  const told: unknown[] = [];
  const main = await startHeadlessMain({
    dataFolder: await makeTemporaryFolder(),
    access: proxy,
    emit: (channel, payload) => channel === 'servers:capabilities-changed' && told.push(payload),
    describeApp: () => {
      throw new Error('not asked for');
    },
  });
  onTestFinished(() => main.end());
  expect(await readCapabilities(main)).toEqual({});

  proxy.answer({
    method: 'UpdateParticipant',
    status: 403,
    body: '{"code":"permission_denied","msg":"permissions denied"}',
    contentType: 'application/json',
    times: 1,
  });
  await setName(main, 'Ann', '');
  const isKnown = async (state: string) => (await readCapabilities(main)).administerRooms?.state === state;
  await waitUntil(() => isKnown('no'), { what: 'the right to be known as missing' });
  const off = explainVerbOff(await readCapabilities(main), 'participant.set-name');
  expect(off).toContain('lacks the right');
  expect(explainVerbOff(await readCapabilities(main), 'agent.dispatch')).toBeUndefined();

  await setName(main, 'Ann', '');
  await waitUntil(() => isKnown('yes'), { what: 'the right to be known again' });
  expect(told).toHaveLength(2);
});
