/** Takes secrets out of texts that leave main or are kept: answers, logs, events, records. Pure; knows nothing of where texts go. */

export const redactedMark = '[redacted]';

/** A signed token, whole or cut: `eyJ`, then up to five dot-separated parts, the dots also as they stand in a URL. */
const tokenRun = /eyJ[\w-]{4,}(?:(?:\.|%2[eE])[\w\-+/=]*){0,4}/g;
const credentialParameter = /((?:access_token|join_request)=|bearer\s+|basic\s+(?!authenti|authori))[^\s&"',;]{12,}/gi;
/** The key of a stream is the end of its address; the server and the app before it may be told. */
const streamAddress = /(rtmps?:\/\/[^\s/"'\\<>]{1,300}\/[^\s/"'\\<>?]{1,300})[/?][^\s"'\\<>]+/gi;
const streamSecret = /(srt:\/\/[^\s/?"'\\<>]{1,300})[^\s"'\\<>]+/gi;
/** Name and password in an address, of whatever kind. */
const userInfo = /(:\/\/)[^\s/@:"'\\<>]{1,300}:[^\s/@"'\\<>]{1,300}@/g;
const privateKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;
const privateKeyEnd = /-----END [A-Z ]{0,40}PRIVATE KEY-----/g;
/**
 * Members that hold a credential, in JSON (escaped or not), in Go's and in query style: of TURN, SIP trunks, egress storage
 * (S3, GCP, Azure, AliOSS) and ingress. Up to where the value begins. User names stay: they tell which account was meant.
 */
const credentialMember =
  /(?<![A-Za-z])(?:([a-z]{1,30}_?password|secret_?access_?key|passphrase|session_?token|account_?key|access_?key|stream_?key|private_?key)|(?:api_?|client_?|access_?)?secret(?:_?key)?|password|credentials)(?:\\*")?\s*([:=])\s*/gi;

/**
 * Makes a function that replaces our exact secrets, signed tokens and credentials by a mark, in time that grows with the
 * text alone. The secrets are asked for on every call, because they change while the app runs.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    if (text === '') return text;
    let redacted = text;
    for (const form of listForms(secrets())) redacted = redacted.replaceAll(form, redactedMark);
    redacted = redacted.replace(credentialParameter, `$1${redactedMark}`).replace(tokenRun, redactedMark);
    redacted = redacted
      .replace(streamAddress, `$1/${redactedMark}`)
      .replace(streamSecret, `$1/${redactedMark}`)
      .replace(userInfo, `$1${redactedMark}@`);
    return redactMembers(redactPrivateKeys(redacted));
  };
}

/** The same for every text in a plain value; what holds none comes back as it is. Names of members are kept. */
export function redactTexts<Value>(value: Value, redact: (text: string) => string): Value {
  return redactValue(value, redact) as Value;
}

function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => redactValue(item, redact));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed: Record<string, unknown> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const clean = redactValue(member, redact);
    if (clean !== member) (changed ??= { ...value })[name] = clean;
  }
  return changed ?? value;
}

/** A key that is not ended is taken out up to the end. */
function redactPrivateKeys(text: string): string {
  const clean: string[] = [];
  let from = 0;
  for (const begin of text.matchAll(privateKey)) {
    if (begin.index < from) continue;
    privateKeyEnd.lastIndex = begin.index;
    const end = privateKeyEnd.exec(text);
    clean.push(text.slice(from, begin.index), redactedMark);
    from = end ? end.index + end[0].length : text.length;
  }
  return from === 0 ? text : clean.join('') + text.slice(from);
}

function redactMembers(text: string): string {
  const clean: string[] = [];
  let from = 0;
  for (const member of text.matchAll(credentialMember)) {
    const valueAt = member.index + member[0].length;
    if (member.index < from) continue;
    const isSureName = member[1] !== undefined || member[2] === '=';
    const end = findValueEnd(text, valueAt, isSureName);
    if (end === undefined) continue;
    clean.push(text.slice(from, end.textAt), redactedMark);
    from = end.endAt;
  }
  return from === 0 ? text : clean.join('') + text.slice(from);
}

/**
 * Where a value's text begins and ends; undefined where there is none. A quote that is escaped `n` times ends with one that
 * is escaped just so: what stands inside is escaped once more. A bare value counts only behind a name that is sure, because
 * server's words say "secret: …" too.
 */
function findValueEnd(text: string, at: number, isSureName: boolean): { textAt: number; endAt: number } | undefined {
  let quoteAt = at;
  while (text[quoteAt] === '\\') quoteAt += 1;
  if (text[quoteAt] !== '"') {
    if (!isSureName) return undefined;
    let endAt = at;
    while (endAt < text.length && !' \t\r\n"\\,;}&'.includes(text[endAt] as string)) endAt += 1;
    return endAt === at || text.startsWith(redactedMark, at) ? undefined : { textAt: at, endAt };
  }
  const escapes = quoteAt - at;
  let backslashes = 0;
  for (let index = quoteAt + 1; index < text.length; index += 1) {
    if (text[index] === '"' && backslashes % (2 * (escapes + 1)) === escapes) {
      return { textAt: quoteAt + 1, endAt: index - escapes };
    }
    backslashes = text[index] === '\\' ? backslashes + 1 : 0;
  }
  return { textAt: quoteAt + 1, endAt: text.length };
}

/** What `livekit-server --dev` takes as its secret: known to everybody, and a word that our own sentences and codes use. */
const publicSecret = 'secret';

/** Each secret as it is, and as it stands in JSON and in a URL. Longest first, so that no secret's part hides the rest of another. */
function listForms(secrets: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === '' || secret === publicSecret) continue;
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
