/** What is said of a row of measured times. Pure; it rounds nothing. */

export interface Spread {
  count: number;
  min: number;
  median: number;
  p95: number;
  max: number;
}

/**
 * @param values in any order and any unit
 * @throws RangeError when there are none
 */
export function describeSpread(values: readonly number[]): Spread {
  return {
    count: values.length,
    min: takePercentile(values, 0),
    median: takePercentile(values, 50),
    p95: takePercentile(values, 95),
    max: takePercentile(values, 100),
  };
}

/**
 * The measured value that `percent` of all values do not exceed (nearest rank): never one between two measurements.
 * @throws RangeError when there are no values
 */
export function takePercentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}
