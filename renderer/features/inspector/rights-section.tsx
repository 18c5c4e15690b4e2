/** Every right of one participant as a switch that goes through the door, with the reason where one cannot be changed. */
import { useSyncExternalStore } from 'react';
import { participantFields, type FieldSubject, type RightState } from '#contract/fields';
import type { Right } from '#contract/domain/right';
import { PermissionSwitch } from '#renderer/components/glyphs/permission-switch.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';

const rightFields = participantFields.filter((field) => field.type === 'right');

/** Rights that the server takes over from the token and that no verb changes. */
const readOnlyFields = new Set(['can.agent', 'can.recorder']);

export interface RightsSectionProps {
  subject: FieldSubject;
  actions: ActionStore;
  onToggle: (right: Right, value: boolean) => void;
}

export function RightsSection({ subject, actions, onToggle }: RightsSectionProps) {
  const { identity } = subject.facts;
  return (
    <div className="inspector-rights">
      {rightFields.map((field) => {
        const state = field.read(subject) as RightState | undefined;
        return (
          <div key={field.name} className="inspector-right" data-field={field.name}>
            <RightSwitch
              identity={identity}
              field={field.name}
              label={field.label}
              state={state}
              actions={actions}
              onToggle={readOnlyFields.has(field.name) ? undefined : (value) => onToggle(field.name as Right, value)}
            />
            <span className="inspector-right-label">{field.label}</span>
            <span className="inspector-right-reason">{explainRight(field.name, state)}</span>
          </div>
        );
      })}
    </div>
  );
}

function RightSwitch(props: {
  identity: string;
  field: string;
  label: string;
  state: RightState | undefined;
  actions: ActionStore;
  onToggle: ((value: boolean) => void) | undefined;
}) {
  const { identity, field, label, state, actions, onToggle } = props;
  const step = useSyncExternalStore(actions.subscribe, () => actions.stepOf(identity, field));
  return (
    <PermissionSwitch
      label={label}
      state={state}
      step={step}
      onToggle={onToggle && state !== undefined ? () => onToggle(state === 'cannot') : undefined}
    />
  );
}

function explainRight(field: string, state: RightState | undefined): string {
  if (state === undefined) return 'unknown: the server has not told it';
  if (state === 'all') return 'all sources allowed: no list is set';
  if (readOnlyFields.has(field)) return state === 'can' ? 'given by the token' : '';
  return '';
}
