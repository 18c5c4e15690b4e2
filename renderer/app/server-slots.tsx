/** Which feature fills which place of a server's window. */
import { Hammer } from 'lucide-react';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import type { ServerSlots } from '#renderer/features/shell/slots.ts';

function NotBuiltYet() {
  return <EmptyState icon={<Hammer />} title="This part is not in this build yet" />;
}

export const serverSlots: ServerSlots = {
  Lobby: NotBuiltYet,
  Roster: NotBuiltYet,
  Inspector: NotBuiltYet,
  Activity: NotBuiltYet,
  RoomMetadata: () => null,
  Dispatch: () => null,
  countDrafts: () => 0,
  createSession: () => {
    throw new Error('Joining rooms is not in this build yet.');
  },
};
