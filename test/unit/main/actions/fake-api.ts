/** A server in memory with the door's API, so that time and failures can be set exactly. The truth about servers is tested on a real one. */
import type { DispatchRow } from '#contract/domain/dispatch-facts';
import type { ParticipantFacts } from '#contract/domain/participant-facts';
import type { RoomSummary } from '#contract/domain/room-facts';
import type { GavelError } from '#contract/result';
import type { CallOptions, CallResult, LivekitApi } from '#main/services/livekit-api/livekit-api';
import { makePerson, makeRoom } from '../../contract/verbs/facts.ts';

export interface FakeApi extends LivekitApi {
  rooms: RoomSummary[];
  people: Map<string, ParticipantFacts>;
  dispatches: DispatchRow[];
  /** Names of the calls so far that change something. */
  writes: string[];
  /** Called with the name of every call before it is done; an error is answered instead. */
  onCall: (name: string) => GavelError | undefined | Promise<GavelError | undefined>;
}

export function createFakeApi(): FakeApi {
  let requests = 0;

  async function call<Value>(name: string, work: () => Value | GavelError): Promise<CallResult<Value>> {
    const trace = { requestId: `request-${++requests}`, tookMs: 1 };
    const failure = await api.onCall(name);
    if (failure) return { ok: false, error: failure, call: trace };
    const value = work();
    if (typeof value === 'object' && value !== null && 'code' in value) {
      return { ok: false, error: value as GavelError, call: trace };
    }
    return { ok: true, value: structuredClone(value) as Value, call: trace };
  }

  function write<Value>(
    name: string,
    options: CallOptions | undefined,
    work: () => Value | GavelError,
  ): Promise<CallResult<Value>> {
    options?.onSent?.();
    return call(name, () => {
      api.writes.push(name);
      return work();
    });
  }

  const notFound: GavelError = { code: 'not_found', message: 'not there' };
  const api: FakeApi = {
    serverId: 'server',
    rooms: [makeRoom()],
    people: new Map([['ada', makePerson({ metadata: 'old' })]]),
    dispatches: [],
    writes: [],
    onCall: () => undefined,
    probeService: () => call('probeService', () => null),
    listRooms: (options) =>
      call('listRooms', () => api.rooms.filter(({ name }) => options?.names?.includes(name) ?? true)),
    listParticipants: () => call('listParticipants', () => [...api.people.values()]),
    getParticipant: (_room, identity) => call('getParticipant', () => api.people.get(identity) ?? notFound),
    updateParticipant: (_room, { identity, metadata, name, attributes, permission }, options) =>
      write('updateParticipant', options, () => {
        const person = api.people.get(identity);
        if (!person) return notFound;
        if (metadata) person.metadata = metadata;
        if (name) person.name = name;
        if (permission) person.permission = permission;
        for (const [key, value] of Object.entries(attributes ?? {})) {
          if (value === '') delete person.attributes[key];
          else person.attributes[key] = value;
        }
        return person;
      }),
    createRoom: (name, { metadata }, options) =>
      write('createRoom', options, () => {
        const room = makeRoom({ name, metadata });
        api.rooms.push(room);
        return room;
      }),
    updateRoomMetadata: (_room, metadata, options) =>
      write('updateRoomMetadata', options, () => {
        const room = api.rooms[0];
        if (!room) return notFound;
        room.metadata = metadata;
        return room;
      }),
    removeParticipant: (_room, identity, options) =>
      write('removeParticipant', options, () => {
        api.people.delete(identity);
        return null;
      }),
    listDispatch: () => call('listDispatch', () => api.dispatches),
    createDispatch: (room, { agentName, metadata }, options) =>
      write('createDispatch', options, () => {
        const row: DispatchRow = {
          id: `AD_${api.dispatches.length + 1}`,
          agentName,
          metadata,
          room,
          deployment: '',
          createdAtMs: 1,
          jobs: [],
        };
        api.dispatches.push(row);
        return row;
      }),
    deleteDispatch: (_room, id, options) =>
      write('deleteDispatch', options, () => {
        api.dispatches = api.dispatches.filter((row) => row.id !== id);
        return null;
      }),
  };
  return api;
}
