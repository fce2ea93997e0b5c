/** Percentiles such as p95: their names, and the value below which so much of what was measured lies. Pure. */

export type Percentile = `p${number}`;

/** `p0` … `p100`, with up to ten decimals. */
export const isPercentile = (name: string): name is Percentile => /^p(\d{1,2}(\.\d{1,10})?|100)$/.test(name);

const shareOf = (percentile: Percentile): number => Number(percentile.slice(1)) / 100;

/** Value → how often it was measured. */
export type Distribution = ReadonlyMap<number, number>;

/** Values are told apart by three digits: a day of requests would be too many otherwise. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** By nearest rank. */
export function percentileIn(values: Distribution, percentile: Percentile): number | undefined {
  const sorted = [...values].sort(([one], [other]) => one - other);
  const count = sorted.reduce((sum, [, times]) => sum + times, 0);
  let left = Math.max(1, Math.ceil(count * shareOf(percentile)));
  for (const [value, times] of sorted) {
    left -= times;
    if (left <= 0) return value;
  }
  return undefined;
}

/** Whether so many samples say anything about it: ten of them beyond it (PutMetricAlarm, "low sample count"). */
export function isSignificant(percentile: Percentile, sampleCount: number): boolean {
  const share = shareOf(percentile);
  const beyond = share < 0.5 ? share : 1 - share;
  return sampleCount * beyond >= 10 - 1e-6;
}
