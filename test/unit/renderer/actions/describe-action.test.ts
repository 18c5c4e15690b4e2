import { describe, expect, it } from 'vitest';
import { actionSteps, type ActionProgress } from '#contract/domain/action';
import { verbIds } from '#contract/domain/verb-id';
import { describeAction } from '#renderer/features/actions/describe-action.ts';

const base: ActionProgress = {
  actionId: 'action-1',
  verb: 'participant.set-permission',
  room: 'town-hall',
  target: 'j.nilsson',
  fields: ['can.mic'],
  step: 'seen',
  atMs: 0,
  tookMs: 600,
  requestId: '',
  before: 'can',
  after: 'cannot',
  isUndoable: true,
};

describe('words of an action', () => {
  it('says when a change was seen', () => {
    expect(describeAction(base)).toEqual({
      title: 'Microphone right of j.nilsson is changed',
      detail: 'seen 0.6 s after you asked',
    });
  });

  it.each(verbIds)('says success of %s at seen, and at no other step', (verb) => {
    const success = describeAction({ ...base, verb }).title;
    expect(success).toMatch(/is (changed|created|dispatched|stopped)$/);
    for (const step of actionSteps) {
      if (step === 'seen') continue;
      expect(describeAction({ ...base, verb, step }).title).not.toMatch(/is (changed|created|dispatched|stopped)$/);
    }
  });

  it('gives the reason of a refusal', () => {
    const error = { code: 'no_effect', message: 'The server answered, but nothing changed.' } as const;
    expect(describeAction({ ...base, step: 'refused', error }).detail).toBe(error.message);
  });

  it('shows both values of a drift, cut where they are long', () => {
    const { detail } = describeAction({ ...base, step: 'drifted', after: 'x'.repeat(1_000), current: '' });
    expect(detail).toMatch(/^you set “x{59}…”, now nothing$/);
  });

  it('names an attribute by its key', () => {
    const action: ActionProgress = { ...base, verb: 'participant.set-attributes', fields: ['attr."sip.h.x"'] };
    expect(describeAction(action).title).toBe('Attribute sip.h.x of j.nilsson is changed');
  });
});
