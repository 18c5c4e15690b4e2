/** How fast something grows: the slope of a straight line through its samples. Pure. */

export interface Sample {
  atMs: number;
  value: number;
}

/** Least-squares slope per minute; 0 for fewer than two samples. */
export function measureSlope(samples: readonly Sample[]): number {
  const count = samples.length;
  if (count < 2) return 0;
  const meanMs = samples.reduce((sum, { atMs }) => sum + atMs, 0) / count;
  const mean = samples.reduce((sum, { value }) => sum + value, 0) / count;
  const above = samples.reduce((sum, { atMs, value }) => sum + (atMs - meanMs) * (value - mean), 0);
  const below = samples.reduce((sum, { atMs }) => sum + (atMs - meanMs) ** 2, 0);
  return (above / below) * 60_000;
}
