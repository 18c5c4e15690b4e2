/** A payload as a person can read it: JSON in lines, text, or bytes in hex, bounded. Pure. */

export interface ShownPayload {
  kind: 'JSON' | 'text' | 'bytes';
  text: string;
  isCut: boolean;
}

/** Characters (of text) or bytes (of hex) that are shown. */
export const shownPayloadSize = 4_096;
const bytesPerLine = 16;

export function describePayload(payload: string | Uint8Array): ShownPayload {
  const text = typeof payload === 'string' ? payload : decodeText(payload);
  if (text === undefined) return describeBytes(payload as Uint8Array);
  const pretty = formatJson(text);
  const whole = pretty ?? text;
  return {
    kind: pretty === undefined ? 'text' : 'JSON',
    text: whole.slice(0, shownPayloadSize),
    isCut: whole.length > shownPayloadSize,
  };
}

/** What goes into the clipboard: text as it came, bytes as hex. */
export function copyPayload(payload: string | Uint8Array): string {
  if (typeof payload === 'string') return payload;
  return decodeText(payload) ?? toHex(payload);
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Numbers that JavaScript would round stay as they were written: then the text is shown as it came. */
function formatJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const pretty = JSON.stringify(JSON.parse(text), null, 2);
    return withoutBlanks(pretty) === withoutBlanks(text) ? pretty : undefined;
  } catch {
    return undefined;
  }
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function describeBytes(bytes: Uint8Array): ShownPayload {
  const shown = bytes.subarray(0, shownPayloadSize / 4);
  const lines: string[] = [];
  for (let start = 0; start < shown.byteLength; start += bytesPerLine) {
    lines.push(`${start.toString(16).padStart(4, '0')}  ${toHex(shown.subarray(start, start + bytesPerLine), ' ')}`);
  }
  return { kind: 'bytes', text: lines.join('\n'), isCut: shown.byteLength < bytes.byteLength };
}

function toHex(bytes: Uint8Array, separator = ''): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(separator);
}
