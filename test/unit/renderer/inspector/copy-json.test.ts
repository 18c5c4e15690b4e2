import { expect, it, vi } from 'vitest';
import { limits } from '#contract/text-size';
import {
  copyJson,
  personSections,
  writePersonJson,
  writeSectionJson,
  writeTextJson,
} from '#renderer/features/inspector/copy-json.ts';
import { replaceBridge } from '#renderer/lib/bridge.ts';
import { makePerson } from '../../contract/verbs/facts.ts';
import { compileMasks } from '#renderer/lib/masks.ts';

const session = {
  source: 'event' as const,
  seenAtMs: 1,
  changedAtMs: 1,
  leftAtMs: undefined,
  leftReason: undefined,
  isSpeaking: undefined,
  level: undefined,
  quality: undefined,
  isUnwatched: undefined,
};

it('writes JSON of everybody and of each section, with what is unknown as null', () => {
  const subject = { facts: makePerson({ attributes: { team: 'red' }, metadata: 'no JSON' }), session };
  expect(JSON.parse(writePersonJson(subject, [], compileMasks([])))).toMatchObject({
    attributes: { team: 'red' },
    session: { quality: null },
    sessions: [],
  });
  const sections = personSections.map(
    (section) => JSON.parse(writeSectionJson(section, subject, [], compileMasks([]))) as unknown,
  );
  expect(sections).toContainEqual({ team: 'red' });
  expect(sections).toContain('no JSON');
});

it.each([
  ['{ "id": 9007199254740993, "scale": 1.0 }', '{ "id": 9007199254740993, "scale": 1.0 }'],
  ['[1', '"[1"'],
  ['12', '"12"'],
  ['\u202Ered', '"\u202Ered"'],
])('copies the text %s as %s', (text, json) => expect(writeTextJson(text)).toBe(json));

it('refuses what is longer than can be copied at once, and copies what just fits', async () => {
  const request = vi.fn(async () => ({ ok: true, value: null }));
  replaceBridge({ request: request as never, listen: () => () => undefined });
  const notify = vi.fn();
  await copyJson({ notify }, 'metadata of ada', 'x'.repeat(limits.copiedTextBytes + 1));
  expect(request).not.toHaveBeenCalled();
  expect(notify).toHaveBeenLastCalledWith(expect.objectContaining({ tone: 'refused' }));
  await copyJson({ notify }, 'metadata of ada', 'x'.repeat(limits.copiedTextBytes));
  expect(request).toHaveBeenCalledWith('app:copy-text', { text: expect.any(String) as unknown });
  expect(notify).toHaveBeenLastCalledWith(expect.objectContaining({ tone: 'told' }));
  replaceBridge(undefined);
});

it('hides what the masks say wherever it stands', () => {
  const subject = {
    facts: makePerson({ sid: 'PA_1', attributes: { email: 'a@b' }, metadata: '{"phone":"123"}' }),
    session: { ...session, leftReason: 'kicked for X' },
  };
  const sessions = [{ sid: 'PA_1', joinedAtMs: 1, endedAtMs: 2, reason: 'kicked for X', source: 'event' as const }];
  const masks = compileMasks(['sid', 'reason', 'can.*', 'attr.email', 'meta.phone', 'joined', 'mic']);
  const told = writePersonJson(subject, sessions, masks);
  for (const hidden of ['PA_1', 'kicked', 'a@b', '123', 'canPublish']) expect(told, hidden).not.toContain(hidden);
  expect(JSON.parse(told)).toMatchObject({ permission: '[masked]', tracks: '[masked]', joinedAtMs: '[masked]' });
  expect(writeSectionJson('sessions', subject, sessions, masks)).not.toContain('PA_1');
  expect(writePersonJson(subject, sessions, compileMasks([])), 'the control').toContain('kicked for X');
});
