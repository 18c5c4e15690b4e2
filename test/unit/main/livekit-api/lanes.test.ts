import { describe, expect, it } from 'vitest';
import { createLanes, laneLimits } from '#main/services/livekit-api/lanes';

describe('lanes', () => {
  it('let so many in, then one for each that leaves, in order', async () => {
    const lanes = createLanes({ sweep: 1, single: 1, bulk: 1 });
    const order: string[] = [];
    const leaveFirst = await lanes.enter('sweep', undefined);
    const second = lanes.enter('sweep', undefined).then((leave) => (order.push('second'), leave));
    const third = lanes.enter('sweep', undefined).then((leave) => (order.push('third'), leave));
    expect(order).toEqual([]);
    leaveFirst();
    leaveFirst();
    (await second)();
    (await third)();
    expect(order).toEqual(['second', 'third']);
  });

  it('never make a click wait for sweeps or bulk', async () => {
    const lanes = createLanes();
    for (let index = 0; index < laneLimits.sweep; index += 1) await lanes.enter('sweep', undefined);
    for (let index = 0; index < laneLimits.bulk; index += 1) await lanes.enter('bulk', undefined);
    const leave = await lanes.enter('single', undefined);
    leave();
    expect(laneLimits.sweep + laneLimits.bulk).toBeLessThan(6);
  });

  it('are left while waiting when the caller gives up, and the place goes to the next', async () => {
    const lanes = createLanes({ sweep: 1, single: 1, bulk: 1 });
    const leave = await lanes.enter('bulk', undefined);
    const abort = new AbortController();
    const given = lanes.enter('bulk', abort.signal);
    const next = lanes.enter('bulk', undefined);
    abort.abort();
    await expect(given).rejects.toThrow();
    leave();
    (await next)();
    await expect(lanes.enter('bulk', AbortSignal.abort())).rejects.toThrow();
  });
});
