/** A participant's log tells every change once, and nothing when nothing changed. */
import {
  DataPacket,
  JoinResponse,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantUpdate,
  Room,
  RoomUpdate,
} from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { createRoomLog, diffAttributes, type RoomLog } from '#tools/people/room-log.ts';

function info(fields: ConstructorParameters<typeof ParticipantInfo>[0]): ParticipantInfo {
  return new ParticipantInfo({
    sid: 'PA_1',
    identity: 'mei',
    state: ParticipantInfo_State.ACTIVE,
    version: 1,
    ...fields,
  });
}

function update(log: RoomLog, ...participants: ParticipantInfo[]): void {
  log.readSignal({ case: 'update', value: new ParticipantUpdate({ participants }) });
}

function joinedLog(): RoomLog {
  const log = createRoomLog('me');
  const value = new JoinResponse({
    room: new Room({ sid: 'RM_1', name: 'hall' }),
    participant: info({ identity: 'me', sid: 'PA_me' }),
    otherParticipants: [info({ attributes: { team: 'a', hand: '1' } })],
  });
  log.readSignal({ case: 'join', value });
  return log;
}

const typesOf = (log: RoomLog): string[] => log.events.map(({ type }) => type);

describe('createRoomLog', () => {
  it('takes the picture at the join without calling it a change', () => {
    const log = joinedLog();
    expect(log.events).toEqual([]);
    expect([...log.participants.keys()]).toEqual(['me', 'mei']);
    expect(log.self()?.sid).toBe('PA_me');
  });

  it('tells each kind of change once, with what it was before', () => {
    const log = joinedLog();
    update(
      log,
      info({ version: 2, name: 'Mei', metadata: '{}', attributes: { team: 'b' }, permission: { canPublish: true } }),
    );
    expect(log.events).toMatchObject([
      { type: 'metadata', identity: 'mei', self: false, before: '', after: '{}' },
      { type: 'name', before: '', after: 'Mei' },
      { type: 'attributes', changed: { team: 'b', hand: '' } },
      { type: 'permission', before: undefined },
    ]);
    update(
      log,
      info({ version: 3, name: 'Mei', metadata: '{}', attributes: { team: 'b' }, permission: { canPublish: true } }),
    );
    expect(log.events).toHaveLength(4);
  });

  it('ignores an older version of somebody', () => {
    const log = joinedLog();
    update(log, info({ version: 5, metadata: 'new' }), info({ version: 4, metadata: 'old' }));
    expect(log.participants.get('mei')?.metadata).toBe('new');
  });

  it('tells who came, who got active, and why somebody left', () => {
    const log = joinedLog();
    update(log, info({ identity: 'leo', sid: 'PA_2', state: ParticipantInfo_State.JOINED }));
    update(log, info({ identity: 'leo', sid: 'PA_2', state: ParticipantInfo_State.ACTIVE, version: 2 }));
    update(
      log,
      info({
        identity: 'leo',
        sid: 'PA_2',
        state: ParticipantInfo_State.DISCONNECTED,
        version: 3,
        disconnectReason: 4,
      }),
    );
    expect(typesOf(log)).toEqual(['joined', 'active', 'left']);
    expect(log.events[2]).toMatchObject({ reason: 'PARTICIPANT_REMOVED' });
  });

  it('does not take the late goodbye of a replaced session for a leave', () => {
    const log = joinedLog();
    update(log, info({ sid: 'PA_new' }));
    update(log, info({ sid: 'PA_1', state: ParticipantInfo_State.DISCONNECTED, version: 9 }));
    expect(log.participants.get('mei')?.sid).toBe('PA_new');
    expect(typesOf(log)).not.toContain('left');
  });

  it('tells changes of the room by field', () => {
    const log = joinedLog();
    log.readSignal({
      case: 'roomUpdate',
      value: new RoomUpdate({ room: new Room({ sid: 'RM_1', name: 'hall', metadata: 'x', numParticipants: 2 }) }),
    });
    expect(log.events).toMatchObject([
      { type: 'room', field: 'metadata', before: '', after: 'x' },
      { type: 'room', field: 'numParticipants', before: 0, after: 2 },
    ]);
    expect(log.since(0, ['room'])).toEqual([]);
  });

  it('puts a text stream together', () => {
    const log = joinedLog();
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    log.readData(
      new DataPacket({
        participantIdentity: 'mei',
        value: { case: 'streamHeader', value: { streamId: 's', topic: 'lk.chat' } },
      }),
    );
    log.readData(
      new DataPacket({
        participantIdentity: 'mei',
        value: { case: 'streamChunk', value: { streamId: 's', content: encode('good ') } },
      }),
    );
    log.readData(
      new DataPacket({
        participantIdentity: 'mei',
        value: { case: 'streamChunk', value: { streamId: 's', content: encode('day') } },
      }),
    );
    log.readData(
      new DataPacket({ participantIdentity: 'mei', value: { case: 'streamTrailer', value: { streamId: 's' } } }),
    );
    expect(log.events).toMatchObject([{ type: 'text-stream', identity: 'mei', topic: 'lk.chat', text: 'good day' }]);
  });
});

describe('diffAttributes', () => {
  it('names new, changed and deleted keys only', () => {
    expect(diffAttributes({ a: '1', b: '2', c: '3' }, { a: '1', b: '9', d: '4' })).toEqual({ b: '9', d: '4', c: '' });
  });
});
