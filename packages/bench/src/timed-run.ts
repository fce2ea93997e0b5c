/** Runs an action in a cloud's time, and tells when it ended and how it spent its last moments. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAction, type ActionRun, type RunActionOptions } from '@slipway/local-runner/run-action';
import type { CloudPlace } from '@slipway/test-kit/cloud-place';
import type { ScaledCloud } from '@slipway/test-kit/scaled-cloud';

export interface TimedRun {
  readonly run: ActionRun;
  /** All that the main step printed. */
  readonly words: string;
  /** When the main step ended; cloud time. */
  readonly endedAt: number;
  readonly peakMegabytes: number;
  /** Milliseconds of this machine from its last wait to its end. */
  readonly lastWork: number;
  /**
   * Seconds from a moment of the cloud to the end of the step; undefined when it ended before. Waiting counts in
   * cloud time; what follows the last wait is work, which no factor makes longer.
   */
  lagSince(moment: number): number | undefined;
}

export interface ToRun {
  /** The folder of the action. */
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the file in which the run reports; another one for each run in a cloud. */
  readonly name: string;
}

export async function runTimed(cloud: ScaledCloud, toRun: ToRun): Promise<TimedRun> {
  const { factor } = cloud.clock;
  const told = await runTold(cloud, toRun, { timeFactor: factor, timeOrigin: cloud.origin });
  const { run, waitedUntil } = told;
  const endedAt = cloud.at(run.startedAt + run.startToEndMs);
  return {
    ...told,
    endedAt,
    lastWork: (endedAt - Math.max(waitedUntil, cloud.at(run.startedAt))) / factor,
    lagSince: (moment) => {
      if (endedAt < moment) return undefined;
      const workFrom = Math.min(endedAt, Math.max(moment, waitedUntil));
      return (workFrom - moment + (endedAt - workFrom) / factor) / 1000;
    },
  };
}

/** Runs an action, and reads what it reports of itself. @param time in which it runs. */
export async function runTold(
  { aws, workspace }: CloudPlace,
  { action, inputs, name }: ToRun,
  { preloads = [], ...time }: Pick<RunActionOptions, 'preloads' | 'timeFactor' | 'timeOrigin'>,
): Promise<Pick<TimedRun, 'run' | 'words' | 'peakMegabytes'> & { readonly waitedUntil: number }> {
  const report = join(workspace, name);
  const reporting = `${new URL('report-run.mjs', import.meta.url).href}?file=${encodeURIComponent(report)}`;
  const run = await runAction({
    ...{ action, inputs, workspace, env: aws.environment },
    ...time,
    preloads: [...preloads, reporting],
  });
  const { peakKilobytes, waitedUntil } = await reportIn(report);
  return { run, words: run.log.join('\n'), peakMegabytes: peakKilobytes / 1024, waitedUntil };
}

/** Of the main step; the post step adds a line of its own. */
async function reportIn(
  file: string,
): Promise<{ readonly peakKilobytes: number; readonly waitedUntil: number }> {
  const [line = ''] = (await readFile(file, 'utf8')).split('\n');
  return JSON.parse(line) as Awaited<ReturnType<typeof reportIn>>;
}
