/** Why an agent is gone, in words, from LiveKit's disconnect reasons. Says nothing about success: no reason tells that. */

const sentences: Record<string, string> = {
  client_initiated: 'The agent left by itself; whether it succeeded is not told.',
  duplicate_identity: 'The agent was replaced by another session with its identity.',
  server_shutdown: 'The server stopped.',
  participant_removed: 'The agent was removed, by an admin or because it ignored the stop.',
  room_deleted: 'The room was ended.',
  room_closed: 'The room closed when the last person had left.',
  signal_close: 'The agent’s connection was lost while it joined.',
  connection_timeout: 'The agent crashed or lost its network, about 20 s before this was noticed.',
};

/** One sentence for a reason; without one (nobody in the room told it) the reason is said to be unknown. */
export function describeEnd(reason: string | undefined): string {
  const sentence = reason === undefined ? undefined : sentences[reason];
  return sentence ?? 'The agent has left; why is not known.';
}
