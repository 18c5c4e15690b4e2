/** Takes secrets out of texts that leave main or are kept: answers, logs, events, records. Pure; knows nothing of where texts go. */

export const redactedMark = '[redacted]';

/** A signed token, whole or cut: `eyJ`, then up to five dot-separated parts, the dots also as they stand in a URL. */
const tokenRun = /eyJ[\w-]{4,}(?:(?:\.|%2[eE])[\w\-+/=]*){0,4}/g;
/** Passwords of LiveKit's TURN server, in JSON (escaped or not), in Go's and in query style. */
const turnPassword = /(turn_?password(?:\\*")?\s*[:=]\s*)(?:(\\*")[^"\\]*|[^\s"\\,;}&]+)/gi;
const credentialParameter = /((?:access_token|join_request)=|bearer\s+)[^\s&"',;]{12,}/gi;

/**
 * Makes a function that replaces our exact secrets, signed tokens and TURN passwords by a mark. The secrets are asked for
 * on every call, because they change while the app runs.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    let redacted = text;
    for (const form of listForms(secrets())) redacted = redacted.replaceAll(form, redactedMark);
    return redacted
      .replace(credentialParameter, `$1${redactedMark}`)
      .replace(tokenRun, redactedMark)
      .replace(
        turnPassword,
        (_match, name: string, quote: string | undefined) => `${name}${quote ?? ''}${redactedMark}`,
      );
  };
}

/** Each secret as it is, and as it stands in JSON and in a URL. Longest first, so that no secret's part hides the rest of another. */
function listForms(secrets: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === '') continue;
    forms.add(secret);
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(encodeURIComponent(toWellFormed(secret)));
  }
  return [...forms].toSorted((a, b) => b.length - a.length);
}

/** A lone surrogate would make `encodeURIComponent` throw; a redactor must never fail. */
function toWellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
