/**
 * The post step: sees a run that was cancelled, or that ended in the middle, to its end, and says so, or that the end
 * was not seen.
 */
import { heading, join, paragraph } from '@slipway/action-kit/markdown';
import type { PostReport } from '@slipway/action-kit/run-action';
import { isUntouched } from '@slipway/rollout/resuming/saved-steps';
import { isEnded, serviceOf, type Phase } from '@slipway/rollout/phases';
import { portsOfRun } from '@slipway/rollout/ports-of-run';
import { resumed } from '@slipway/rollout/resuming/resuming';
import { runRollout, type Run } from '@slipway/rollout/run-rollout';
import { headlineOf } from './headline.ts';
import type { World } from './ports.ts';
import { sameDocument } from './same-document.ts';
import { evidenceLines } from './evidence-lines.ts';
import { summaryOf } from './summary.ts';

const minute = 60_000;
const limit = 4 * minute;

export async function followUp(phase: Phase, region: string, world: World): Promise<PostReport> {
  const unfinished = isEnded(phase) ? phase.unfinished : phase;
  if (unfinished === undefined || isUntouched(unfinished)) return { lines: [] };
  const [when, why] = isEnded(phase)
    ? (['after the cancel', 'The job was cancelled'] as const)
    : (['after the job ended', 'The job ended before the deployment did'] as const);
  const { service, cluster } = serviceOf(unfinished);
  const minutes = String(limit / minute);
  world.log.info(
    `${why}: what became of ${service} in ${cluster} is followed, for ${minutes} minutes at most.`,
  );
  const ports = portsOfRun({ ...world, sameDocument }, unfinished);
  const start = await resumed(unfinished, limit, ports);
  if (start === undefined) return unseen();
  const run = sinceStarted(await runRollout(start, ports, () => undefined));
  const headline = headlineOf(run.end);
  const title = `deploy-ecs-with-rollback ${when}`;
  return {
    lines: evidenceLines(run.end),
    annotations: [{ level: 'warning', title, message: headline }],
    summary: summaryOf(run, region, [...run.end.warnings, `${why}; this is what its post step saw.`]),
  };
}

/** What is told of it begins where the deployment began, in the step before. */
function sinceStarted(run: Run): Run {
  const { startedAt } = run.end;
  if (startedAt === undefined) return run;
  return { ...run, journal: [{ phase: 'watching', at: startedAt }, ...run.journal] };
}

function unseen(): PostReport {
  const message =
    'The job ended while ECS was being asked for the update: look at the service before the next run.';
  return {
    lines: [],
    annotations: [{ level: 'warning', title: 'deploy-ecs-with-rollback after the job ended', message }],
    summary: join(heading('⚠️ deploy-ecs-with-rollback'), paragraph(message)),
  };
}
