/**
 * Wrong verdicts over many simulated rollouts, each in a world of its own that is made of its seed: judged by the
 * world's own record. `--replay SEED` plays one again and tells it in words.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { aligned } from '@slipway/repo-tools/tables';
import { documentedDiagram } from '@slipway/test-kit/simulation/diagram';
import { sceneOf } from '@slipway/test-kit/simulation/scenes';
import { at, told } from '@slipway/test-kit/simulation/words';
import { playedAndJudged, type Share, type Tally } from './verdicts-tally.ts';

/** @returns the figures as lines. */
export async function verdictFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
      replay: { type: 'string' },
    },
  });
  if (values.replay !== undefined) return replayed(Number(values.replay));
  const first = Number(values.seed);
  const threads = Number(values.threads);
  const began = performance.now();
  const before = process.cpuUsage();
  const tallies = await Promise.all(
    Array.from({ length: threads }, (_, index) =>
      inThread({ first: first + index, end: first + Number(values.runs), step: threads }),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  return report(tallies, {
    seconds: (performance.now() - began) / 1000,
    // Of all threads: what the clock on the wall says depends on who else is at work on this machine.
    cpuSeconds: (user + system) / 1_000_000,
    threads,
  });
}

interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly threads: number;
}

function inThread(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const url = new URL('./verdicts-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const shown = 20;

function report(tallies: readonly Tally[], { seconds, cpuSeconds, threads }: Cost): readonly string[] {
  const total = (of: (tally: Tally) => number): number => tallies.reduce((sum, each) => sum + of(each), 0);
  const rollouts = total((each) => each.rollouts);
  const wrong = tallies.flatMap((each) => each.wrong).sort((a, b) => a.seed - b.seed);
  const hours = total((each) => each.lasted) / 3_600_000;
  return [
    `${String(wrong.length)} wrong verdicts over ${String(rollouts)} simulated rollouts (goal: 0)`,
    `${(rollouts / seconds).toFixed(0)} simulated rollouts a second in ${String(threads)} threads (goal: ≥ 1000 on 2 cores)`,
    `${((1000 * cpuSeconds) / rollouts).toFixed(2)} CPU milliseconds a rollout, ${cpuSeconds.toFixed(0)} CPU seconds in all: ${((2 * rollouts) / cpuSeconds).toFixed(0)} a second for two cores that do nothing else`,
    `${hours.toFixed(0)} simulated hours and ${String(total((each) => each.calls))} calls in ${seconds.toFixed(1)} s`,
    ...['', 'Ends:', ...shares(tallies.map((each) => each.outcomes))],
    ...[
      '',
      'Worlds:',
      ...shares(
        tallies.map((each) => each.worlds),
        rollouts,
      ),
    ],
    ...wrong
      .slice(0, shown)
      .flatMap(({ seed, wrong: found }) => [
        '',
        `Seed ${String(seed)} (npm run bench -- verdicts --replay ${String(seed)}):`,
        ...found.map(({ rule, words }) => `  ${rule}: ${words}`),
        ...told(sceneOf(seed)).map((line) => `    ${line}`),
      ]),
    ...(wrong.length > shown ? ['', `${String(wrong.length - shown)} more: ${byRule(wrong)}`] : []),
  ];
}

function byRule(wrong: Tally['wrong']): string {
  const counts = new Map<string, number>();
  for (const { rule } of wrong.flatMap((each) => each.wrong)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${rule} ${String(count)}`).join(', ');
}

function shares(parts: readonly Readonly<Record<string, number>>[], whole?: number): readonly string[] {
  const sums = new Map<string, number>();
  for (const [name, count] of parts.flatMap((each) => Object.entries(each)))
    sums.set(name, (sums.get(name) ?? 0) + count);
  const all = whole ?? [...sums.values()].reduce((sum, each) => sum + each, 0);
  const rows = [...sums].sort((a, b) => b[1] - a[1]);
  return aligned(rows.map(([name, count]) => [name, String(count), `${((100 * count) / all).toFixed(1)} %`]));
}

async function replayed(seed: number): Promise<readonly string[]> {
  const scene = sceneOf(seed);
  const { played, found } = await playedAndJudged(scene, documentedDiagram());
  const runs = (played?.record.runs ?? []).flatMap(
    ({ kind, fate, end, lines, startedAt, endedAt, calls }) => [
      '',
      `${kind}, ${at(endedAt - startedAt)} long, ${String(calls.length)} calls: ${end?.kind ?? fate}`,
      ...lines.map((line) => `  ${line}`),
      ...(end === undefined ? [] : [`  ${end.reason.code}: ${end.reason.text}`]),
    ],
  );
  const verdicts = found.map(({ rule, words }) => `${rule}: ${words}`);
  return [
    `Seed ${String(seed)}`,
    ...told(scene),
    ...runs,
    '',
    ...(verdicts.length === 0 ? ['Nothing is wrong.'] : verdicts),
  ];
}
