/** The API of one server: the SDK's clients sign and encode, `runCall` carries. Nothing is kept between calls but the lanes. */
import {
  AgentDispatchClient,
  EgressClient,
  IngressClient,
  RoomAgentDispatch,
  RoomServiceClient,
  SipClient,
} from 'livekit-server-sdk';
import { compareNames } from '#contract/compare-names';
import type { ErrorDetail } from '#contract/result';
import { readParticipant, readRoom } from '#contract/wire';
import type { RequestRecord } from '#contract/domain/activity';
import type { Clock, HttpFetch, Redact, ServerAccess } from '../ports.ts';
import { runCall, type CallContext, type CallDeps } from './call.ts';
import { createLanes, type Lanes } from './lanes.ts';
import type { CallOptions, CallResult, LivekitApi } from './livekit-api.ts';
import { order, readDispatch, writePermission } from './read-messages.ts';

export interface LivekitApiDeps {
  access: ServerAccess;
  fetch: HttpFetch;
  clock: Clock;
  redact: Redact;
  /** Sequence of the next record, one count over all servers. */
  nextSequence: () => number;
  onRequest: (record: RequestRecord) => void;
  /** Shared where a server's API is made anew; its own unless given. */
  lanes?: Lanes;
}

export function createLivekitApi(deps: LivekitApiDeps): LivekitApi {
  const { access } = deps;
  const callDeps: CallDeps = {
    serverId: access.serverId,
    apiOrigin: access.apiOrigin,
    fetch: deps.fetch,
    clock: deps.clock,
    redact: deps.redact,
    lanes: deps.lanes ?? createLanes(),
    nextSequence: deps.nextSequence,
    onRequest: deps.onRequest,
  };

  function rooms(context: CallContext): RoomServiceClient {
    return withTransport(new RoomServiceClient(access.apiOrigin, access.apiKey, access.apiSecret), context);
  }

  function dispatches(context: CallContext): AgentDispatchClient {
    return withTransport(new AgentDispatchClient(access.apiOrigin, access.apiKey, access.apiSecret), context);
  }

  function call<Value>(
    target: string,
    options: CallOptions | undefined,
    send: (context: CallContext) => Promise<Value>,
  ): Promise<CallResult<Value>> {
    return runCall(callDeps, { target, options, send });
  }

  /** A call about one room, and in it about one thing if it is named. */
  function callRoom<Value>(
    room: string,
    thing: string | undefined,
    options: CallOptions | undefined,
    send: (context: CallContext) => Promise<Value>,
  ): Promise<CallResult<Value>> {
    if (room === '')
      return Promise.resolve(
        refuse('A room without a name is never asked for: the server would create it.', { field: 'room' }),
      );
    if (thing === '') return Promise.resolve(refuse('Whom or what this is about is not named.'));
    return call(thing === undefined ? room : `${room} / ${thing}`, options, send);
  }

  return {
    serverId: access.serverId,
    listRooms: (options) => {
      if (options?.names?.includes(''))
        return Promise.resolve(refuse('A room without a name is never asked for.', { field: 'room' }));
      return call(options?.names?.join(', ') ?? '', options, async (context) => {
        const list = await rooms(context).listRooms(options?.names && [...options.names]);
        return list.map(readRoom).toSorted((a, b) => compareNames(a.name, b.name));
      });
    },
    listParticipants: (room, options) =>
      callRoom(room, undefined, options, async (context) => {
        const list = await rooms(context).listParticipants(room);
        return list.map(readParticipant).toSorted((a, b) => order(a.identity, b.identity));
      }),
    getParticipant: (room, identity, options) =>
      callRoom(room, identity, options, async (context) =>
        readParticipant(await rooms(context).getParticipant(room, identity)),
      ),
    updateParticipant: (room, { identity, permission, ...texts }, options) =>
      callRoom(room, identity, options, async (context) => {
        const given = Object.entries({ ...texts, permission: permission && writePermission(permission) });
        const update = Object.fromEntries(given.filter(([, value]) => value !== undefined));
        return readParticipant(await rooms(context).updateParticipant(room, identity, update));
      }),
    createRoom: (room, { agents, ...given }, options) =>
      callRoom(room, undefined, options, async (context) => {
        const create = {
          name: room,
          emptyTimeout: given.emptyTimeoutSeconds ?? 0,
          departureTimeout: given.departureTimeoutSeconds ?? 0,
          maxParticipants: given.maxParticipants ?? 0,
          metadata: given.metadata,
          agents: agents.map(({ agentName, metadata }) => new RoomAgentDispatch({ agentName, metadata })),
        };
        return readRoom(await rooms(context).createRoom(create));
      }),
    updateRoomMetadata: (room, metadata, options) =>
      callRoom(room, undefined, options, async (context) =>
        readRoom(await rooms(context).updateRoomMetadata(room, metadata)),
      ),
    removeParticipant: (room, identity, options) =>
      callRoom(room, identity, options, async (context) => {
        await rooms(context).removeParticipant(room, identity);
        return null;
      }),
    listDispatch: (room, options) =>
      callRoom(room, undefined, options, async (context) => {
        const list = await dispatches(context).listDispatch(room);
        return list
          .map((dispatch) => readDispatch(dispatch, deps.redact))
          .toSorted((a, b) => a.createdAtMs - b.createdAtMs || order(a.id, b.id));
      }),
    createDispatch: (room, { agentName, metadata, deployment, attributes }, options) =>
      callRoom(room, undefined, options, async (context) => {
        const client = dispatches(attributes ? addToBody(context, { attributes }) : context);
        const order = deployment === undefined ? { metadata } : { metadata, deployment };
        return readDispatch(await client.createDispatch(room, agentName, order), deps.redact);
      }),
    probeService: (service, options) =>
      call('', options, async (context) => {
        const { apiOrigin, apiKey, apiSecret } = access;
        switch (service) {
          case 'sip':
            await withTransport(new SipClient(apiOrigin, apiKey, apiSecret), context).listSipInboundTrunk();
            break;
          case 'egress':
            await withTransport(new EgressClient(apiOrigin, apiKey, apiSecret), context).listEgress({ active: true });
            break;
          case 'ingress':
            await withTransport(new IngressClient(apiOrigin, apiKey, apiSecret), context).listIngress();
            break;
          default:
            return service satisfies never;
        }
        return null;
      }),
    deleteDispatch: (room, dispatchId, options) =>
      callRoom(room, dispatchId, options, async (context) => {
        await dispatches(context).deleteDispatch(dispatchId, room);
        return null;
      }),
  };
}

/** Puts our transport into an SDK client. The SDK's own replays calls in other regions and shows the server's words unredacted. */
function withTransport<Client extends object>(client: Client, context: CallContext): Client {
  if (!Reflect.has(client, 'rpc')) throw new Error('this version of livekit-server-sdk keeps its transport elsewhere');
  Reflect.set(client, 'rpc', context.transport);
  return client;
}

/** Adds what the SDK's method cannot say and its message can. */
function addToBody(context: CallContext, more: Record<string, unknown>): CallContext {
  const { transport } = context;
  return {
    ...context,
    transport: {
      request: (service, method, body, ...rest) =>
        transport.request(service, method, { ...(body as object), ...more }, ...rest),
    },
  };
}

function refuse(message: string, detail?: ErrorDetail): CallResult<never> {
  return {
    ok: false,
    error: detail ? { code: 'invalid_request', message, detail } : { code: 'invalid_request', message },
    call: { requestId: '', tookMs: 0 },
  };
}
