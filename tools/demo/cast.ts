/**
 * Who takes part in the demo: plain data about invented people. It says nothing about how they join.
 */

/** How somebody is carried: `rtc` has media, `light` has not, `phone` is a caller, `hidden` is seen by the API only. */
export type DemoKind = 'rtc' | 'light' | 'phone' | 'hidden';

/** What somebody may do, from most to least. */
export type DemoRole = 'host' | 'speaker' | 'guest' | 'attendee';

/** One invented person. */
export interface DemoPerson {
  readonly identity: string;
  readonly name: string;
  readonly kind: DemoKind;
  readonly role: DemoRole;
  readonly attributes: Readonly<Record<string, string>>;
  readonly metadata: string;
  /** Speaks now and then (only `rtc`). */
  readonly doesSpeak: boolean;
  readonly hasCamera: boolean;
  /** Has had a hand up for so many milliseconds when the demo begins. */
  readonly handRaisedMsAgo?: number;
}

/** One invented room. */
export interface DemoRoom {
  readonly name: string;
  readonly metadata: string;
  readonly people: readonly DemoPerson[];
}

type CastRow = readonly [
  identity: string,
  name: string,
  kind: DemoKind,
  role: DemoRole,
  team: string,
  lang: string,
  city: string,
  extra?: Partial<DemoPerson>,
];

const MINUTE_MS = 60_000;

/** Exactly 24; the phone caller and the hidden one come on top. */
const TOWN_HALL: readonly CastRow[] = [
  ['amara-okafor', 'Amara Okafor', 'rtc', 'host', 'Moderation', 'en', 'Lagos', { doesSpeak: true, hasCamera: true }],
  [
    'jonas-lindqvist',
    'Jonas Lindqvist',
    'rtc',
    'speaker',
    'City planning',
    'sv',
    'Malmö',
    { doesSpeak: true, hasCamera: true },
  ],
  ['mei-tanaka', 'Mei Tanaka', 'rtc', 'speaker', 'Transport', 'ja', 'Osaka'],
  ['rafael-moreira', 'Rafael Moreira', 'rtc', 'speaker', 'Housing', 'pt', 'Porto'],
  ['sofia-rossi', 'Sofia Rossi', 'rtc', 'guest', 'Residents', 'it', 'Bologna', { handRaisedMsAgo: 4 * MINUTE_MS }],
  ['daniel-weiss', 'Daniel Weiss', 'rtc', 'guest', 'Press', 'de', 'Leipzig'],
  ['leila-haddad', 'ليلى حداد', 'light', 'guest', 'Residents', 'ar', 'Amman', { handRaisedMsAgo: 90_000 }],
  ['priya-raman', 'Priya Raman', 'light', 'guest', 'Schools', 'en', 'Chennai'],
  ['tomasz-zielinski', 'Tomasz Zieliński', 'light', 'guest', 'Transport', 'pl', 'Łódź', { handRaisedMsAgo: 20_000 }],
  ['grace-mwangi', 'Grace Mwangi', 'light', 'attendee', 'Health', 'sw', 'Nairobi'],
  ['oliver-bennett', 'Oliver Bennett', 'light', 'attendee', 'Residents', 'en', 'Leeds', { metadata: '' }],
  [
    'camille-laurent',
    'Camille Laurent',
    'light',
    'attendee',
    'Housing',
    'fr',
    'Lyon',
    { metadata: '{"title":"Architect","city":"Lyon","tags":["housing",' },
  ],
  ['viktor-novak', 'Viktor Novák', 'light', 'attendee', 'Residents', 'cs', 'Brno', { metadata: manyKeys(200) }],
  ['hana-kim', 'Hana Kim', 'light', 'attendee', 'Schools', 'ko', 'Busan'],
  ['mateo-fernandez', 'Mateo Fernández', 'light', 'attendee', 'Residents', 'es', 'Rosario'],
  ['ingrid-solberg', 'Ingrid Solberg', 'light', 'attendee', 'Press', 'no', 'Bergen'],
  ['yusuf-demir', 'Yusuf Demir', 'light', 'attendee', 'Transport', 'tr', 'İzmir'],
  ['nadia-petrova', 'Nadia Petrova', 'light', 'attendee', 'Health', 'bg', 'Plovdiv'],
  ['samuel-adeyemi', 'Samuel Adeyemi', 'light', 'attendee', 'Residents', 'en', 'Ibadan'],
  ['lucia-marin', 'Lucía Marín', 'light', 'attendee', 'Housing', 'es', 'Valencia'],
  ['arjun-patel', 'Arjun Patel', 'light', 'attendee', 'Residents', 'hi', 'Surat'],
  ['chloe-martin', 'Chloé Martin', 'light', 'attendee', 'Schools', 'fr', 'Nantes'],
  ['erik-jansen', 'Erik Jansen', 'light', 'attendee', 'Residents', 'nl', 'Utrecht'],
  ['zainab-ali', 'Zainab Ali', 'light', 'attendee', 'Health', 'ur', 'Lahore'],
];

