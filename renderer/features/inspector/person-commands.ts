/** What can be done about the chosen person as commands: rights by name, and copying all that is known. */
import { useCallback, useSyncExternalStore } from 'react';
import { rights } from '#contract/domain/right';
import { participantFields, type FieldSubject, type RightState } from '#contract/fields';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { useVerbOff } from '#renderer/features/capabilities/capability-store.ts';
import { readMasks } from '#renderer/features/roster/preferences-store.ts';
import { listListeningCommands } from '#renderer/features/listening/listening-commands.ts';
import { listeningStore } from '#renderer/features/listening/listening-store.ts';
import { useListening } from '#renderer/features/listening/use-listening.ts';
import { useRoomStatus } from '#renderer/features/shell/room-state.ts';
import { useCommands, type Command, type CommandDefinition } from '#renderer/lib/commands.ts';
import type { RoomSession } from '#renderer/room/types.ts';
import { copyJson, writePersonJson } from './copy-json.ts';

export const copyPersonCommand = {
  id: 'person.copy-json',
  label: 'Copy the chosen person as JSON',
  place: 'Person',
  keys: 'c',
} as const satisfies CommandDefinition;

export interface PersonCommandsProps {
  session: RoomSession;
  identity: string | undefined;
  actions: ActionStore;
}

/** Draws nothing: there as long as its room is in front, whether the Inspector is open or not. */
export function PersonCommands({ session, identity, actions }: PersonCommandsProps): null {
  const subscribe = useCallback(
    (listener: () => void) =>
      identity === undefined ? () => undefined : session.subscribeParticipant(identity, listener),
    [session, identity],
  );
  const subject = useSyncExternalStore(subscribe, () =>
    identity === undefined ? undefined : session.participant(identity),
  );
  const verbOff = useVerbOff('participant.set-permission');
  const status = useRoomStatus(session);
  const listening = useListening();
  const copy = (one: FieldSubject): void =>
    void copyJson(
      actions,
      one.facts.identity,
      writePersonJson(one, session.sessionsOf(one.facts.identity), readMasks()),
    );
  useCommands(
    subject
      ? [
          ...listRightCommands(subject, session.room, actions, verbOff),
          ...listListeningCommands(session, subject, status, listeningStore, listening),
          { ...copyPersonCommand, detail: subject.facts.identity, run: () => copy(subject) },
        ]
      : [],
  );
  return null;
}

/** One command a right: what it would be changed to is in its label, and it is off while the right is unknown. */
export function listRightCommands(
  subject: FieldSubject,
  room: string,
  actions: Pick<ActionStore, 'planAndRun'>,
  verbOff: string | undefined,
): Command[] {
  const { identity } = subject.facts;
  const hasLeft = subject.session.leftAtMs !== undefined;
  return rights.flatMap((right) => {
    const field = participantFields.find(({ name }) => name === right);
    if (!field) return [];
    const state = field.read(subject) as RightState | undefined;
    const value = state === 'cannot';
    const offReason = hasLeft
      ? 'They have left.'
      : state === undefined
        ? 'Unknown: the server has not told it.'
        : undefined;
    return {
      id: `person.${right}`,
      place: 'Person' as const,
      label: `${capitalise(field.label)}: turn ${value ? 'on' : 'off'}`,
      detail: identity,
      offReason: offReason ?? verbOff,
      run: () =>
        void actions.planAndRun({ verb: 'participant.set-permission', room, parameters: { identity, right, value } }),
    };
  });
}

function capitalise(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
