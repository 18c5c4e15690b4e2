/**
 * What happens in the demo, step by step: a pure and endless sequence that one seed determines. It knows no room and
 * no clock; run-demo.ts acts it out.
 */
import type { DemoPerson, DemoRoom } from './cast.ts';

/** One visible thing that one person does. */
export type DemoAction =
  | {
      readonly type:
        | 'raise-hand'
        | 'lower-hand'
        | 'leave'
        | 'come-back'
        | 'mute'
        | 'unmute'
        | 'start-talking'
        | 'stop-talking';
    }
  | { readonly type: 'set-attribute'; readonly key: string; readonly value: string }
  | { readonly type: 'set-metadata'; readonly metadata: string }
  | { readonly type: 'say'; readonly text: string };

/** An action, who does it, and how long after the one before. */
export interface DemoStep {
  readonly identity: string;
  readonly afterMs: number;
  readonly action: DemoAction;
}

/** Pauses between two steps: calm, but something is always going on. */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 2_000;
/** More empty seats would make the room look broken. */
const MOST_PEOPLE_AWAY = 3;
const MOST_HANDS_UP = 6;

const MOODS = ['curious', 'in favour', 'against', 'undecided', 'away from keyboard'];
const SEATS = ['front', 'middle', 'back', 'balcony'];
const SAYINGS = [
  'Could you repeat the last point?',
  'I agree with the speaker before me.',
  'The slides are not moving for me.',
  'Thank you!',
  'When do we vote?',
  'سؤال عن المدرسة من فضلكم',
];

interface Seat {
  readonly person: DemoPerson;
  isHere: boolean;
  isHandUp: boolean;
  isMuted: boolean;
  isTalking: boolean;
  changes: number;
}

/** The endless steps of one room. Equal room and seed give equal steps. */
export function* planSteps(room: DemoRoom, seed: number): Generator<DemoStep, never, void> {
  const random = createRandom(seed);
  const seats = room.people
    .filter(({ kind }) => kind === 'rtc' || kind === 'light')
    .map((person): Seat => ({
      person,
      isHere: true,
      isHandUp: person.handRaisedMsAgo !== undefined,
      isMuted: false,
      isTalking: false,
      changes: 0,
    }));

  for (;;) {
    const seat = pick(random, seats);
    const action = seat && chooseAction(random, seat, seats);
    if (!seat || !action) continue;
    apply(seat, action);
    yield {
      identity: seat.person.identity,
      afterMs: Math.round(SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS)),
      action,
    };
  }
}

function chooseAction(random: () => number, seat: Seat, seats: readonly Seat[]): DemoAction | undefined {
  const { person } = seat;
  if (!seat.isHere) return random() < 0.5 ? { type: 'come-back' } : undefined;
  if (person.doesSpeak && random() < 0.6) return { type: seat.isTalking ? 'stop-talking' : 'start-talking' };
  const dice = random();
  if (dice < 0.3) {
    if (seat.isHandUp) return { type: 'lower-hand' };
    return count(seats, ({ isHandUp }) => isHandUp) < MOST_HANDS_UP ? { type: 'raise-hand' } : undefined;
  }
  if (dice < 0.6) {
    const isMood = random() < 0.6;
    return { type: 'set-attribute', key: isMood ? 'mood' : 'seat', value: pick(random, isMood ? MOODS : SEATS) ?? '' };
  }
  if (dice < 0.72 && person.kind === 'rtc' && !person.doesSpeak) return { type: seat.isMuted ? 'unmute' : 'mute' };
  if (dice < 0.78 && person.kind === 'rtc') return { type: 'say', text: pick(random, SAYINGS) ?? '' };
  if (dice < 0.88) return changeProfile(seat);
  // Those with media stay: a host who vanishes every minute is no calm room.
  if (person.kind === 'light' && count(seats, ({ isHere }) => !isHere) < MOST_PEOPLE_AWAY) return { type: 'leave' };
  return undefined;
}

/** A visit more in the profile; those whose profile is no tidy JSON keep it, since it is what they are there to show. */
function changeProfile({ person, changes }: Seat): DemoAction | undefined {
  if (!person.metadata.startsWith('{"city"')) return undefined;
  const profile = JSON.parse(person.metadata) as Record<string, unknown>;
  return {
    type: 'set-metadata',
    metadata: JSON.stringify({ ...profile, visits: Number(profile['visits']) + changes + 1 }),
  };
}

function apply(seat: Seat, action: DemoAction): void {
  switch (action.type) {
    case 'raise-hand':
    case 'lower-hand':
      seat.isHandUp = action.type === 'raise-hand';
      return;
    case 'leave':
      seat.isHere = false;
      return;
    case 'come-back':
      // A person comes back as at first: with the token of the app.
      Object.assign(seat, { isHere: true, isHandUp: seat.person.handRaisedMsAgo !== undefined, changes: 0 });
      return;
    case 'mute':
    case 'unmute':
      seat.isMuted = action.type === 'mute';
      return;
    case 'start-talking':
    case 'stop-talking':
      seat.isTalking = action.type === 'start-talking';
      return;
    case 'set-metadata':
      seat.changes++;
      return;
    case 'set-attribute':
    case 'say':
      return;
    default:
      action satisfies never;
  }
}

function count<Item>(items: readonly Item[], matches: (item: Item) => boolean): number {
  return items.filter(matches).length;
}

function pick<Item>(random: () => number, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Numbers from 0 to below 1 that a seed determines (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
