/**
 * A crowd that nobody plays: people as a server would tell of them, and a stream of changes of a stated mix. Pure and seeded,
 * so that every run changes the same things in the same order.
 */

export interface SyntheticTrack {
  sid: string;
  source: 'microphone' | 'camera' | 'screen_share';
  muted: boolean;
}

export interface SyntheticPerson {
  index: number;
  identity: string;
  sid: string;
  /** How often this identity has joined. */
  sessions: number;
  isThere: boolean;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  canPublish: boolean;
  canShareScreen: boolean;
  tracks: SyntheticTrack[];
  joinedAtMs: number;
  version: number;
}

/** 0 poor, 1 good, 2 excellent, as in the protocol. */
export type SyntheticQuality = 0 | 1 | 2;

/** What a change has touched. */
export type SyntheticChange =
  | { kind: 'person'; person: SyntheticPerson }
  | { kind: 'left'; person: SyntheticPerson }
  | { kind: 'speaker'; person: SyntheticPerson; level: number }
  | { kind: 'quality'; person: SyntheticPerson; quality: SyntheticQuality };

export interface CrowdModel {
  readonly people: readonly SyntheticPerson[];
  /** Makes the next change of the mix; undefined where it met somebody to whom nothing can happen now. */
  change(nowMs: number): SyntheticChange | undefined;
  /** Writes the attribute that is timed, of the person who is timed. */
  beat(value: string): SyntheticChange;
  countThere(): number;
  /** How often somebody has come since the beginning. */
  countArrivals(): number;
}

export interface CrowdOptions {
  people: number;
  /** Part of the changes with which somebody leaves, or comes back: by turns. */
  churn?: number;
  seed?: number;
  /** Who comes was never there before, in place of who has left. */
  areStrangers?: boolean;
  /** Nobody publishes anything, so that to take a right from somebody ends nothing. */
  isWithoutTracks?: boolean;
}

/** Attributes of everybody; with the fields of the roster they make forty columns. */
export const attributeKeys = ['beat', 'score', 'pick', 'team', 'seat', 'lang', 'device', 'note', 'step'] as const;
/** The attribute whose changes are timed; nothing else changes it. */
export const beatKey = 'beat';
/** Sorted by, and changing. */
export const scoreKey = 'score';
/** Filtered by, and changing: `picked` or `passed`. */
export const pickKey = 'pick';
export const picked = 'picked';
/** Always at the top of a list that is sorted by score, the highest first, and always picked. */
export const timedIdentity = 'timed';

/** Half of all changes are theirs, and they have the high scores. */
const hotCount = 250;
/** The console watches no more microphones than these. */
const microphoneCount = 100;
const teams = ['red', 'green', 'blue', 'amber', 'violet'];
/** So many are away at least where strangers come: who leaves must be told of before their place is somebody else's. */
const awayAtLeast = 20;
const languages = ['en', 'de', 'fr', 'pt', 'ja', 'hi'];
const devices = ['desktop', 'phone', 'tablet', 'room'];

