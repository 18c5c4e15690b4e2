/** Ages, sizes and times as the console writes them. Numbers are tabular, units are words of one letter. */

/** Time since, for lists: `3 s`, `1:06`, `1:42:07`, `3 d 4:05:00`. Negative ages (clocks that differ) read as 0 s. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  return formatDuration(seconds * 1000);
}

/** A length of time as a clock: `0:41`, `1:42:07`, `3 d 4:05:00`. */
export function formatDuration(durationMs: number): string {
  const total = Math.max(0, Math.floor(durationMs / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = pad(total % 60);
  if (days > 0) return `${days} d ${hours}:${pad(minutes)}:${seconds}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** A short span that was measured: `41 ms`, `0.6 s`, `12 s`. */
export function formatTook(durationMs: number): string {
  if (durationMs < 100) return `${Math.max(0, Math.round(durationMs))} ms`;
  return durationMs < 9_950 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`;
}

/** Sizes in bytes as `0 B`, `412 B`, `1.2 kB`, `3.4 MB` (decimal, as LiveKit's limits are told in KiB beside it). */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  return sizeBytes < 1_000_000 ? `${(sizeBytes / 1000).toFixed(1)} kB` : `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

/** Wall clock of this computer: `10:14:32`. */
export function formatTime(atMs: number): string {
  const date = new Date(atMs);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** Wall clock with milliseconds: `10:14:32.118`. */
export function formatTimeMs(atMs: number): string {
  return `${formatTime(atMs)}.${String(new Date(atMs).getMilliseconds()).padStart(3, '0')}`;
}

/** Day and wall clock of this computer, with milliseconds: `2026-03-01 10:14:32.118`. */
export function formatDateTimeMs(atMs: number): string {
  const date = new Date(atMs);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${formatTimeMs(atMs)}`;
}

/** Whole numbers with separators: `1,284`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Host with port of a server's address; the text itself when it is none. */
export function readHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
