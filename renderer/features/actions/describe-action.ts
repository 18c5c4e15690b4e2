/** The words of an action's toast: who, what, and how far it is. Never says success before it was seen. */
import type { ActionProgress } from '#contract/domain/action';
import { readAttributeFieldName } from '#contract/fields';
import { formatTook } from '#renderer/lib/format.ts';

export interface ActionWords {
  title: string;
  detail: string;
}

/** Title and detail for the step that an action has reached. */
export function describeAction(action: ActionProgress): ActionWords {
  const what = nameValue(action);
  const reason = action.error?.message ?? '';
  switch (action.step) {
    case 'queued':
      return { title: `Changing ${what}`, detail: 'waiting for its turn' };
    case 'sent':
      return { title: doing(action, what), detail: 'sent, no answer yet' };
    case 'accepted':
      return { title: doing(action, what), detail: 'accepted by the server, not seen yet' };
    case 'seen':
      return { title: done(action, what), detail: `seen ${formatTook(action.tookMs)} after you asked` };
    case 'refused':
      return { title: notDone(action, what), detail: reason || 'the server refused it' };
    case 'drifted':
      if (action.verb === 'room.create') {
        return { title: `${capitalise(what)} is there, but not as asked`, detail: action.current ?? '' };
      }
      return {
        title: `${capitalise(what)}: something else is there now`,
        detail: `you set ${quote(action.after)}, now ${quote(action.current ?? '')}${reason === '' ? '' : `; ${reason}`}`,
      };
    case 'effect_unknown':
      return {
        title: doing(action, what),
        detail: reason || 'accepted; whether it had an effect cannot be known',
      };
    case 'skipped':
      return { title: `${capitalise(what)} was skipped`, detail: reason };
    default:
      return action.step satisfies never;
  }
}

/** What an action is about: `attribute team of j.nilsson`. */
export function nameValue(action: Pick<ActionProgress, 'verb' | 'target' | 'fields' | 'room'>): string {
  const [field = ''] = action.fields;
  switch (action.verb) {
    case 'participant.set-metadata':
      return `metadata of ${action.target}`;
    case 'participant.set-name':
      return `name of ${action.target}`;
    case 'participant.set-permission':
      return `${nameRight(field)} of ${action.target}`;
    case 'participant.set-attributes':
      return action.fields.length === 1
        ? `attribute ${readAttributeFieldName(field) ?? field} of ${action.target}`
        : `${action.fields.length} attributes of ${action.target}`;
    case 'room.set-metadata':
      return `metadata of room ${action.room}`;
    case 'room.create':
      return `room ${action.room}`;
    case 'agent.dispatch':
      return `agent ${action.target}`;
    case 'agent.stop-dispatch':
      return `dispatch ${action.target}`;
    default:
      return action.verb satisfies never;
  }
}

const rightWords: Record<string, string> = {
  'can.subscribe': 'right to subscribe',
  'can.publish': 'right to publish',
  'can.publishData': 'right to send data',
  'can.updateMetadata': 'right to change own metadata',
  'can.metrics': 'right to subscribe to metrics',
  'can.manageAgentSession': 'right to manage agent sessions',
  'can.mic': 'microphone right',
  'can.camera': 'camera right',
  'can.screen': 'screen share right',
  'can.screenAudio': 'screen audio right',
};

/** A right in words; the field's own name where there are none. */
export function nameRight(field: string): string {
  return rightWords[field] ?? field;
}

function doing(action: ActionProgress, what: string): string {
  if (action.verb === 'room.create') return `Creating ${what}`;
  if (action.verb === 'agent.dispatch') return `Dispatching ${what}`;
  if (action.verb === 'agent.stop-dispatch') return `Stopping ${what}`;
  return `Changing ${what}`;
}

function done(action: ActionProgress, what: string): string {
  if (action.verb === 'room.create') return `${capitalise(what)} is created`;
  if (action.verb === 'agent.dispatch') return `${capitalise(what)} is dispatched`;
  if (action.verb === 'agent.stop-dispatch') return `${capitalise(what)} is stopped`;
  return `${capitalise(what)} is changed`;
}

function notDone(action: ActionProgress, what: string): string {
  if (action.verb === 'room.create') return `${capitalise(what)} was not created`;
  if (action.verb === 'agent.dispatch') return `${capitalise(what)} was not dispatched`;
  if (action.verb === 'agent.stop-dispatch') return `${capitalise(what)} was not stopped`;
  return `${capitalise(what)} was not changed`;
}

/** A value short enough for a toast; the whole is in the Inspector. */
function quote(text: string): string {
  if (text === '') return 'nothing';
  return text.length > 60 ? `“${text.slice(0, 59)}…”` : `“${text}”`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
