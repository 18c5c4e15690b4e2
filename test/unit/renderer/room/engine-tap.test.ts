/** The real livekit-client, fed with the server's messages through its engine. */
import {
  DataPacket,
  DataStream_Header,
  DataStream_TextHeader,
  JoinResponse,
  ParticipantInfo_State,
  Room as WireRoomMessage,
  SignalRequest,
} from '@livekit/protocol';
import { Room } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { readParticipant } from '#contract/wire';
import { tapEngine, type EngineListeners } from '#renderer/room/engine-tap.ts';
import { makeWire } from './facts.ts';

function setUp() {
  const room = new Room();
  const heard = {
    onJoined: vi.fn<EngineListeners['onJoined']>(),
    onParticipants: vi.fn<EngineListeners['onParticipants']>(),
    onRoom: vi.fn<EngineListeners['onRoom']>(),
    onStreamHeader: vi.fn<EngineListeners['onStreamHeader']>(),
  };
  const tap = tapEngine(room, heard);
  const emit = (event: string, value: unknown) =>
    (room.engine.emit as (name: string, given: unknown) => void)(event, value);
  return { room, heard, tap, emit };
}

describe('the engine tap', () => {
  it('hears raw updates with what room events leave out', () => {
    const { tap, heard, emit } = setUp();
    expect(tap.isAttached).toBe(true);
    const wire = makeWire('ada', { version: 7, region: 'eu', state: ParticipantInfo_State.JOINED, joinedAtMs: 5n });
    wire.permission!.canUpdateMetadata = true;
    emit('participantUpdate', [wire]);
    const [infos] = heard.onParticipants.mock.calls[0]!;
    expect(infos.map(readParticipant)).toMatchObject([
      {
        identity: 'ada',
        version: 7,
        region: 'eu',
        state: 'joined',
        joinedAtMs: 5,
        permission: { canUpdateMetadata: true },
      },
    ]);
  });

  it('hears the join answer once, also when it was missed', () => {
    const { room, tap, heard, emit } = setUp();
    const answer = new JoinResponse({
      room: new WireRoomMessage({ sid: 'RM_1' }),
      otherParticipants: [makeWire('ada')],
    });
    emit('joined', answer);
    room.engine.latestJoinResponse = answer;
    tap.refresh();
    expect(heard.onJoined).toHaveBeenCalledTimes(1);
    expect(heard.onJoined.mock.calls[0]![0]).toMatchObject({ room: { sid: 'RM_1' }, others: [{ identity: 'ada' }] });

    const late = setUp();
    late.room.engine.latestJoinResponse = answer;
    late.tap.refresh();
    expect(late.heard.onJoined).toHaveBeenCalledTimes(1);
  });

  it('attaches to an engine that livekit-client put in the place of the first', () => {
    const { room, tap, heard, emit } = setUp();
    room.engine = new Room().engine;
    emit('roomUpdate', new WireRoomMessage({ sid: 'RM_1' }));
    expect(heard.onRoom).not.toHaveBeenCalled();
    tap.refresh();
    emit('roomUpdate', new WireRoomMessage({ sid: 'RM_1' }));
    expect(heard.onRoom).toHaveBeenCalledTimes(1);
  });

  it('hears of streams before livekit-client looks for a handler', () => {
    const { room, heard } = setUp();
    const header = new DataStream_Header({
      streamId: 's1',
      topic: 'polls',
      timestamp: 1n,
      contentHeader: { case: 'textHeader', value: new DataStream_TextHeader() },
    });
    const [first, ...others] = room.engine.listeners('dataPacketReceived');
    expect(others, 'the room’s own listener comes after').toHaveLength(1);
    first?.(new DataPacket({ participantIdentity: 'ada', value: { case: 'streamHeader', value: header } }), 0);
    expect(heard.onStreamHeader.mock.calls).toEqual([[{ topic: 'polls', isText: true }]]);
  });

  it('asks for no media of a track that is not subscribed', () => {
    const { room, tap } = setUp();
    const send = vi.spyOn(room.engine.client, 'sendUpdateTrackSettings');
    tap.withholdMedia('TR_1');
    expect(new SignalRequest({ message: { case: 'trackSetting', value: send.mock.calls[0]![0] } }).toJson()).toEqual({
      trackSetting: { trackSids: ['TR_1'], disabled: true },
    });
  });

  it('stops the engine at once', () => {
    const { room, tap } = setUp();
    const close = vi.spyOn(room.engine, 'close');
    tap.stopEngine();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('does not break where there is no engine to be read', () => {
    const room = { engine: { close: 'no function' } } as unknown as Room;
    const onJoined = vi.fn();
    const tap = tapEngine(room, { onJoined, onParticipants: vi.fn(), onRoom: vi.fn(), onStreamHeader: vi.fn() });
    tap.refresh();
    tap.stopEngine();
    tap.withholdMedia('TR_1');
    expect([tap.isAttached, tap.readRoundTripMs()]).toEqual([false, undefined]);
    expect(onJoined).not.toHaveBeenCalled();
  });
});
