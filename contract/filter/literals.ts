/** Numbers, ages and times as they are written in a filter. Pure. */

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  m: minute,
  h: 60 * minute,
  d: day,
  w: 7 * day,
};

/** A stretch of time that a clock time stands for: `14:30` is a minute, a date is a day. */
export interface TimeSpan {
  fromMs: number;
  /** The first moment after it. */
  toMs: number;
}

export function readNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** `30s`, `1h30m`, `1.5d` in milliseconds. */
export function readAgeMs(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/i.test(text)) return undefined;
  let ageMs = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/gi)) {
    ageMs += Number(count) * (unitsMs[(unit ?? '').toLowerCase()] ?? 0);
  }
  return ageMs;
}

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const date = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z)?)?$/i;

/**
 * A clock time (`14:30`, of today) or a date (`2026-03-01`, `2026-03-01T14:30:05`), in this computer's time zone unless it
 * ends in Z.
 */
export function readTime(text: string): ((nowMs: number) => TimeSpan) | undefined {
  const time = clock.exec(text);
  if (time) {
    const [hours, minutes, seconds] = [Number(time[1]), Number(time[2]), Number(time[3] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
    const lengthMs = time[3] === undefined ? minute : second;
    return (nowMs) => {
      const fromMs = new Date(nowMs).setHours(hours, minutes, seconds, 0);
      return { fromMs, toMs: fromMs + lengthMs };
    };
  }
  const found = date.exec(text);
  if (!found) return undefined;
  const [years, months, days] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [hours, minutes, seconds] = [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (months < 1 || months > 12 || days < 1 || days > 31 || hours > 23 || minutes > 59 || seconds > 59)
    return undefined;
  const fromMs = found[7]
    ? Date.UTC(years, months - 1, days, hours, minutes, seconds)
    : new Date(years, months - 1, days, hours, minutes, seconds).getTime();
  const nextDayMs = new Date(years, months - 1, days + 1).getTime();
  const toMs = found[4] === undefined ? nextDayMs : fromMs + (found[6] === undefined ? minute : second);
  return () => ({ fromMs, toMs });
}

/** True for a time of today, whose moment moves with midnight. */
export function isClockTime(text: string): boolean {
  return clock.test(text);
}