const GREEN_ROOM: readonly CastRow[] = [
  ['noah-fischer', 'Noah Fischer', 'light', 'host', 'Stage', 'de', 'Bremen'],
  ['elena-popescu', 'Elena Popescu', 'light', 'speaker', 'Culture', 'ro', 'Cluj'],
  ['kwame-mensah', 'Kwame Mensah', 'light', 'speaker', 'Sports', 'en', 'Accra'],
];

/** Somebody on a telephone, with the attributes that LiveKit's SIP service sets. The numbers are reserved for fiction. */
const PHONE_CALLER: DemoPerson = {
  identity: 'sip_+12025550143',
  name: 'Phone +1 202 555 0143',
  kind: 'phone',
  role: 'guest',
  attributes: {
    'sip.callID': 'SCL_demoCall0001',
    'sip.callIDFull': 'a84b4c76e66710@203.0.113.20',
    'sip.callStatus': 'active',
    'sip.hostname': 'demo.sip.example',
    'sip.phoneNumber': '+12025550143',
    'sip.ruleID': 'SDR_demoRule0001',
    'sip.trunkID': 'ST_demoTrunk0001',
    'sip.trunkPhoneNumber': '+12025550100',
    'sip.h.x-language': 'en',
  },
  metadata: '',
  doesSpeak: false,
  hasCamera: false,
};

/** Somebody whom only the API shows. */
const HIDDEN_WATCHER: DemoPerson = {
  identity: 'quality-watch',
  name: 'Quality watch',
  kind: 'hidden',
  role: 'attendee',
  attributes: { role: 'observer' },
  metadata: '',
  doesSpeak: false,
  hasCamera: false,
};

/** The two rooms of the demo. `town-hall` has 24 people, and besides them one phone caller and one hidden participant. */
export const DEMO_ROOMS: { readonly townHall: DemoRoom; readonly greenRoom: DemoRoom } = {
  townHall: {
    name: 'town-hall',
    metadata: JSON.stringify({
      title: 'Town hall: a quieter market square',
      host: 'amara-okafor',
      agenda: ['Welcome', 'Traffic plan', 'Questions', 'Vote'],
      stage: { open: true, maxSpeakers: 4 },
      language: 'en',
    }),
    people: [...TOWN_HALL.map(toPerson), PHONE_CALLER, HIDDEN_WATCHER],
  },
  greenRoom: {
    name: 'green-room',
    metadata: JSON.stringify({ title: 'Green room', host: 'noah-fischer', stage: { open: false } }),
    people: GREEN_ROOM.map(toPerson),
  },
};

function toPerson([identity, name, kind, role, team, lang, city, extra]: CastRow): DemoPerson {
  return {
    identity,
    name,
    kind,
    role,
    attributes: { role, team, lang },
    metadata: JSON.stringify({
      city,
      joinedFrom: kind === 'rtc' ? 'desktop' : 'web',
      profile: { language: lang, team, newsletter: city.length % 2 === 0 },
      visits: city.length,
    }),
    doesSpeak: false,
    hasCamera: false,
    ...extra,
  };
}

function manyKeys(count: number): string {
  return JSON.stringify(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `answer${String(index + 1).padStart(3, '0')}`,
        index % 3 === 0 ? index : `choice ${index % 7}`,
      ]),
    ),
  );
}
