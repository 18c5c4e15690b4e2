/**
 * Fills the demo's town hall with as many invented people as are wanted: light ones, after those of the script. The same
 * number always gives the same people.
 */
import type { DemoPerson, DemoRoom } from './cast.ts';
import { createRandom } from './plan.ts';

const SEED = 20_260_102;
const TEAMS = ['Residents', 'Residents', 'Residents', 'Housing', 'Schools', 'Health', 'Transport', 'Press'];
const FIRST_NAMES = [
  'Ada',
  'Bilal',
  'Clara',
  'Dmitri',
  'Esme',
  'Femi',
  'Greta',
  'Hugo',
  'Inês',
  'Jun',
  'Karim',
  'Lena',
];
const LAST_NAMES = ['Abbott', 'Berg', 'Costa', 'Dube', 'Eriksen', 'Fontaine', 'García', 'Hoang', 'Ito', 'Jansson'];
const CITIES = ['Leeds', 'Lyon', 'Osaka', 'Lagos', 'Porto', 'Brno', 'Bergen', 'Amman', 'Busan', 'Rosario'];
const LANGUAGES = ['en', 'fr', 'ja', 'pt', 'cs', 'no', 'ar', 'ko', 'es'];

/**
 * The room with `peopleCount` people; the phone caller and the hidden participant come on top, as ever.
 * A count below that of the script leaves the room as it is.
 */
export function growTownHall(room: DemoRoom, peopleCount: number): DemoRoom {
  const scripted = room.people.filter(({ kind }) => kind === 'rtc' || kind === 'light').length;
  const random = createRandom(SEED);
  const crowd = Array.from({ length: Math.max(0, peopleCount - scripted) }, (_, index) => invent(index + 1, random));
  return { ...room, people: [...room.people, ...crowd] };
}

function invent(number: number, random: () => number): DemoPerson {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const [first, last, team, lang, city] = [FIRST_NAMES, LAST_NAMES, TEAMS, LANGUAGES, CITIES].map(pick) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const isGuest = random() < 0.1;
  return {
    identity: `resident-${String(number).padStart(4, '0')}`,
    name: `${first} ${last}`,
    kind: 'light',
    role: isGuest ? 'guest' : 'attendee',
    attributes: { role: isGuest ? 'guest' : 'attendee', team, lang },
    metadata: JSON.stringify({
      city,
      joinedFrom: random() < 0.5 ? 'web' : 'phone app',
      profile: { language: lang, team, newsletter: random() < 0.5 },
      visits: Math.floor(random() * 20),
    }),
    doesSpeak: false,
    hasCamera: false,
    ...(random() < 0.02 ? { handRaisedMsAgo: Math.floor(random() * 600_000) } : {}),
  };
}
