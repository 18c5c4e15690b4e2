/** The signs that somebody is listened to or seen: at a person, and at a room's tab. */
import { Ear, Eye } from 'lucide-react';
import { useListening, useListeningPart } from './use-listening.ts';
import './listening.css';

/** Beside a person's identity; nothing where nothing is taken of them. */
export function PersonListeningMark({ room, identity }: { room: string; identity: string }) {
  const isHeard = useListeningPart(room, identity, 'listen') !== undefined;
  const isSeen = useListeningPart(room, identity, 'see') !== undefined;
  return (
    <>
      {isHeard && <Ear className="listening-mark" role="img" aria-label="you listen to them" />}
      {isSeen && <Eye className="listening-mark" role="img" aria-label="you see them" />}
    </>
  );
}

/** In a room's tab. */
export function RoomListeningMark({ room }: { room: string }) {
  const { room: taken, parts } = useListening();
  if (taken !== room) return null;
  const Icon = parts.listen ? Ear : Eye;
  return <Icon className="listening-mark" role="img" aria-label="you listen or see here" />;
}
