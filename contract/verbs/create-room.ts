/**
 * Makes a room with its options and agents. A server that has the room answers as if it had made it and takes none of the
 * options, so a live room is never asked for; what came of each option is read back.
 */
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { VerbParameters } from '#contract/schemas/verbs';
import { limits } from '#contract/text-size';
import type { Observation, VerbDefinition, VerbWrites } from '#contract/verbs/definition';
import { explain, refuse } from '#contract/verbs/definition';
import { checkText } from '#contract/verbs/text-checks';

export type CreateRoomOptions = VerbParameters['room.create'];

const fields = ['room'];
/** A list read so long after the server's answer has the room, if there is one. */
const listedMs = 500;
const controlCharacter = /\p{Cc}/u;

/** Why no room of this name is made, or undefined. An empty name would make a room without one. */
export function checkRoomName(name: string): ReturnType<typeof checkText> {
  if (name.trim() === '') {
    return explain('invalid_request', 'The room has no name; the server would make a room called nothing.', {
      field: 'name',
      cure: 'Type a name.',
    });
  }
  if (controlCharacter.test(name)) {
    return explain('invalid_request', 'The name holds control characters.', { field: 'name' });
  }
  return checkText(name, 'name', limits.roomNameBytes);
}

/** The options that are asked for, in words; a server with the room would take none of them. */
export function listAskedOptions(options: CreateRoomOptions): string[] {
  const asked: string[] = [];
  if (options.emptyTimeoutSeconds !== undefined) asked.push(`empty time-out ${options.emptyTimeoutSeconds} s`);
  if (options.departureTimeoutSeconds !== undefined) {
    asked.push(`departure time-out ${options.departureTimeoutSeconds} s`);
  }
  if (options.maxParticipants !== undefined) asked.push(`at most ${options.maxParticipants} participants`);
  if (options.metadata !== '') asked.push('metadata');
  for (const { agentName } of options.agents) asked.push(`agent ${agentName}`);
  return asked;
}

function checkAgents({ agents }: CreateRoomOptions): ReturnType<typeof checkText> {
  for (const { agentName, metadata } of agents) {
    if (agentName.trim() === '' || controlCharacter.test(agentName)) {
      const message = agentName.trim() === '' ? 'An agent has no name.' : 'An agent’s name holds control characters.';
      const cure = 'Type the name under which the worker registered, or take the row out.';
      return explain('invalid_request', message, { field: 'agentName', cure });
    }
    const error = checkText(metadata, `metadata of ${agentName}`, limits.metadataBytes);
    if (error) return error;
  }
  return undefined;
}

/** Each option that is not as asked, in words. */
function listDifferences(write: VerbWrites['room.create'], room: RoomSummary, dispatches: DispatchRow[]): string[] {
  const differences: string[] = [];
  const compare = (word: string, asked: number | undefined, now: number): void => {
    if (asked !== undefined && asked !== now) differences.push(`${word} is ${now}, not ${asked}`);
  };
  compare('empty time-out', write.emptyTimeoutSeconds, room.emptyTimeoutSeconds);
  compare('departure time-out', write.departureTimeoutSeconds, room.departureTimeoutSeconds);
  compare('most participants', write.maxParticipants, room.maxParticipants);
  if (write.metadata !== room.metadata) {
    differences.push(room.metadata === '' ? 'metadata is empty' : 'metadata is something else');
  }
  const free = [...dispatches];
  for (const { agentName, metadata } of write.agents) {
    const place = free.findIndex((row) => row.agentName === agentName && row.metadata === metadata);
    if (place === -1) differences.push(`agent ${agentName} is not dispatched as asked`);
    else free.splice(place, 1);
  }
  return differences;
}

export const createRoom: VerbDefinition<'room.create'> = {
  verb: 'room.create',
  label: 'Create room',
  key: 'n',
  reversibility: 'none',
  isConfirmedByMain: false,

  plan(options, { name, room }) {
    const agents = options.agents.map((agent) => ({ ...agent, agentName: agent.agentName.trim() }));
    const write = { ...options, agents };
    const asked = listAskedOptions(write);
    const texts = { target: name, before: '', after: asked.join(', ') };
    const error = checkRoomName(name) ?? checkText(options.metadata, 'metadata', limits.metadataBytes);
    if (error) return refuse(texts, fields, error);
    const wrongAgent = checkAgents(options);
    if (wrongAgent) return refuse(texts, fields, wrongAgent);
    if (room) {
      const ignored = asked.length === 0 ? '' : ` It would take none of this: ${asked.join(', ')}.`;
      const detail = { field: 'name', cure: 'Open it instead, or choose another name.' };
      return refuse(texts, fields, explain('conflict', `A room of this name is live.${ignored}`, detail));
    }
    return {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings: [],
      reversibility: 'none',
      write,
      record: { before: '', after: JSON.stringify(write) },
    };
  },

  readAnchor: ({ room }) => room?.sid ?? '',

  observe({ write, createdId, answeredAtMs }, { room, dispatches, readAtMs }): Observation {
    if (!room) {
      // An empty room ends by itself, and may do so very soon.
      const wasMade = createdId !== undefined && answeredAtMs !== undefined && readAtMs - answeredAtMs > listedMs;
      return { kind: wasMade ? 'gone' : 'unchanged', current: '' };
    }
    if (createdId !== undefined && room.sid !== createdId) return { kind: 'gone', current: '' };
    const differences = listDifferences(write, room, dispatches);
    const found = { current: differences.join('; '), createdId: room.sid };
    return { kind: differences.length === 0 ? 'seen' : 'different', ...found };
  },

  invert: () => null,
};
