import { describe, expect, it } from 'vitest';
import { chooseSwitchShape, nameSwitch } from '#renderer/components/glyphs/describe-switch.ts';

describe('a permission switch', () => {
  it('draws the right as it is while nothing is asked, and after a change was seen', () => {
    for (const step of [undefined, 'seen', 'skipped', 'effect_unknown'] as const) {
      expect(chooseSwitchShape('can', step)).toBe('can');
      expect(chooseSwitchShape('cannot', step)).toBe('cannot');
      expect(chooseSwitchShape('all', step)).toBe('all');
      expect(chooseSwitchShape(undefined, step)).toBe('unknown');
      expect(chooseSwitchShape(null, step)).toBe('none');
    }
  });

  it('draws a change that is under way or went wrong in its own shape', () => {
    expect(chooseSwitchShape('can', 'queued')).toBe('sent');
    expect(chooseSwitchShape('can', 'sent')).toBe('sent');
    expect(chooseSwitchShape('can', 'accepted')).toBe('accepted');
    expect(chooseSwitchShape('can', 'refused')).toBe('refused');
    expect(chooseSwitchShape('can', 'drifted')).toBe('drifted');
  });

  it('is called by its right, its state and what is pending', () => {
    expect(nameSwitch('microphone', 'can', 'sent')).toBe('Microphone, can publish: yes, pending no');
    expect(nameSwitch('microphone', 'all', undefined)).toBe('Microphone, can publish: yes, all sources');
    expect(nameSwitch('subscribe', 'cannot', 'accepted')).toBe('Subscribe: no, pending yes, accepted, not seen yet');
    expect(nameSwitch('data', undefined, undefined)).toBe('Data: unknown');
    expect(nameSwitch('data', null, undefined)).toBe('Data: does not apply');
    expect(nameSwitch('data', 'can', 'refused')).toBe('Data: yes, refused no');
    // The event came before main's word: the switch is on already, and on is what was asked.
    expect(nameSwitch('data', 'can', 'accepted', true)).toBe('Data: yes, pending yes, accepted, not seen yet');
  });
});
