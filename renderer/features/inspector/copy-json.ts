/** A participant as JSON on the clipboard: whole, a section, or one value, with a word on what was copied. Characters go as they came. */
import type { FieldSubject } from '#contract/fields';
import { countBytes, limits } from '#contract/text-size';
import type { ActionStore } from '#renderer/features/actions/action-store.ts';
import { copyTold } from '#renderer/features/actions/copy-told.ts';
import { findJsonError } from '#renderer/lib/decode-metadata.ts';
import { formatBytes } from '#renderer/lib/format.ts';
import type { Masks } from '#renderer/lib/masks.ts';
import type { PersonSession } from '#renderer/room/person-sessions.ts';

export const personSections = ['fields', 'attributes', 'rights', 'metadata', 'tracks', 'sessions'] as const;
export type PersonSection = (typeof personSections)[number];

/** Copies JSON and tells what it was; a text longer than the clipboard's channel takes is refused with a cure. */
export async function copyJson(actions: Pick<ActionStore, 'notify'>, what: string, json: string): Promise<void> {
  const sizeBytes = countBytes(json);
  if (sizeBytes > limits.copiedTextBytes) {
    const message = `${what} takes ${formatBytes(sizeBytes)} as JSON, and ${formatBytes(limits.copiedTextBytes)} can be copied at once.`;
    const cure = 'Copy a section or a single value instead.';
    actions.notify({
      tone: 'refused',
      title: 'Nothing was copied',
      error: { code: 'limit_exceeded', message, detail: { cure } },
    });
    return;
  }
  await copyTold(actions, `Copied as JSON: ${what} · ${formatBytes(sizeBytes)}`, json);
}

/** Everything that is known of somebody, masked. */
export function writePersonJson(subject: FieldSubject, sessions: readonly PersonSession[], masks: Masks): string {
  return writeJson(masks.maskPerson({ ...subject.facts, session: subject.session, sessions }));
}

/** One section of the Inspector, masked. */
export function writeSectionJson(
  section: PersonSection,
  subject: FieldSubject,
  sessions: readonly PersonSession[],
  masks: Masks,
): string {
  const told = masks.maskPerson({ ...subject.facts, session: subject.session, sessions });
  const { attributes, permission, metadata, tracks, dataTracks, session, sessions: all, ...fields } = told;
  switch (section) {
    case 'fields':
      return writeJson({ ...fields, session });
    case 'attributes':
      return writeJson(attributes);
    case 'rights':
      return writeJson(permission);
    case 'metadata':
      return writeTextJson(metadata);
    case 'tracks':
      return writeJson({ tracks, dataTracks });
    case 'sessions':
      return writeJson(all);
    default:
      return section satisfies never;
  }
}

/** A text that holds an object or a list is JSON by itself and goes as it is spelled; any other is a JSON string. */
export function writeTextJson(text: string): string {
  return /^\s*[[{]/.test(text) && findJsonError(text) === undefined ? text : JSON.stringify(text);
}

/** What is not known is null. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) => part ?? null, 2);
}
