/** The signal profiles that Gavel comes with, and what is read by them. Pure. */
import type { CellValue } from '#contract/cell-value';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import { readSignal, type SignalProfile } from './signal-profile.ts';

/** An attribute with the moment at which the hand went up; empty or absent is not raised. */
export const handRaisedAt = 'handRaisedAt';

export const handRaisedAtProfile: SignalProfile = {
  id: 'hand-raised-at',
  label: `Attribute ${handRaisedAt}`,
  signals: { hand: { field: `attr.${handRaisedAt}`, test: { kind: 'time' }, since: 'value' } },
};

/** Since when a hand is up, epoch ms; null where none is, unknown where the app's value is no time. */
export function readHand({ attributes }: Pick<ParticipantFacts, 'attributes'>): CellValue {
  const rule = handRaisedAtProfile.signals.hand;
  const value = Object.hasOwn(attributes, handRaisedAt) ? attributes[handRaisedAt] : null;
  if (!rule) return null;
  const { isOn, sinceMs } = readSignal(rule, value);
  return isOn === false ? null : sinceMs;
}
