import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '#contract/domain/observation';
import { createObservationBatch } from '#renderer/room/observation-batch.ts';
import { listObservations } from '#renderer/room/observe-updates.ts';
import { makeFacts, permission } from './facts.ts';

const agent = makeFacts('helper', { kind: 'agent', attributes: { 'lk.agent.state': 'listening' } });
const gone = { ...agent, state: 'disconnected' as const, disconnectReason: 'participant_removed' };

describe('updates that tell more than the API', () => {
  it.each([
    ['who left, with the reason', gone, agent, ['left participant_removed']],
    ['no leave without a reason', { ...gone, disconnectReason: 'unknown_reason' }, agent, []],
    ['no leave of a session that was replaced', gone, { ...agent, sid: 'PA_2' }, []],
    ['no leave of who is not shown', gone, undefined, []],
    ['an agent’s first word', agent, undefined, ['agent-state listening']],
    ['a new word', { ...agent, attributes: { 'lk.agent.state': 'thinking' } }, agent, ['agent-state thinking']],
    ['no word that is known', agent, agent, []],
    ['no word of a person', { ...agent, kind: 'standard' as const }, undefined, []],
    ['no word of a hidden agent', { ...agent, permission: { ...permission, hidden: true } }, undefined, []],
    ['no word that is a text', { ...agent, attributes: { 'lk.agent.state': 'x'.repeat(65) } }, undefined, []],
  ])('%s', (_what, update, known, expected) => {
    const told = listObservations([update], () => known, 5);
    expect(told.map((one) => `${one.kind} ${one.kind === 'left' ? one.reason : one.state}`)).toEqual(expected);
  });
});

describe('a batch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes once a second, no more than 200 at once, and nothing after the end', () => {
    const sent: number[] = [];
    const batch = createObservationBatch((observations) => sent.push(observations.length));
    const many = Array.from({ length: 250 }, (_, index): Observation => {
      return { kind: 'left', identity: `p${index}`, sid: `PA_${index}`, reason: 'room_closed', atMs: 1 };
    });
    batch.add([]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([]);
    batch.add(many);
    vi.advanceTimersByTime(0);
    expect(sent).toEqual([200]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([200, 50]);
    batch.add(many);
    batch.dispose();
    vi.advanceTimersByTime(5_000);
    expect(sent).toEqual([200, 50]);
  });
});
