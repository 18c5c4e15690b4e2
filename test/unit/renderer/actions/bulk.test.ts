/** What a run of many becomes in the window: each row as the door told it, its groups, its words, its report. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GavelBridge } from '#contract/bridge';
import type { ActionProgress, Plan } from '#contract/domain/action';
import { createBulkStore, type BulkRun } from '#renderer/features/actions/bulk/bulk-store.ts';
import {
  countProgress,
  countUndoable,
  describeRow,
  groupRows,
  listRetriable,
  listUnsent,
  sayCounts,
} from '#renderer/features/actions/bulk/describe-bulk.ts';
import { writeReport } from '#renderer/features/actions/bulk/write-report.ts';
import { replaceBridge } from '#renderer/lib/bridge.ts';
import { compileMasks } from '#renderer/lib/masks.ts';

const bulkId = 'plan-1';
const asked: unknown[] = [];

function makePlan(...targets: Partial<Plan['targets'][number]>[]): Plan {
  return {
    planId: bulkId,
    verb: 'participant.set-attributes',
    room: 'hall',
    expiresAtMs: 60_000,
    warnings: [],
    reversibility: 'full',
    isConfirmedByMain: false,
    targets: targets.map((target) => ({
      target: 'ada',
      disposition: 'change',
      before: '{"team":"red"}',
      after: '{"team":"blue"}',
      ...target,
    })),
  };
}

function progress(target: string, step: ActionProgress['step'], more: Partial<ActionProgress> = {}): ActionProgress {
  return {
    actionId: `action of ${target}`,
    verb: 'participant.set-attributes',
    room: 'hall',
    target,
    fields: ['attr.team'],
    step,
    atMs: 1,
    tookMs: 12,
    requestId: 'r1',
    before: '{"team":"red"}',
    after: '{"team":"blue"}',
    isUndoable: step === 'seen',
    bulkId,
    ...more,
  };
}

async function startRun(plan: Plan, reason = '', review = async (_plan: Plan) => true) {
  const bulk = createBulkStore(review);
  const { identities, ...rest } = {
    verb: 'participant.set-attributes' as const,
    room: 'hall',
    identities: plan.targets.map(({ target }) => target),
    parameters: { changes: { team: 'blue' } },
  };
  const leftOut = [{ target: 'bot', reason: 'agent' }];
  const started = await bulk.start(plan, {
    what: 'Set attribute team',
    reason,
    field: 'attr.team',
    request: { ...rest, identities },
    leftOut,
  });
  expect(started.ok).toBe(true);
  const read = (): BulkRun => {
    bulk.publish();
    return bulk.store.getState().runs.get(bulkId)!;
  };
  return { bulk, read };
}

function answerRun(answer: unknown): void {
  const request = async (channel: string, payload: unknown): Promise<unknown> => {
    asked.push([channel, payload]);
    return answer;
  };
  replaceBridge({ request, listen: () => () => undefined } as unknown as GavelBridge);
}

beforeEach(() => {
  asked.length = 0;
  answerRun({ ok: true, value: { actionId: bulkId } });
});
afterEach(() => replaceBridge(undefined));

describe('a run of many', () => {
  it('says of each how far it is, takes no step back, and calls nothing seen before it was', async () => {
    const { bulk, read } = await startRun(makePlan({ target: 'ada' }, { target: 'bo' }, { target: 'cy' }));
    expect(asked).toEqual([['actions:run', { planId: bulkId, reason: '' }]]);
    expect(countProgress(read())).toEqual({ done: 0, total: 3 });
    bulk.record(progress('ada', 'accepted'));
    expect(sayCounts(read())).toBe('1 accepted');
    bulk.record(progress('ada', 'seen'));
    bulk.record(progress('ada', 'accepted'));
    bulk.record(progress('ada', 'seen', { bulkId: 'another' }));
    expect(sayCounts(read())).toBe('1 seen');
    expect(countUndoable(read())).toBe(0);
    bulk.record(progress('ada', 'drifted', { current: '{"team":"green"}' }));
    expect(describeRow(read().rows.get('ada')!)).toBe('you set “blue”, now “green”');
  });

  it('ends with what was not sent told apart from what failed, and offers each its own way on', async () => {
    const { bulk, read } = await startRun(
      makePlan(
        { target: 'ada' },
        { target: 'bo' },
        { target: 'cy' },
        { target: 'di' },
        { target: 'eve', disposition: 'already' },
        { target: 'flo', disposition: 'conflict' },
        { target: 'gus' },
      ),
    );
    bulk.record(progress('ada', 'seen'));
    bulk.record(progress('bo', 'refused', { error: { code: 'server_failed', message: 'no' } }));
    bulk.record(progress('cy', 'refused', { error: { code: 'not_found', message: 'cy is not in the room.' } }));
    bulk.record(progress('gus', 'refused', { error: { code: 'conflict', message: 'Somebody else changed it.' } }));
    expect([listRetriable(read()), listUnsent(read())]).toEqual([[], []]);
    bulk.finish({ bulkId, isCancelled: true, atMs: 9 });
    const groups = groupRows(read());
    expect(
      Object.fromEntries(Object.entries(groups).map(([name, rows]) => [name, rows.map(({ target }) => target)])),
    ).toEqual({
      needsYou: ['bo', 'cy', 'flo', 'gus'],
      underWay: [],
      seen: ['ada'],
      waiting: ['di'],
      untouched: ['eve', 'bot'],
    });
    expect([listRetriable(read()), listUnsent(read()), countUndoable(read())]).toEqual([['bo'], ['di'], 1]);
  });

  it('whose way back or another try warns of something asks first, and is told with the reason it had', async () => {
    const reviewed: string[][] = [];
    let answer = false;
    const { bulk, read } = await startRun(makePlan({ target: 'ada' }, { target: 'bo' }), 'noise', async (plan) => {
      reviewed.push(plan.warnings);
      return answer;
    });
    bulk.record(progress('ada', 'seen'));
    bulk.record(progress('bo', 'refused', { error: { code: 'server_failed', message: 'no' } }));
    bulk.finish({ bulkId, isCancelled: false, atMs: 9 });
    const again = {
      ...makePlan({ target: 'bo' }),
      planId: 'plan-2',
      warnings: ['1 of 1: This ends their data tracks.'],
    };
    answerRun({ ok: true, value: again });
    asked.length = 0;
    expect([await bulk.undo(bulkId), await bulk.tryAgain(bulkId, ['bo'])]).toMatchObject([
      { ok: false, error: { code: 'declined' } },
      { ok: false, error: { code: 'declined' } },
    ]);
    expect(asked.map((call) => (call as [string])[0])).toEqual(['actions:plan-undo', 'actions:plan-many']);
    expect(reviewed).toEqual([again.warnings, again.warnings]);
    expect(read().isTakenBack).toBe(false);
    answer = true;
    await bulk.tryAgain(bulkId, ['bo']);
    expect(asked.at(-1)).toEqual(['actions:run', { planId: 'plan-2', reason: 'noise (tried again)' }]);
    await bulk.tryAgain('plan-2', ['bo']);
    expect(asked.at(-1)).toEqual(['actions:run', { planId: 'plan-2', reason: 'noise (tried again)' }]);
  });

  it('that main asks about by itself is not asked about twice', async () => {
    let reviews = 0;
    const { bulk } = await startRun(makePlan({ target: 'ada' }), '', async () => ++reviews > 0);
    answerRun({ ok: true, value: { ...makePlan({}), planId: 'plan-2', warnings: ['wide'], isConfirmedByMain: true } });
    expect((await bulk.undo(bulkId)).ok).toBe(true);
    expect(reviews).toBe(0);
  });

  it('that could not be stopped can be asked to stop again, and the answer is told', async () => {
    const { bulk, read } = await startRun(makePlan({ target: 'ada' }));
    answerRun({ ok: false, error: { code: 'plan_unknown', message: 'There is no such run.' } });
    expect(await bulk.stop(bulkId)).toMatchObject({ ok: false, error: { code: 'plan_unknown' } });
    expect(read().isStopping).toBe(false);
    answerRun({ ok: true, value: null });
    expect((await bulk.stop(bulkId)).ok).toBe(true);
    expect(read().isStopping).toBe(true);
  });

  it('that main does not begin leaves nothing behind', async () => {
    answerRun({ ok: false, error: { code: 'declined', message: 'no' } });
    const bulk = createBulkStore(async () => true);
    expect((await bulk.start(makePlan({}), { what: 'x', reason: '' })).ok).toBe(false);
    expect(bulk.store.getState().runs.size).toBe(0);
    expect(bulk.store.getState().shownId).toBeUndefined();
  });

  it('is reported as a table whose masks hide what people have written, and formulas stay text', async () => {
    const { bulk, read } = await startRun(
      makePlan({ target: '=ada' }, { target: 'bo', after: '{"team":"secret-team"}' }),
    );
    bulk.record(progress('=ada', 'seen'));
    bulk.record(progress('bo', 'refused', { error: { code: 'not_found', message: 'bo is not in the room.' } }));
    bulk.finish({ bulkId, isCancelled: false, atMs: 9 });
    const plain = writeReport(read(), compileMasks([])).split('\n');
    expect(plain[0]).toBe('identity\tresult\tbefore\tafter\tnow\twhy\tcode\trequest id\tms');
    expect(plain[1]).toBe("'=ada\tseen\tred\tblue\t\t\t\tr1\t12");
    expect(plain[3]).toBe('bot\tleft out\t\t\t\tagent\t\t\t0');
    const masked = writeReport(read(), compileMasks(['attr.team', 'identity']));
    expect(masked).not.toMatch(/ada|bo |red|blue/);
    expect(masked).toContain('[masked] is not in the room.');
  });
});
