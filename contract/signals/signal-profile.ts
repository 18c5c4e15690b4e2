/**
 * How an app says what LiveKit has no word for: a raised hand, being on stage, being on hold. A profile names for each such
 * signal the field that carries it, the test that says whether it is there, and since when. Pure.
 */
import type { CellValue } from '#contract/cell-value';
import { readTimeMs } from '#contract/written-time';

export const signalNames = ['hand', 'stage', 'hold'] as const;
export type SignalName = (typeof signalNames)[number];

/** What a value says. */
export type SignalTest =
  /** Any value but an empty one. */
  | { readonly kind: 'present' }
  /** One of these words; case does not count. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A time: epoch seconds or milliseconds, or an ISO date. An empty value is no; what is no time leaves it open. */
  | { readonly kind: 'time' };

export interface SignalRule {
  /** Field name of the registry: `attr.handRaisedAt`, `meta.hand.raised`. */
  readonly field: string;
  readonly test: SignalTest;
  /** Since when: as the value says, or as this console saw it come. */
  readonly since: 'value' | 'seen';
}

export interface SignalProfile {
  readonly id: string;
  readonly label: string;
  readonly signals: Readonly<Partial<Record<SignalName, SignalRule>>>;
}

export interface SignalState {
  /** Undefined where the value does not tell it. */
  isOn: boolean | undefined;
  /** Epoch ms; undefined where it is off or not told. */
  sinceMs?: number | undefined;
}

const off: SignalState = { isOn: false };
const open: SignalState = { isOn: undefined };

/**
 * Reads a signal from the value of its field: unknown stays unknown, nothing there is off.
 * @param seenAtMs when the value came, for rules that say so
 */
export function readSignal({ test, since }: SignalRule, value: CellValue, seenAtMs?: number): SignalState {
  if (value === undefined) return open;
  if (value === null || String(value).trim() === '') return off;
  const timeMs = readTimeMs(value);
  switch (test.kind) {
    case 'time':
      if (timeMs === undefined) return open;
      break;
    case 'words':
      if (!test.words.includes(String(value).trim().toLowerCase())) return off;
      break;
    case 'present':
      break;
    default:
      return test satisfies never;
  }
  return { isOn: true, sinceMs: since === 'value' ? timeMs : seenAtMs };
}
