/** What a server is known to allow: kept, told, greyed with its reason, and forgotten when the server is another one. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { explainVerbOff } from '#contract/domain/capabilities';
import type { GavelError } from '#contract/result';
import { createCapabilityStore } from '#main/services/capabilities/capabilities';
import { learnFromAnswer } from '#main/services/capabilities/learn-from-answer';
import { readFailedAnswer } from '#main/services/livekit-api/read-failure';
import { createFakeClock, createRecordingEvents, createRecordingLogger } from '#test/support/ports';
import { makeTemporaryFolder } from '#test/support/temporary-folder';

const server = 'abcdefghijklmnop2345';
const demo = 'bcdefghijklmnopq2345';

async function open(folder: string) {
  const events = createRecordingEvents();
  const store = await createCapabilityStore({
    filePath: path.join(folder, 'capabilities.json'),
    clock: createFakeClock(),
    events,
    logger: createRecordingLogger(),
    isSaved: (serverId) => serverId !== demo,
  });
  return { store, events };
}

it('is kept over restarts, told to the server’s window, and forgotten for ever', async () => {
  const folder = await makeTemporaryFolder();
  const { store, events } = await open(folder);
  const learnt = { state: 'no', reason: 'The API key lacks the right.', source: 'check' } as const;
  store.remember(server, 'dispatch', learnt);
  store.remember(server, 'dispatch', learnt);
  store.remember(demo, 'sip', learnt);
  await store.flush();
  expect(events.sent.filter(({ to }) => to === server)).toHaveLength(1);
  const again = await open(folder);
  expect(again.store.read(server).dispatch).toMatchObject(learnt);
  expect(again.store.read(demo)).toEqual({});
  again.store.forget(server);
  await again.store.flush();
  expect(again.events.sent).toMatchObject([{ to: server, payload: {} }]);
  expect(await readFile(path.join(folder, 'capabilities.json'), 'utf8')).not.toContain(server);
});

it('turns verbs off for what is known to be missing, and for nothing else', () => {
  const no = { state: 'no', reason: 'It has none.', source: 'check', atMs: 1 } as const;
  expect(explainVerbOff({}, 'agent.dispatch')).toBeUndefined();
  expect(explainVerbOff({ dispatch: { ...no, state: 'unknown' } }, 'agent.dispatch')).toBeUndefined();
  expect(explainVerbOff({ dispatch: no }, 'agent.dispatch')).toContain('It has none.');
  expect(explainVerbOff({ dispatch: no }, 'agent.stop-dispatch')).toContain('It has none.');
  expect(explainVerbOff({ dispatch: no }, 'participant.set-name')).toBeUndefined();
  expect(explainVerbOff({ administerRooms: no }, 'room.set-metadata')).toContain('It has none.');
});

it('learns from the answers to writes what they say of the server, and no more', () => {
  const read = (status: number, body: string): GavelError => readFailedAnswer({ status, body }, (text) => text);
  const learn = (error: GavelError | undefined) => learnFromAnswer('agent.dispatch', error)[0]?.learnt.state;
  expect(learn(undefined)).toBe('yes');
  expect(learn(read(401, '{"code":"unauthenticated","msg":"permissions denied"}'))).toBe('no');
  expect(learn(read(403, '{"code":"permission_denied","msg":"no"}'))).toBe('no');
  expect(learn(read(500, '{"code":"unknown","msg":"not implemented"}'))).toBe('no');
  expect(learn(read(404, '{"code":"bad_route","msg":"no handler"}'))).toBe('no');
  expect(learnFromAnswer('room.create', read(403, '{"code":"permission_denied","msg":"no"}'))).toEqual([]);
  for (const passing of [
    // Of a proxy in between, not of LiveKit.
    read(403, 'blocked by policy'),
    read(404, 'default backend - 404'),
    read(404, '{"code":"not_found","msg":"gone"}'),
    read(503, '{"code":"unavailable","msg":"no response from servers"}'),
    read(400, '{"code":"invalid_argument","msg":"too long"}'),
    read(401, 'invalid API key: x'),
  ]) {
    expect(learn(passing)).toBeUndefined();
  }
});
