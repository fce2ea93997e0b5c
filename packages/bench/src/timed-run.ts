/** Runs an action in the time of a scaled cloud, and tells when it ended and how it spent its last moments. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
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

/** @param name of the file in which the run reports; another one for each run in a cloud. */
export async function runTimed(
  cloud: ScaledCloud,
  {
    action,
    inputs,
    name,
  }: { readonly action: string; readonly inputs: Readonly<Record<string, string>>; readonly name: string },
): Promise<TimedRun> {
  const { factor } = cloud.clock;
  const report = join(cloud.workspace, name);
  const run = await runAction({
    action,
    inputs,
    env: cloud.aws.environment,
    workspace: cloud.workspace,
    timeFactor: factor,
    timeOrigin: cloud.origin,
    preload: `${new URL('report-run.mjs', import.meta.url).href}?file=${encodeURIComponent(report)}`,
  });
  const endedAt = cloud.at(run.startedAt + run.startToEndMs);
  const { peakKilobytes, waitedUntil } = await reportIn(report);
  return {
    run,
    words: run.log.join('\n'),
    endedAt,
    peakMegabytes: peakKilobytes / 1024,
    lastWork: (endedAt - Math.max(waitedUntil, cloud.at(run.startedAt))) / factor,
    lagSince: (moment) => {
      if (endedAt < moment) return undefined;
      const workFrom = Math.min(endedAt, Math.max(moment, waitedUntil));
      return (workFrom - moment + (endedAt - workFrom) / factor) / 1000;
    },
  };
}

/** Of the main step; the post step adds a line of its own. */
async function reportIn(
  file: string,
): Promise<{ readonly peakKilobytes: number; readonly waitedUntil: number }> {
  const [line = ''] = (await readFile(file, 'utf8')).split('\n');
  return JSON.parse(line) as Awaited<ReturnType<typeof reportIn>>;
}
