/**
 * What a text may be beside what it is written as: base64, JSON inside of a string, a time as a number or in ISO's way. It
 * offers readings and alters nothing; many texts look like base64 by chance. Pure.
 */
import { decodeMetadata, ExactNumber, type JsonValue } from './decode-metadata.ts';

export type DecodedForm =
  /** Base64 whose bytes are a text. */
  | { kind: 'base64-text'; text: string }
  /** Base64 of other bytes: the first ones in hexadecimal. */
  | { kind: 'base64-bytes'; hex: string; sizeBytes: number }
  /** JSON inside of a JSON string. */
  | { kind: 'json'; text: string }
  /** `zoneless`: in ISO's way without a zone, read in that of this computer. */
  | { kind: 'time'; atMs: number; unit: 'seconds' | 'milliseconds' | 'iso' | 'zoneless' };

/** A value inside of a JSON document, with what it may be. */
export interface DecodedMember {
  path: readonly string[];
  forms: readonly DecodedForm[];
}

/** Longer texts are documents: nothing is decoded of them. */
const maxCharacters = 200_000;
const maxHexBytes = 256;
const maxMembers = 40;
const maxVisited = 5_000;
/** 2001-09-09 and 2100-01-01: what lies outside is more likely a number. */
const [firstSecond, lastSecond] = [1_000_000_000, 4_102_444_800];
const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
/** LiveKit's own ids (`PA_9Efm9e5bc9df`) are made of the same letters. */
const livekitId = /^[A-Z]{2,3}_[A-Za-z0-9]+$/;

/** What a text may be; empty for most. */
export function listForms(text: string): DecodedForm[] {
  if (text.length > maxCharacters) return [];
  const time = readTime(text);
  if (time) return [time];
  const inner = readInnerJson(text);
  if (inner !== undefined) return [{ kind: 'json', text: inner }];
  const base64 = readBase64(text);
  return base64 ? [base64] : [];
}

/** Members of a JSON document that may be something else than they are written as, in its order; empty for other texts. */
export function listDecodedMembers(text: string): DecodedMember[] {
  if (text.length > maxCharacters || !/^\s*[[{]/.test(text)) return [];
  const decoded = decodeMetadata(text);
  if (decoded.kind !== 'json') return [];
  const found: DecodedMember[] = [];
  const waiting: { path: readonly string[]; value: JsonValue }[] = [{ path: [], value: decoded.value }];
  for (let visited = 0; waiting.length > 0 && visited < maxVisited && found.length < maxMembers; visited++) {
    const { path, value } = waiting.shift()!;
    if (typeof value === 'string' || typeof value === 'number') {
      const forms = typeof value === 'string' ? listMemberForms(value) : listForms(String(value));
      if (forms.length > 0) found.push({ path, forms });
    } else if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) {
      for (const [key, member] of Object.entries(value)) {
        if (waiting.length + visited >= maxVisited) break;
        waiting.push({ path: [...path, key], value: member });
      }
    }
  }
  return found;
}

/** A string inside of a document may hold a document of its own. */
function listMemberForms(text: string): DecodedForm[] {
  if (/^\s*[[{]/.test(text) && text.length <= maxCharacters && decodeMetadata(text).kind === 'json')
    return [{ kind: 'json', text }];
  return listForms(text);
}

function readTime(text: string): DecodedForm | undefined {
  if (/^\d{10}(\.\d{1,6})?$/.test(text)) {
    const seconds = Number(text);
    return seconds >= firstSecond && seconds < lastSecond
      ? { kind: 'time', atMs: Math.round(seconds * 1000), unit: 'seconds' }
      : undefined;
  }
  if (/^\d{13}$/.test(text)) {
    const atMs = Number(text);
    const isLikely = atMs >= firstSecond * 1000 && atMs < lastSecond * 1000;
    return isLikely ? { kind: 'time', atMs, unit: 'milliseconds' } : undefined;
  }
  const iso = isoTime.exec(text);
  if (!iso) return undefined;
  const atMs = Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(atMs)) return undefined;
  return { kind: 'time', atMs, unit: iso[3] === undefined ? 'zoneless' : 'iso' };
}

function readInnerJson(text: string): string | undefined {
  if (!/^\s*"/.test(text)) return undefined;
  const outer = decodeMetadata(text);
  if (outer.kind !== 'json' || typeof outer.value !== 'string' || !/^\s*[[{]/.test(outer.value)) return undefined;
  return decodeMetadata(outer.value).kind === 'json' ? outer.value : undefined;
}

function readBase64(text: string): DecodedForm | undefined {
  if (!/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(text) || livekitId.test(text)) return undefined;
  const isPadded = text.endsWith('=');
  // Words, names and hexadecimal numbers are made of these letters too.
  const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text) && (/[0-9+/]/.test(text) || text.length >= 24);
  if (!isPadded && !isMixed) return undefined;
  const bytes = decodeBase64(text.replace(/=+$/, ''));
  if (!bytes || (isPadded && text.length % 4 !== 0)) return undefined;
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Letters alone may be a text by chance, and one with controls in it is none.
    if (!/[^\P{Cc}\t\n\r]/u.test(decoded)) return { kind: 'base64-text', text: decoded };
  } catch {
    // Not a text.
  }
  if (bytes.length < 12) return undefined;
  const hex = [...bytes.subarray(0, maxHexBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { kind: 'base64-bytes', hex: bytes.length > maxHexBytes ? `${hex} …` : hex, sizeBytes: bytes.length };
}

/** Both alphabets; undefined where the last letter has bits that no encoder would have written. */
function decodeBase64(letters: string): Uint8Array | undefined {
  if (letters.length % 4 === 1) return undefined;
  const plain = letters.replaceAll('-', '+').replaceAll('_', '/');
  const binary = atob(plain);
  if (btoa(binary).replace(/=+$/, '') !== plain) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