export function createCrowdModel(options: CrowdOptions): CrowdModel {
  const random = createRandom(options.seed ?? 1);
  const churn = options.churn ?? 0.01;
  const startedAtMs = Date.UTC(2026, 0, 1);
  const people = Array.from({ length: options.people }, (_, index) => createPerson(index));
  const away: SyntheticPerson[] = [];
  const timed = people[0];
  if (!timed) throw new RangeError('a crowd has at least one person');
  let isSomebodyToLeave = true;
  let arrivals = 0;

  function below(count: number): number {
    return Math.floor(random() * count);
  }

  function createPerson(index: number): SyntheticPerson {
    const isHot = index < hotCount;
    const id = String(index).padStart(5, '0');
    const tracks: SyntheticTrack[] = [];
    if (index < microphoneCount) tracks.push({ sid: `TR_SYN_M${id}`, source: 'microphone', muted: index % 3 === 0 });
    if (index % 5 === 0) tracks.push({ sid: `TR_SYN_C${id}`, source: 'camera', muted: false });
    return {
      index,
      identity: index === 0 ? timedIdentity : `guest-${id}`,
      sid: `PA_SYN_${id}_1`,
      sessions: 1,
      isThere: true,
      name: `Guest ${index}`,
      metadata: writeMetadata(index, 0),
      attributes: {
        beat: '-',
        score: index === 0 ? '99999' : score(isHot),
        pick: index !== 0 && random() < 0.2 ? 'passed' : picked,
        team: teams[index % teams.length]!,
        seat: `${String.fromCharCode(65 + (index % 26))}${Math.floor(index / 26)}`,
        lang: languages[index % languages.length]!,
        device: devices[index % devices.length]!,
        note: `came by door ${index % 9}`,
        step: '0',
      },
      canPublish: index % 4 !== 0,
      canShareScreen: index % 7 === 0,
      tracks: options.isWithoutTracks ? [] : tracks,
      joinedAtMs: startedAtMs + index,
      version: 1,
    };
  }

  function score(isHot: boolean): string {
    return String((isHot ? 50_000 : 0) + below(50_000));
  }

  function choose(): SyntheticPerson {
    const hot = Math.min(hotCount, people.length);
    const index = random() < 0.5 ? below(hot) : below(people.length);
    return people[index]!;
  }

  function changeAttribute(person: SyntheticPerson): void {
    const kind = below(8);
    const { attributes } = person;
    // The one who is timed stays where it is.
    if (kind === 0 && person !== timed) attributes['score'] = score(person.index < hotCount);
    else if (kind === 1 && person !== timed) attributes['pick'] = random() < 0.2 ? 'passed' : picked;
    else if (kind < 4) attributes['step'] = String(below(1_000));
    else if (kind < 6) attributes['note'] = `at table ${below(90)}`;
    else attributes['team'] = teams[below(teams.length)]!;
  }

  function changeTracks(person: SyntheticPerson): void {
    if (options.isWithoutTracks) return;
    const microphone = person.tracks.find(({ source }) => source === 'microphone');
    if (microphone && random() < 0.5) microphone.muted = !microphone.muted;
    else if (person.tracks.some(({ source }) => source === 'screen_share')) {
      person.tracks = person.tracks.filter(({ source }) => source !== 'screen_share');
    } else {
      person.tracks = [
        ...person.tracks,
        { sid: `TR_SYN_S${person.index}_${person.version}`, source: 'screen_share', muted: false },
      ];
    }
  }

  /** Those with a microphone and the timed one stay, so that what is measured stays the same. */
  function comeOrGo(nowMs: number): SyntheticChange | undefined {
    isSomebodyToLeave = !isSomebodyToLeave;
    if (!isSomebodyToLeave) {
      const person = people[microphoneCount + below(Math.max(1, people.length - microphoneCount))];
      if (!person?.isThere) return undefined;
      person.isThere = false;
      person.version++;
      away.push(person);
      return { kind: 'left', person };
    }
    if (options.areStrangers && away.length <= awayAtLeast) return undefined;
    const person = away.shift();
    if (!person) return undefined;
    person.isThere = true;
    person.sessions++;
    arrivals++;
    if (options.areStrangers) person.identity = `stranger-${person.index}-${person.sessions}`;
    person.sid = `PA_SYN_${String(person.index).padStart(5, '0')}_${person.sessions}`;
    person.joinedAtMs = nowMs;
    person.version = 1;
    return { kind: 'person', person };
  }

  return {
    people,
    change(nowMs) {
      const kind = random();
      if (kind < 0.25) {
        const person = people[below(Math.min(microphoneCount, people.length))]!;
        return { kind: 'speaker', person, level: random() < 0.4 ? 0 : (1 + below(8)) / 8 };
      }
      if (kind > 1 - churn) return comeOrGo(nowMs);
      const person = choose();
      if (!person.isThere) return undefined;
      if (kind < 0.4) return { kind: 'quality', person, quality: below(3) as SyntheticQuality };
      if (kind < 0.8) changeAttribute(person);
      else if (kind < 0.9) person.metadata = writeMetadata(person.index, below(1_000));
      else if (kind < 0.95) changeTracks(person);
      else if (random() < 0.5) person.canPublish = !person.canPublish;
      else person.canShareScreen = !person.canShareScreen;
      person.version++;
      return { kind: 'person', person };
    },
    beat(value) {
      timed.attributes[beatKey] = value;
      timed.version++;
      return { kind: 'person', person: timed };
    },
    countThere: () => people.length - away.length,
    countArrivals: () => arrivals,
  };
}

function writeMetadata(index: number, visits: number): string {
  return JSON.stringify({ city: 'Leeds', visits, ticket: `T-${index}` });
}

/** mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
