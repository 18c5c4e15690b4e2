/** How fast something grows, whatever its samples are scattered by: the median of the slopes between any two. Pure. */

export interface Sample {
  atMs: number;
  value: number;
}

/** Slope per minute (Theil and Sen's); 0 for fewer than two samples. */
export function measureSlope(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map((other) => (other.value - one.value) / (other.atMs - one.atMs)),
  );
  const sorted = slopes.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return (middle.reduce((sum, slope) => sum + slope, 0) / Math.max(1, middle.length)) * 60_000;
}
