/** What makes a text unfit or surprising to be written to a server. */
import type { GavelError } from '#contract/result';
import { countBytes } from '#contract/text-size';
import { explain } from '#contract/verbs/definition';

/** Half of a character pair alone: the server answers 400 `malformed` to it. */
const loneSurrogate = /\p{Surrogate}/u;

/** The error for a text that the server cannot take, or undefined. `field` names it in the form. */
export function checkText(text: string, field: string, maxBytes: number): GavelError | undefined {
  if (loneSurrogate.test(text)) {
    return explain('invalid_request', `The ${field} holds half of a character, which no server can store.`, {
      field,
      likelyCause: 'An emoji or a rare character was cut in two.',
      cure: 'Delete the broken character and type it again.',
    });
  }
  const sizeBytes = countBytes(text);
  if (sizeBytes > maxBytes) {
    return explain('limit_exceeded', `The ${field} takes ${sizeBytes} bytes; the server takes ${maxBytes}.`, {
      field,
      cure: 'Shorten it. Bytes count, not characters.',
    });
  }
  return undefined;
}

/** True if the text is a JSON object or array, which apps read; plain words and numbers are not meant by it. */
export function isStructuredJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Warnings about metadata that apps may not be able to read afterwards. */
export function warnAboutMetadata(before: string, after: string): string[] {
  if (after === '' || isStructuredJson(after) || !isStructuredJson(before)) return [];
  return ['The metadata was JSON and will not be any more; the app may not be able to read it.'];
}
