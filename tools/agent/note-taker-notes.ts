/**
 * What the note-taker makes of what it is given: pure rules, without LiveKit, so that tests can compute the same echo.
 */
import { createHash } from 'node:crypto';

/** How much of a text is echoed back, in bytes of UTF-8. */
export const ECHO_HEAD_BYTES = 1_024;

/** What the note-taker may be told in its job metadata, as JSON. */
export interface NoteTakerSettings {
  /** Least time between two notes, 200 to 60,000. */
  readonly everyMs: number;
  /** Topic of its text streams. */
  readonly topic: string;
}

export const DEFAULT_SETTINGS: NoteTakerSettings = { everyMs: 5_000, topic: 'lk.chat' };

/** `json`: parses. `text`: does not, with the parser's words. `empty`: nothing was given. */
export type TextKind = 'json' | 'text' | 'empty';

/** What is found in a metadata text; never fails. */
export interface ReadText {
  readonly kind: TextKind;
  readonly value: unknown;
  readonly problem: string;
}

/** Reads a metadata text, telling nothing, JSON and any other text apart. */
export function readText(text: string): ReadText {
  if (text === '') return { kind: 'empty', value: undefined, problem: 'no metadata: using defaults' };
  try {
    return { kind: 'json', value: JSON.parse(text), problem: '' };
  } catch (error) {
    return {
      kind: 'text',
      value: undefined,
      problem: `not JSON, using defaults: ${(error as Error).message}`.slice(0, 200),
    };
  }
}

/** Settings out of job metadata; whatever is missing or makes no sense is the default. */
export function readSettings(value: unknown): NoteTakerSettings {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const { everyMs, topic } = given;
  return {
    everyMs: typeof everyMs === 'number' && everyMs >= 200 && everyMs <= 60_000 ? everyMs : DEFAULT_SETTINGS.everyMs,
    topic: typeof topic === 'string' && topic !== '' && topic.length <= 64 ? topic : DEFAULT_SETTINGS.topic,
  };
}

/** Participant attributes that prove which job metadata arrived. */
export function echoJobMetadata(text: string): Record<string, string> {
  const { kind, problem, value } = readText(text);
  return {
    'note.metadata.kind': kind,
    'note.metadata.problem': problem,
    'note.settings': JSON.stringify(readSettings(value)),
    'note.echo.length': String(Buffer.byteLength(text)),
    'note.echo.sha256': hash(text),
    'note.echo.head': head(text),
  };
}

/** Participant attributes that prove which room metadata arrived last. */
export function echoRoomMetadata(text: string): Record<string, string> {
  return {
    'note.roomMetadata.kind': readText(text).kind,
    'note.roomMetadata.length': String(Buffer.byteLength(text)),
    'note.roomMetadata.sha256': hash(text),
  };
}

/** The note about changed attributes, or `undefined` when they are not worth one. `""` is a deleted key, as LiveKit tells it. */
export function noteAboutAttributes(who: string, changed: Readonly<Record<string, string>>): string | undefined {
  const { handRaisedAt } = changed;
  if (handRaisedAt !== undefined) return handRaisedAt === '' ? `${who} lowered the hand.` : `${who} raised a hand.`;
  const keys = Object.keys(changed).filter((key) => !key.startsWith('lk.') && !key.startsWith('note.'));
  return keys.length === 0 ? undefined : `${who} changed ${keys.join(', ')}.`;
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function head(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= ECHO_HEAD_BYTES) return text;
  // `stream: true` holds a character back that the cut went through.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, ECHO_HEAD_BYTES), { stream: true });
}
