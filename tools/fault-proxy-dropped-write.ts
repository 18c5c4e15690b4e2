/**
 * What a server would answer to a write that the fault proxy keeps from it. Reads the true state from the server
 * itself; it must never change anything there.
 */
import { createApiClients } from './api-clients.ts';
import type { ServerAccess } from './server-access.ts';

/** `current`: the object as it is. `requested`: the object with the asked-for values laid over it. */
export type DroppedAnswer = 'current' | 'requested';

interface Fields {
  readonly [key: string]: unknown;
}

/** JSON text of the answer to a dropped call of `method` with `body`. */
export async function answerDroppedWrite(
  server: ServerAccess,
  method: string,
  body: unknown,
  answer: DroppedAnswer,
): Promise<string> {
  const asked: Fields = typeof body === 'object' && body !== null ? (body as Fields) : {};
  const current = await readCurrent(server, method, asked);
  return JSON.stringify(answer === 'requested' ? lay(current, asked) : current);
}

async function readCurrent(server: ServerAccess, method: string, asked: Fields): Promise<Fields> {
  const { rooms, dispatches } = createApiClients(server);
  const room = text(asked['room']);
  switch (method) {
    case 'UpdateParticipant':
      return toFields(await rooms.getParticipant(room, text(asked['identity'])));
    case 'UpdateRoomMetadata':
      return toFields((await rooms.listRooms([room]))[0]);
    case 'MutePublishedTrack': {
      const { tracks } = await rooms.getParticipant(room, text(asked['identity']));
      const sid = text(asked['trackSid'] ?? asked['track_sid']);
      return { track: toFields(tracks.find((track) => track.sid === sid)) };
    }
    case 'DeleteDispatch': {
      const id = text(asked['dispatchId'] ?? asked['dispatch_id']);
      return toFields((await dispatches.listDispatch(room)).find((dispatch) => dispatch.id === id));
    }
    case 'CreateDispatch':
      return {
        id: 'AD_dropped00000',
        agentName: asked['agentName'] ?? asked['agent_name'],
        room,
        metadata: asked['metadata'],
      };
    default:
      // RemoveParticipant, DeleteRoom, SendData, UpdateSubscriptions: the server answers with an empty object.
      return {};
  }
}

function lay(current: Fields, asked: Fields): Fields {
  const laid: Record<string, unknown> = { ...current };
  for (const key of ['name', 'metadata', 'permission', 'attributes']) {
    const value = asked[key];
    if (value === undefined || value === '') continue;
    laid[key] = key === 'attributes' ? { ...(current[key] as Fields), ...(value as Fields) } : value;
  }
  return laid;
}

function toFields(message: { toJson(): unknown } | undefined): Fields {
  return (message?.toJson() ?? {}) as Fields;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
