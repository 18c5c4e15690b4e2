/** What a permission switch shows and how it is called, from a right's state and the step of its change. Pure. */
import type { ActionStep } from '#contract/domain/action';
import type { RightState } from '#contract/fields';

/** `undefined` is unknown, `null` does not apply (who has left). */
export type SwitchState = RightState | undefined | null;

export type SwitchShape = 'can' | 'cannot' | 'all' | 'unknown' | 'none' | 'sent' | 'accepted' | 'refused' | 'drifted';

const sources = new Set(['microphone', 'camera', 'screen share', 'screen audio']);

/** Shape to draw: the change while there is something to say of it, else the right as it is. */
export function chooseSwitchShape(state: SwitchState, step: ActionStep | undefined): SwitchShape {
  switch (step) {
    case 'queued':
    case 'sent':
      return 'sent';
    case 'accepted':
    case 'refused':
    case 'drifted':
      return step;
    default:
      if (state === undefined) return 'unknown';
      return state ?? 'none';
  }
}

/** Accessible name: `Microphone, can publish: yes, pending no`. */
export function nameSwitch(
  label: string,
  state: SwitchState,
  step: ActionStep | undefined,
  pendingValue: boolean = state === 'cannot',
): string {
  const right = sources.has(label) ? `${capitalise(label)}, can publish` : capitalise(label);
  const outcome = nameStep(step, pendingValue ? 'yes' : 'no');
  return `${right}: ${nameState(state)}${outcome && `, ${outcome}`}`;
}

function nameState(state: SwitchState): string {
  switch (state) {
    case 'can':
      return 'yes';
    case 'cannot':
      return 'no';
    case 'all':
      return 'yes, all sources';
    case undefined:
      return 'unknown';
    case null:
      return 'does not apply';
    default:
      return state satisfies never;
  }
}

function nameStep(step: ActionStep | undefined, wanted: string): string {
  switch (step) {
    case 'queued':
    case 'sent':
      return `pending ${wanted}`;
    case 'accepted':
      return `pending ${wanted}, accepted, not seen yet`;
    case 'refused':
      return `refused ${wanted}`;
    case 'drifted':
      return 'drifted: something else is there now';
    default:
      return '';
  }
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
