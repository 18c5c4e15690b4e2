/**
 * A participant with all that LiveKit's native client does: microphone, camera, mute, data and text streams. Heavy
 * (about 20 MB each); at most about six in one process, the others are LiveBots.
 */
import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  dispose,
  type Participant,
} from '@livekit/rtc-node';
import { DisconnectReason } from '@livekit/protocol';
import { createAccessToken } from './access-token.ts';
import { createRoomLog, type OwnView, type RoomLog, type TimedRoomLogEvent } from './room-log.ts';
import type { BotOptions, OwnUpdate } from './signal-bot.ts';
import { waitUntil, type WaitOptions } from '../wait-until.ts';

/** As a bot's options, and what is published from the start. */
export interface RtcPersonOptions extends Omit<BotOptions, 'hasLog'> {
  readonly hasMicrophone?: boolean;
  readonly hasCamera?: boolean;
}

const SAMPLE_RATE = 48_000;
const FRAME_SAMPLES = 960;
const TONE_HZ = 220;
/** Loud enough for the server to call it speaking. */
const TONE_AMPLITUDE = 12_000;
const AUDIO_QUEUE_MS = 100;
const CAMERA = { width: 160, height: 90 } as const;
/** Of another size, so that it is told from the camera by what is seen. */
const SCREEN = { width: 320, height: 180 } as const;
const FRAME_EVERY_MS = 500;
const COME_BACK_EVERY_MS = 1_000;
/** Every one of these means that the person was sent away or went, and stays away. */
const FINAL_REASONS: ReadonlySet<number> = new Set([
  DisconnectReason.CLIENT_INITIATED,
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
  DisconnectReason.ROOM_CLOSED,
]);

export class RtcPerson {
  readonly options: RtcPersonOptions;
  readonly log: RoomLog;
  /** How often it was connected by a join of its own (the client's own reconnects are not counted). */
  joinCount = 0;
  #room: Room | undefined;
  #microphone: { readonly source: AudioSource; readonly track: LocalAudioTrack } | undefined;
  readonly #frameTimers: NodeJS.Timeout[] = [];
  #comeBackTimer: NodeJS.Timeout | undefined;
  #isTalking = false;
  #isGone = false;

  constructor(options: RtcPersonOptions) {
    this.options = options;
    this.log = createRoomLog(options.identity, options.onEvent);
  }

  get identity(): string {
    return this.options.identity;
  }

  /** Itself, as its own client says. Only while joined. */
  get ownView(): OwnView {
    const self = this.room.localParticipant;
    if (!self) throw new Error(`${this.identity} has not joined`);
    const { sid = '', identity, name = '', metadata, attributes } = self;
    const published = [...self.trackPublications.values()];
    const isMutedByTrackSid = Object.fromEntries(published.map((track) => [track.sid ?? '', track.muted ?? false]));
    return { sid, identity, name, metadata, attributes: { ...attributes }, isMutedByTrackSid };
  }

  get events(): readonly TimedRoomLogEvent[] {
    return this.log.events;
  }

  get isJoined(): boolean {
    return this.#room?.isConnected ?? false;
  }

  /** The native client's room, for what this class does not offer. Only while joined. */
  get room(): Room {
    if (!this.#room) throw new Error(`${this.identity} has not joined`);
    return this.#room;
  }

  /** Joins with a fresh token and publishes what the options say. */
  async join(): Promise<void> {
    this.#isGone = false;
    const { server, room: roomName, identity, name, metadata, attributes, kind, grants, hidden } = this.options;
    const token = createAccessToken(server.apiKey, server.apiSecret, {
      identity,
      name,
      metadata,
      attributes,
      kind,
      grants: { roomJoin: true, room: roomName, canUpdateOwnMetadata: true, ...(hidden ? { hidden } : {}), ...grants },
    });
    const room = new Room();
    this.#room = room;
    this.#listen(room);
    await room.connect(server.url, token, { autoSubscribe: false, dynacast: true });
    this.joinCount++;
    this.log.add({ type: 'connected', detail: `session ${this.joinCount}` });
    if (this.options.hasMicrophone) await this.publishMicrophone();
    if (this.options.hasCamera) await this.publishCamera();
  }

  /** Publishes a microphone that is silent until `setTalking`. */
  async publishMicrophone(): Promise<void> {
    const source = new AudioSource(SAMPLE_RATE, 1, AUDIO_QUEUE_MS);
    const track = LocalAudioTrack.createAudioTrack('microphone', source);
    this.#microphone = { source, track };
    await this.room.localParticipant?.publishTrack(
      track,
      new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }),
    );
    if (this.#isTalking) this.#talk(source);
  }

