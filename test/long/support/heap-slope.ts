/** How fast a heap grows: the slope of a straight line through its samples. Pure. */

export interface HeapSample {
  atMs: number;
  /** JS heap in use after a collection, in bytes. */
  usedBytes: number;
}

/** Least-squares slope in bytes per minute; 0 for fewer than two samples. */
export function measureSlope(samples: readonly HeapSample[]): number {
  const count = samples.length;
  if (count < 2) return 0;
  const meanMs = samples.reduce((sum, { atMs }) => sum + atMs, 0) / count;
  const meanBytes = samples.reduce((sum, { usedBytes }) => sum + usedBytes, 0) / count;
  const above = samples.reduce((sum, { atMs, usedBytes }) => sum + (atMs - meanMs) * (usedBytes - meanBytes), 0);
  const below = samples.reduce((sum, { atMs }) => sum + (atMs - meanMs) ** 2, 0);
  return (above / below) * 60_000;
}
