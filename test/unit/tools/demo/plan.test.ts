/** The demo's plan is calm, endless, never impossible and the same for the same seed. */
import { describe, expect, it } from 'vitest';
import { DEMO_ROOMS } from '#tools/demo/cast.ts';
import { createRandom, planSteps, type DemoStep } from '#tools/demo/plan.ts';

function takeSteps(count: number, seed = 7): DemoStep[] {
  const steps = planSteps(DEMO_ROOMS.townHall, seed);
  return Array.from({ length: count }, () => steps.next().value);
}

describe('planSteps', () => {
  it('gives the same steps for the same seed and others for another', () => {
    expect(takeSteps(200, 1)).toEqual(takeSteps(200, 1));
    expect(takeSteps(200, 1)).not.toEqual(takeSteps(200, 2));
  });

  it('changes something every one to two seconds', () => {
    for (const { afterMs } of takeSteps(500)) {
      expect(afterMs).toBeGreaterThanOrEqual(1_000);
      expect(afterMs).toBeLessThanOrEqual(2_000);
    }
  });

  it('never lets somebody act who is away, and never empties the room', () => {
    const away = new Set<string>();
    for (const { identity, action } of takeSteps(3_000)) {
      if (action.type === 'come-back') {
        expect(away.delete(identity)).toBe(true);
        continue;
      }
      expect(away.has(identity)).toBe(false);
      if (action.type === 'leave') away.add(identity);
      expect(away.size).toBeLessThanOrEqual(3);
    }
  });

  it('raises a hand that is down and lowers one that is up', () => {
    const up = new Set(
      DEMO_ROOMS.townHall.people
        .filter(({ handRaisedMsAgo }) => handRaisedMsAgo !== undefined)
        .map(({ identity }) => identity),
    );
    for (const { identity, action } of takeSteps(2_000)) {
      if (action.type === 'raise-hand') {
        expect(up.has(identity)).toBe(false);
        up.add(identity);
      } else if (action.type === 'lower-hand') expect(up.delete(identity)).toBe(true);
      else if (action.type === 'come-back') {
        const person = DEMO_ROOMS.townHall.people.find((candidate) => candidate.identity === identity);
        if (person?.handRaisedMsAgo === undefined) up.delete(identity);
        else up.add(identity);
      }
    }
  });

  it('lets only those with a microphone mute and talk, and keeps them in the room', () => {
    const withMedia = new Set(
      DEMO_ROOMS.townHall.people.filter(({ kind }) => kind === 'rtc').map(({ identity }) => identity),
    );
    const seen = new Set<string>();
    for (const { identity, action } of takeSteps(3_000)) {
      seen.add(action.type);
      if (['mute', 'unmute', 'start-talking', 'stop-talking', 'say'].includes(action.type))
        expect(withMedia.has(identity)).toBe(true);
      if (action.type === 'leave') expect(withMedia.has(identity)).toBe(false);
    }
    expect(seen).toEqual(
      new Set([
        'come-back',
        'leave',
        'lower-hand',
        'mute',
        'raise-hand',
        'say',
        'set-attribute',
        'set-metadata',
        'start-talking',
        'stop-talking',
        'unmute',
      ]),
    );
  });

  it('leaves the profiles alone that are there to be odd', () => {
    const odd = new Set(['oliver-bennett', 'camille-laurent', 'viktor-novak']);
    for (const { identity, action } of takeSteps(3_000))
      if (action.type === 'set-metadata') expect(odd.has(identity)).toBe(false);
  });
});

describe('createRandom', () => {
  it('stays within 0 and 1 and spreads', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 1_000 }, random);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(values.map((value) => Math.floor(value * 10))).size).toBe(10);
  });
});
