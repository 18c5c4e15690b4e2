/** Every right of one participant: a switch that goes through the door, and beside it what the right comes to and why. */
import { useSyncExternalStore } from 'react';
import { sayRight, type RightSentence } from '#contract/effective-rights';
import { participantFields, type FieldSubject, type RightState } from '#contract/fields';
import type { Right } from '#contract/domain/right';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { PermissionSwitch } from '#renderer/components/glyphs/permission-switch.tsx';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';

const rightFields = participantFields.filter((field) => field.type === 'right');

/** Rights that the server takes over from the token and that no verb changes. */
const readOnlyFields = new Set(['can.agent', 'can.recorder']);

const verdictMarks = { yes: '✓', no: '×', unknown: '?' } as const;

export interface RightsSectionProps {
  subject: FieldSubject;
  actions: ActionStore;
  onToggle: (right: Right, value: boolean) => void;
}

export function RightsSection({ subject, actions, onToggle }: RightsSectionProps) {
  const { identity } = subject.facts;
  const hasLeft = subject.session.leftAtMs !== undefined;
  const hidden = sayRight('hidden', subject.facts);
  return (
    <div className="inspector-rights">
      {hasLeft && (
        <p className="inspector-nothing">They have left: these are their last rights, and nothing can be changed.</p>
      )}
      {rightFields.map((field) => {
        const state = field.read(subject) as RightState | undefined;
        const isFixed = hasLeft || readOnlyFields.has(field.name);
        return (
          <div
            key={field.name}
            className="inspector-right"
            data-field={field.name}
            title={hasLeft ? 'They have left.' : undefined}
          >
            <RightSwitch
              identity={identity}
              field={field.name}
              label={field.label}
              state={state}
              actions={actions}
              onToggle={isFixed ? undefined : (value) => onToggle(field.name as Right, value)}
            />
            <Sentence sentence={sayRight(field.name, subject.facts)} />
          </div>
        );
      })}
      {hidden?.verdict === 'yes' && (
        <div className="inspector-right" data-field="hidden">
          <span />
          <Sentence sentence={hidden} />
        </div>
      )}
    </div>
  );
}

function Sentence({ sentence }: { sentence: RightSentence | undefined }) {
  if (!sentence) return null;
  const { verdict, words, reason } = sentence;
  return (
    <span className="inspector-right-words" data-verdict={verdict}>
      <span className="inspector-right-mark" aria-hidden="true">
        {verdictMarks[verdict]}
      </span>{' '}
      {words}
      {reason !== '' && <span className="inspector-right-reason"> · {reason}</span>}
    </span>
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
  const offReason = useVerbOff('participant.set-permission');
  return (
    <PermissionSwitch
      label={label}
      state={state}
      step={step}
      offReason={offReason}
      onToggle={onToggle && state !== undefined ? () => onToggle(state === 'cannot') : undefined}
    />
  );
}
