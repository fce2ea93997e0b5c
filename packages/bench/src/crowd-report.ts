/** What came of a crowd of watched services, as lines: verdicts and lags by fate, and what all of it asked of ECS. */
import type { RecordedCall } from '@slipway/local-aws/journal';
import { aligned } from '@slipway/repo-tools/tables';
import { isReading } from '@slipway/test-kit/cloud-place';
import { percentile } from './percentile.ts';

export interface Watched {
  readonly fate: string;
  readonly wrong: string | undefined;
  readonly lag: number | undefined;
  /** Cloud time, from UpdateService to the end of the step. */
  readonly from: number;
  readonly to: number;
  readonly lastLine: string;
}

export function crowdReport(
  fates: readonly string[],
  watched: readonly Watched[],
  calls: readonly RecordedCall[],
): readonly string[] {
  const rows = fates.map((fate) => {
    const own = watched.filter((each) => each.fate === fate);
    const lags = own.flatMap(({ lag }) => lag ?? []);
    const right = own.filter(({ wrong }) => wrong === undefined).length;
    const lag = (share: number): string =>
      lags.length === 0 ? '' : `${percentile(lags, share).toFixed(1)} s`;
    return [fate, `${String(right)}/${String(own.length)}`, lag(0.5), lag(0.95), lag(1)];
  });
  const wrong = watched.filter((each) => each.wrong !== undefined);
  return [
    '',
    ...aligned([['fate', 'right', 'lag p50', 'lag p95', 'slowest'], ...rows]),
    ...wrong
      .slice(0, 5)
      .map((each) => `WRONG, ${each.fate}: ${each.wrong ?? ''}: ${each.lastLine.slice(0, 300)}`),
    ...(wrong.length > 5 ? [`… and ${String(wrong.length - 5)} more`] : []),
    '',
    `wrong verdicts: ${String(wrong.length)} (goal: 0)`,
    ...callLines(watched, calls.filter(isReading)),
  ];
}

function callLines(watched: readonly Watched[], calls: readonly RecordedCall[]): readonly string[] {
  const watchedSeconds = watched.reduce((sum, { from, to }) => sum + (to - from), 0) / 1000;
  const throttled = calls.filter(({ error }) => error === 'ThrottlingException');
  const all = fullest(watched);
  const seconds = (all.to - all.from) / 1000;
  const during = calls.filter(({ at }) => at >= all.from && at < all.to);
  return [
    `calls a second and service: ${(calls.length / watchedSeconds).toFixed(2)} (goal: ≤ 0.4), planning and throttled ones included`,
    `watched at once: ${String(all.count)} for ${seconds.toFixed(0)} s, in which all of them made ` +
      `${(during.length / seconds).toFixed(1)} calls a second`,
    `calls: ${countedWords(calls)}`,
    `throttled answers: ${String(throttled.length)} of ${String(calls.length)} (${countedWords(throttled)})`,
  ];
}

/** The longest time in which the most were watched at once. */
function fullest(watched: readonly Watched[]): {
  readonly count: number;
  readonly from: number;
  readonly to: number;
} {
  const moments = [...watched.flatMap(({ from, to }) => [from, to])].sort((a, b) => a - b);
  const spans = moments.slice(1).map((to, at) => {
    const from = moments[at] ?? to;
    return { from, to, count: watched.filter((each) => each.from <= from && each.to >= to).length };
  });
  const most = Math.max(...spans.map(({ count }) => count));
  const longest = spans.filter(({ count }) => count === most).sort((a, b) => b.to - b.from - (a.to - a.from));
  return longest[0] ?? { count: 0, from: 0, to: 1 };
}

/** `DescribeTasks 12, ListTasks 3`, the most frequent first. */
function countedWords(calls: readonly RecordedCall[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([operation, count]) => `${operation} ${String(count)}`).join(', ');
}
