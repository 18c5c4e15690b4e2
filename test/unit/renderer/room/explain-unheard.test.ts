import { expect, it } from 'vitest';
import type { FieldSubject } from '#contract/fields';
import { explainUnheard } from '#renderer/room/explain-unheard.ts';
import { makeFacts, makeTrack } from './facts.ts';

const session: FieldSubject['session'] = {
  isSpeaking: undefined,
  level: undefined,
  quality: undefined,
  source: 'both',
  seenAtMs: 1,
  changedAtMs: 1,
  leftAtMs: undefined,
  leftReason: undefined,
};
const speaker: FieldSubject = { facts: makeFacts('ada', { tracks: [makeTrack('TR_1')] }), session };
const viewer: FieldSubject = {
  facts: makeFacts('bob', { tracks: [makeTrack('TR_2', { source: 'camera' })] }),
  session,
};

it('says why nothing is known of somebody’s sound', () => {
  const live = { state: 'live' } as const;
  expect(explainUnheard('speaking', speaker, { state: 'reconnecting' })).toContain('not connected');
  expect(explainUnheard('speaking', undefined, live)).toContain('not connected');
  expect(explainUnheard('level', speaker, { state: 'offline', liveBlock: 'media' })).toContain('API only');
  expect(explainUnheard('quality', speaker, { ...live, isStrict: true })).toBe('unknown: strict mode cannot listen');
  expect(explainUnheard('level', { ...speaker, session: { ...session, isUnwatched: true } }, live)).toBe(
    'unknown: only the first 100 microphones are watched',
  );
  expect(explainUnheard('level', speaker, live)).toContain('reports changes only');
  expect(explainUnheard('quality', speaker, live)).toContain('reports quality only');
  expect(explainUnheard('quality', viewer, live)).toContain('has none');
});
