import { AgentDispatch } from '@livekit/protocol';
import { expect, it } from 'vitest';
import { createRedactor, redactedMark } from '#contract/redaction';
import { readDispatch } from '#main/services/livekit-api/read-messages';

it('takes secrets out of a worker’s exception, and leaves the room’s own text as it is', () => {
  const metadata = '{"password":"of the room"}';
  const dispatch = AgentDispatch.fromJson({
    metadata,
    state: { jobs: [{ id: 'J', state: { status: 'JS_FAILED', error: 'no login with api_secret="hQ3x9"' } }] },
  });
  const row = readDispatch(
    dispatch,
    createRedactor(() => []),
  );
  expect(row.jobs[0]?.error).toBe(`no login with api_secret="${redactedMark}"`);
  expect(row.metadata).toBe(metadata);
});
