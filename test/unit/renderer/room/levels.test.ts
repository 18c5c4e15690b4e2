import type { Room } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLevels, maxWatchedMicrophones, stepLevel } from '#renderer/room/levels.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What the levels use of livekit-client's publications, with every call kept. */
function makePublication(trackSid: string, source = 'microphone') {
  const calls: string[] = [];
  const publication = {
    trackSid,
    source,
    isEnabled: true,
    isMuted: false,
    calls,
    setSubscribed: (isSubscribed: boolean) => void calls.push(`subscribed ${isSubscribed}`),
    setEnabled(isEnabled: boolean) {
      publication.isEnabled = isEnabled;
      calls.push(`enabled ${isEnabled}`);
    },
    emitTrackUpdate: () => void calls.push(`enabled ${publication.isEnabled} again`),
  };
  return publication;
}

type Publication = ReturnType<typeof makePublication>;

function makePerson(identity: string, publications: Publication[] = [], audioLevel = 0) {
  return { identity, audioLevel, trackPublications: new Map(publications.map((one) => [one.trackSid, one])) };
}

function setUp(people: ReturnType<typeof makePerson>[] = []) {
  const handlers = new Map<string, (...values: unknown[]) => void>();
  const room = {
    localParticipant: makePerson('me'),
    remoteParticipants: new Map(people.map((person) => [person.identity, person])),
    on: (event: string, handler: (...values: unknown[]) => void) => handlers.set(event, handler),
    off: (event: string) => handlers.delete(event),
  };
  const deps = { setSignals: vi.fn(), onSpeaking: vi.fn(), onQuality: vi.fn(), onLimit: vi.fn() };
  const taken = new Set<string>();
  const withholdMedia = (sid: string): void => {
    for (const person of room.remoteParticipants.values()) person.trackPublications.get(sid)?.calls.push('withheld');
  };
  const levels = createLevels({
    room: room as unknown as Room,
    isTaken: (sid) => taken.has(sid),
    withholdMedia,
    ...deps,
  });
  const emit = (event: string, ...values: unknown[]) => handlers.get(event)?.(...values);
  function signalsOf(identity: string) {
    vi.advanceTimersByTime(200);
    return deps.setSignals.mock.calls.findLast(([who]) => who === identity)?.[1];
  }
  return { levels, emit, signalsOf, handlers, taken, ...deps };
}

const watchCalls = ['withheld', 'subscribed true', 'enabled false'];

describe('watching', () => {
  it('disables and subscribes microphones at once, and never anything else', () => {
    const [mic, camera, screen] = [
      makePublication('TR_1'),
      makePublication('TR_2', 'camera'),
      makePublication('TR_3', 'screen_share'),
    ];
    const { levels } = setUp([makePerson('ada', [mic, camera, screen])]);
    expect(mic.calls).toEqual([]);
    levels.start();
    expect(mic.calls).toEqual(watchCalls);
    expect([...camera.calls, ...screen.calls]).toEqual([]);
  });

  it('takes newcomers in batches', () => {
    const mics = [makePublication('TR_1'), makePublication('TR_2')];
    const ada = makePerson('ada');
    const { levels, emit } = setUp([ada]);
    levels.start();
    for (const mic of mics) {
      ada.trackPublications.set(mic.trackSid, mic);
      emit('trackPublished', mic, ada);
    }
    vi.advanceTimersByTime(249);
    expect(mics[0]?.calls).toEqual([]);
    vi.advanceTimersByTime(1);
    for (const mic of mics) expect(mic.calls).toEqual(watchCalls);
  });

  it('stops at a hundred, says so once, and takes the next when one goes', () => {
    const mics = Array.from({ length: maxWatchedMicrophones + 2 }, (_, index) => makePublication(`TR_${index}`));
    const people = mics.map((mic, index) => makePerson(`p${index}`, [mic]));
    const { levels, emit, onLimit } = setUp(people);
    levels.start();
    expect(mics.filter(({ calls }) => calls.length > 0)).toHaveLength(maxWatchedMicrophones);
    emit('trackUnpublished', mics[0], people[0]);
    vi.advanceTimersByTime(250);
    expect(mics.filter(({ calls }) => calls.length > 0)).toHaveLength(maxWatchedMicrophones + 1);
    expect(onLimit).toHaveBeenCalledTimes(1);
  });

  it('says again that no media is wanted, since disabling twice does nothing and media would flow', () => {
    const mic = makePublication('TR_1');
    const ada = makePerson('ada', [mic]);
    const { levels, emit } = setUp([ada]);
    levels.start();
    emit('trackUnsubscribed', undefined, mic, ada);
    vi.advanceTimersByTime(250);
    expect(mic.calls).toEqual([...watchCalls, 'withheld', 'subscribed true', 'enabled false again']);
  });

  it('gives back what somebody else subscribed it to', () => {
    const camera = makePublication('TR_2', 'camera');
    const { levels, emit } = setUp();
    levels.start();
    emit('trackSubscribed', undefined, camera, makePerson('ada', [camera]));
    expect(camera.calls).toEqual(['subscribed false']);
  });

  it('leaves media alone that is taken on purpose', () => {
    const [mic, camera] = [makePublication('TR_1'), makePublication('TR_2', 'camera')];
    const ada = makePerson('ada', [mic, camera]);
    const { levels, emit, taken } = setUp([ada]);
    taken.add('TR_1').add('TR_2');
    levels.start();
    emit('trackSubscribed', undefined, camera, ada);
    expect(mic.calls, 'watched, and not disabled').toEqual(['subscribed true']);
    expect(levels.isWatched('TR_1')).toBe(true);
    expect(camera.calls).toEqual([]);
  });
});