  /** Publishes a small camera of one colour at two frames per second. */
  publishCamera(): Promise<void> {
    return this.#publishPictures('camera', TrackSource.SOURCE_CAMERA, CAMERA);
  }

  /** Shares a small screen of one colour at two frames per second. */
  publishScreen(): Promise<void> {
    return this.#publishPictures('screen', TrackSource.SOURCE_SCREENSHARE, SCREEN);
  }

  /** Makes a tone, so that the server tells everybody who listens that this person speaks; or stops it. */
  setTalking(isTalking: boolean): void {
    if (this.#isTalking === isTalking) return;
    this.#isTalking = isTalking;
    if (isTalking && this.#microphone) this.#talk(this.#microphone.source);
  }

  /** Mutes or unmutes its own microphone, as the person's client does. */
  setMuted(isMuted: boolean): void {
    const handle = this.#microphone?.track.ffi_handle.handle;
    if (handle === undefined) throw new Error(`${this.identity} has no microphone`);
    // The native library can mute; its Node wrapper has no method for it.
    globalThis._ffiClientInstance?.request({
      message: { case: 'localTrackMute', value: { trackHandle: handle, mute: isMuted } },
    });
  }

  /** Changes its own data; refusals of the server are not told by the native client. */
  async update(change: OwnUpdate): Promise<void> {
    const self = this.room.localParticipant;
    if (change.name) await self?.updateName(change.name);
    if (change.metadata) await self?.updateMetadata(change.metadata);
    if (change.attributes) await self?.setAttributes({ ...change.attributes });
  }

  /** Sends a text stream to everybody. */
  async sendText(text: string, topic = 'lk.chat'): Promise<void> {
    await this.room.localParticipant?.sendText(text, { topic });
  }

  /** Sends a byte stream to everybody. */
  async sendBytes(bytes: Uint8Array, topic: string): Promise<void> {
    const writer = await this.room.localParticipant?.streamBytes({ topic });
    await writer?.write(bytes);
    await writer?.close();
  }

  /** Sends a data packet to everybody. */
  async sendData(text: string, topic: string, isReliable = true): Promise<void> {
    await this.room.localParticipant?.publishData(new TextEncoder().encode(text), { topic, reliable: isReliable });
  }

  /** Puts text streams of one topic into the log; the native client drops those of topics nobody asked for. */
  listenToTextStreams(topic: string): void {
    this.room.registerTextStreamHandler(topic, (reader, sender) => {
      reader.readAll().then(
        (text) => this.log.add({ type: 'text-stream', identity: sender.identity, topic, text }),
        () => this.log.add({ type: 'other', case: 'broken text stream' }),
      );
    });
  }

  /** Waits until an event matches, from position `from` of the log on. */
  waitForEvent(
    matches: (event: TimedRoomLogEvent) => boolean,
    options: WaitOptions & { readonly from?: number } = {},
  ): Promise<TimedRoomLogEvent> {
    return waitUntil(() => this.events.slice(options.from ?? 0).find(matches), {
      what: `${this.identity} to be told ${matches.toString()}`,
      ...options,
    });
  }

  /** Says goodbye and goes. */
  async leave(): Promise<void> {
    this.#isGone = true;
    await this.#close();
  }

  /** Goes and joins again with a fresh token. */
  async rejoin(): Promise<void> {
    await this.leave();
    await this.join();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#comeBackTimer);
    for (const timer of this.#frameTimers.splice(0)) clearInterval(timer);
    const room = this.#room;
    const microphone = this.#microphone;
    this.#room = undefined;
    this.#microphone = undefined;
    await room?.disconnect();
    await microphone?.track.close();
  }

  async #publishPictures(
    name: string,
    source: TrackSource,
    { width, height }: { readonly width: number; readonly height: number },
  ): Promise<void> {
    const pictures = new VideoSource(width, height);
    await this.room.localParticipant?.publishTrack(
      LocalVideoTrack.createVideoTrack(name, pictures),
      new TrackPublishOptions({ source, simulcast: false }),
    );
    const grey = new Uint8Array((width * height * 3) / 2).fill(128);
    const frame = new VideoFrame(grey, width, height, VideoBufferType.I420);
    this.#frameTimers.push(setInterval(() => pictures.captureFrame(frame), FRAME_EVERY_MS));
  }

  #talk(source: AudioSource): void {
    const samples = new Int16Array(FRAME_SAMPLES);
    let position = 0;
    const next = async (): Promise<void> => {
      while (this.#isTalking && this.#microphone?.source === source) {
        for (let index = 0; index < FRAME_SAMPLES; index++)
          samples[index] = TONE_AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * position++) / SAMPLE_RATE);
        // Resolves when the frame is queued, which paces this loop to real time.
        await source.captureFrame(new AudioFrame(samples, SAMPLE_RATE, 1, FRAME_SAMPLES));
      }
    };
    next().catch(() => {
      // The source was closed under the tone: the person has left.
    });
  }

  #listen(room: Room): void {
    const who = (person: Participant | undefined): { identity: string; self: boolean } => ({
      identity: person?.identity ?? '',
      self: person?.identity === this.identity,
    });
    const { log } = this;
    room.on(RoomEvent.ParticipantConnected, (person) => log.add({ type: 'joined', ...who(person) }));
    room.on(RoomEvent.ParticipantDisconnected, (person) => {
      const reason = person.disconnectReason;
      log.add({
        type: 'left',
        ...who(person),
        reason: reason === undefined ? '' : (DisconnectReason[reason] ?? String(reason)),
      });
    });
    room.on(RoomEvent.ParticipantMetadataChanged, (metadata, person) =>
      log.add({ type: 'metadata', ...who(person), before: '', after: metadata ?? '' }),
    );
    room.on(RoomEvent.ParticipantNameChanged, (name, person) =>
      log.add({ type: 'name', ...who(person), before: '', after: name }),
    );
    room.on(RoomEvent.ParticipantAttributesChanged, (changed, person) =>
      log.add({ type: 'attributes', ...who(person), changed }),
    );
    for (const event of [RoomEvent.TrackMuted, RoomEvent.TrackUnmuted] as const) {
      room.on(event, (publication, person) =>
        log.add({
          type: 'tracks',
          ...who(person),
          before: undefined,
          after: { sid: publication.sid, muted: event === RoomEvent.TrackMuted },
        }),
      );
    }
    for (const event of [RoomEvent.TrackPublished, RoomEvent.TrackUnpublished] as const) {
      room.on(event, (publication, person) =>
        log.add({
          type: 'tracks',
          ...who(person),
          before: undefined,
          after: { sid: publication.sid, published: event === RoomEvent.TrackPublished },
        }),
      );
    }
    room.on(RoomEvent.ActiveSpeakersChanged, (speakers) =>
      log.add({ type: 'speakers', sids: speakers.map((person) => person.sid ?? '') }),
    );
    room.on(RoomEvent.RoomMetadataChanged, (metadata) =>
      log.add({ type: 'room', field: 'metadata', before: undefined, after: metadata }),
    );
    room.on(RoomEvent.DataReceived, (payload, person, _kind, topic) =>
      log.add({
        type: 'data',
        identity: person?.identity ?? '',
        topic: topic ?? '',
        text: new TextDecoder().decode(payload),
      }),
    );
    room.on(RoomEvent.Reconnecting, () => {
      log.add({ type: 'disconnected', detail: 'reconnecting' });
      // After a server's restart the native client now and then says that it is back with its tracks, and no media flows.
      if (room === this.#room && this.options.doesComeBack && !this.#isGone) this.#comeBack();
    });
    room.on(RoomEvent.Reconnected, () => log.add({ type: 'connected', detail: 'reconnected' }));
    room.on(RoomEvent.Disconnected, (reason) => {
      log.add({ type: 'disconnected', detail: DisconnectReason[reason] ?? String(reason) });
      if (room === this.#room && this.options.doesComeBack && !this.#isGone && !FINAL_REASONS.has(reason))
        this.#comeBack();
    });
  }

  /** Leaves what is left of the session at once, and tries to join anew until it may. */
  #comeBack(): void {
    const closed = this.#close();
    this.#comeBackTimer = setTimeout(() => {
      closed.then(() => this.join()).catch(() => this.#comeBack());
    }, COME_BACK_EVERY_MS);
  }
}

/** Ends the native client's threads, which else keep the process alive. After it nobody can join. */
export async function releaseRtcPeople(): Promise<void> {
  await dispose();
}
