/** The cast has everybody whom the demo promises to show. */
import { describe, expect, it } from 'vitest';
import { DEMO_ROOMS } from '#tools/demo/cast.ts';
import { growTownHall } from '#tools/demo/crowd.ts';

const { townHall, greenRoom } = DEMO_ROOMS;

describe('DEMO_ROOMS', () => {
  it('seats 24 people in the town hall, and besides them a phone caller and a hidden participant', () => {
    const count = (kind: string): number => townHall.people.filter((person) => person.kind === kind).length;
    expect(count('rtc') + count('light')).toBe(24);
    expect([count('rtc'), count('phone'), count('hidden')]).toEqual([6, 1, 1]);
    expect(townHall.people.filter(({ doesSpeak }) => doesSpeak)).toHaveLength(2);
    expect(greenRoom.people).toHaveLength(3);
  });

  it('gives everybody an identity of their own', () => {
    const identities = [...townHall.people, ...greenRoom.people].map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(identities.length);
  });

  it('has one profile of every odd kind', () => {
    const profiles = townHall.people
      .filter(({ kind }) => kind === 'rtc' || kind === 'light')
      .map(({ metadata }) => metadata);
    const parsed = profiles.map((text) => {
      try {
        return JSON.parse(text) as object;
      } catch {
        return undefined;
      }
    });
    expect(profiles.filter((text) => text === '')).toHaveLength(1);
    expect(profiles.filter((text, index) => text !== '' && parsed[index] === undefined)).toHaveLength(1);
    expect(parsed.filter((profile) => profile && Object.keys(profile).length === 200)).toHaveLength(1);
    expect(townHall.people.filter(({ name }) => /\p{Script=Arabic}/u.test(name))).toHaveLength(1);
  });

  it('says role, team and language of everybody, and gives the caller the attributes of a telephone', () => {
    for (const { kind, attributes } of townHall.people) {
      if (kind === 'rtc' || kind === 'light') expect(Object.keys(attributes)).toEqual(['role', 'team', 'lang']);
      if (kind === 'phone') expect(Object.keys(attributes).every((key) => key.startsWith('sip.'))).toBe(true);
    }
  });

  it('describes both rooms in JSON', () => {
    for (const room of [townHall, greenRoom]) expect(JSON.parse(room.metadata)).toHaveProperty('title');
  });
});

describe('growTownHall', () => {
  it('adds a crowd of its own names to those of the script, the same each time', () => {
    const grown = growTownHall(townHall, 200);
    expect(grown.people.filter(({ kind }) => kind === 'rtc' || kind === 'light')).toHaveLength(200);
    expect(grown.people.slice(0, townHall.people.length)).toEqual(townHall.people);
    expect(new Set(grown.people.map(({ identity }) => identity)).size).toBe(grown.people.length);
    expect(growTownHall(townHall, 200)).toEqual(grown);
    expect(growTownHall(townHall, 3)).toEqual(townHall);
  });
});