describe('signals', () => {
  function setUpAda() {
    const mic = makePublication('TR_1');
    const ada = makePerson('ada', [mic], 0.25);
    const all = setUp([ada]);
    all.levels.start();
    all.emit('trackSubscribed', undefined, mic, ada);
    return { ...all, mic, ada };
  }

  it('are unknown until the first report, then what the server says, at most five times a second', () => {
    const { emit, signalsOf, setSignals, onSpeaking, ada } = setUpAda();
    // Somebody who was talking before is not reported until their level moves: nothing says that they are silent.
    vi.advanceTimersByTime(60_000);
    expect(signalsOf('ada')?.isSpeaking).toBeUndefined();
    expect(signalsOf('ada')?.level).toBeUndefined();
    setSignals.mockClear();
    for (let index = 0; index < 10; index++) emit('activeSpeakersChanged', [ada]);
    expect(signalsOf('ada')).toEqual({ isSpeaking: true, level: 2, quality: undefined });
    expect(setSignals).toHaveBeenCalledTimes(1);
    emit('activeSpeakersChanged', [ada]);
    vi.advanceTimersByTime(200);
    expect(setSignals, 'as loud as before is no news').toHaveBeenCalledTimes(1);
    emit('activeSpeakersChanged', []);
    expect(signalsOf('ada')).toMatchObject({ isSpeaking: false, level: 0 });
    expect(onSpeaking.mock.calls).toEqual([
      ['ada', true],
      ['ada', false],
    ]);
  });

  it('are silent when muted and unknown when nobody listens any more', () => {
    const { emit, signalsOf, mic, ada } = setUpAda();
    emit('activeSpeakersChanged', [ada]);
    emit('trackMuted', mic, ada);
    expect(signalsOf('ada')).toMatchObject({ isSpeaking: false, level: 0 });
    emit('activeSpeakersChanged', [ada]);
    ada.trackPublications.clear();
    emit('trackUnpublished', mic, ada);
    expect(signalsOf('ada')).toEqual({ isSpeaking: undefined, level: undefined, quality: undefined });
  });

  it('are silent from the start where the microphone is muted', () => {
    const mic = { ...makePublication('TR_1'), isMuted: true };
    const ada = makePerson('ada', [mic]);
    const { levels, emit, signalsOf } = setUp([ada]);
    levels.start();
    emit('trackSubscribed', undefined, mic, ada);
    expect(signalsOf('ada')).toMatchObject({ isSpeaking: false, level: 0 });
  });

  it('say of whom nothing can be heard because too many have microphones, until their turn comes', () => {
    const mics = Array.from({ length: maxWatchedMicrophones + 2 }, (_, index) => makePublication(`TR_${index}`));
    const people = mics.map((mic, index) => makePerson(`p${index}`, [mic]));
    const { levels, emit, signalsOf } = setUp(people);
    levels.start();
    const [next, last] = [`p${maxWatchedMicrophones}`, `p${maxWatchedMicrophones + 1}`];
    expect([signalsOf(next)?.isUnwatched, signalsOf(last)?.isUnwatched]).toEqual([true, true]);
    expect(signalsOf('p0')?.isUnwatched).toBeUndefined();
    emit('trackUnpublished', mics[0], people[0]);
    vi.advanceTimersByTime(250);
    expect([signalsOf(next)?.isUnwatched, signalsOf(last)?.isUnwatched]).toEqual([undefined, true]);
  });

  it('tell quality only as reported, with what it was before', () => {
    const { emit, signalsOf, onQuality, ada } = setUpAda();
    emit('connectionQualityChanged', 'unknown', ada);
    expect(onQuality).not.toHaveBeenCalled();
    emit('connectionQualityChanged', 'good', ada);
    emit('connectionQualityChanged', 'good', ada);
    emit('connectionQualityChanged', 'lost', ada);
    expect(onQuality.mock.calls).toEqual([
      ['ada', undefined, 'good'],
      ['ada', 'good', 'lost'],
    ]);
    expect(signalsOf('ada')).toMatchObject({ quality: 'lost' });
  });

  it('end with the connection', () => {
    const { levels, handlers, setSignals } = setUpAda();
    levels.stop();
    expect(handlers.size).toBe(0);
    setSignals.mockClear();
    vi.advanceTimersByTime(10_000);
    expect(setSignals).not.toHaveBeenCalled();
  });

  it('have five steps', () => {
    expect([0, 0.125, 0.25, 0.375, 0.5, 0.625, 1].map(stepLevel)).toEqual([0, 1, 2, 3, 3, 4, 4]);
  });
});
