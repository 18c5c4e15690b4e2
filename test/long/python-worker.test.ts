/** A real Python worker, called and stopped through main's own door and watch: job listed, echo equal, verified gone. */
import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { ActionProgress, Plan } from '#contract/domain/action';
import type { DispatchList } from '#contract/domain/dispatch-facts';
import { startHeadlessMain } from '#test/support/headless-main';
import { makeTemporaryFolder } from '#test/support/temporary-folder';
import { startPyTaker } from '#tools/agent/python/start-py-taker.ts';
import { createApiClients, startLivekitServer } from '#tools/livekit-server.ts';
import { LiveBot } from '#tools/people/live-bot.ts';
import { waitUntil } from '#tools/wait-until.ts';

const room = 'studio';

test('a Python agent is called, comes, echoes what it was given, and is gone when the stop is seen', async () => {
  const server = await startLivekitServer();
  onTestFinished(() => server.dispose());
  // First, because making its environment takes a while in which this process can keep nobody in a room.
  const worker = await startPyTaker(server);
  onTestFinished(() => worker.stop());
  const person = new LiveBot({ server, room, identity: 'amara' });
  onTestFinished(() => person.leave());
  await person.join();
  const progress: ActionProgress[] = [];
  const main = await startHeadlessMain({
    dataFolder: await makeTemporaryFolder(),
    access: server,
    emit: (channel, payload) => {
      if (channel === 'actions:progress') progress.push(payload as ActionProgress);
    },
    describeApp: () => {
      throw new Error('nobody asks');
    },
  });
  onTestFinished(() => main.end());

  async function ask<Value>(channel: string, request: unknown): Promise<Value> {
    const answer = await main.request(channel, request);
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`);
    return answer.value as Value;
  }
  async function act(verb: string, parameters: object): Promise<ActionProgress> {
    const plan = await ask<Plan>('actions:plan', { verb, room, parameters });
    const { actionId } = await ask<{ actionId: string }>('actions:run', { planId: plan.planId, reason: '' });
    return waitUntil(() => progress.find((step) => step.actionId === actionId && step.step === 'seen'), {
      what: `${verb} to be seen`,
      timeoutMs: 30_000,
    });
  }

  const metadata = '{"topic":"agenda","language":"Türkçe"}';
  const { createdId } = await act('agent.dispatch', { agentName: worker.agentName, metadata });
  const { rooms } = createApiClients(server);
  const sha256 = createHash('sha256').update(metadata).digest('hex');
  const findAgent = async () =>
    (await rooms.listParticipants(room)).find(({ attributes }) => attributes['py.echo.sha256'] !== undefined);
  const agent = await waitUntil(findAgent, { what: 'the echo', timeoutMs: 30_000 });
  expect(agent?.attributes['py.echo.sha256']).toBe(sha256);
  expect(agent?.attributes['py.echo.length']).toBe(String(Buffer.byteLength(metadata)));
  const listed = await waitUntil(
    async () =>
      (await ask<DispatchList>('dispatches:list', { room })).dispatches.find(
        ({ id, jobs }) => id === createdId && jobs.length === 1,
      ),
    { what: 'the job to be listed', timeoutMs: 15_000 },
  );
  expect(listed?.jobs[0]?.participantIdentity).toBe(agent?.identity);

  await act('agent.stop-dispatch', { dispatchId: createdId });
  expect(await findAgent()).toBeUndefined();
});
