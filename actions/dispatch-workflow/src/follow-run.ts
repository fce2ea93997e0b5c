/**
 * Follows a run to its end by looking again and again: often at first, then at least every five seconds. A GitHub that
 * misbehaves for a while blinds it, and does not end it; the deadline does.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Clock, Log, Random } from '@slipway/action-kit/ports';
import type { WorkflowJob, WorkflowRun, Workflows } from './ports.ts';
import { elapsed, newsBetween, type Look } from './progress.ts';

export type Ending =
  | { readonly kind: 'completed'; readonly look: Look }
  /** `look` is undefined when the run was never seen. */
  | { readonly kind: 'timed-out'; readonly look: Look | undefined }
  | { readonly kind: 'cancelled'; readonly look: Look | undefined }
  /** Looking was refused for good. */
  | { readonly kind: 'unseen'; readonly look: Look | undefined; readonly failure: Failure };

export interface FollowWorld {
  readonly workflows: Workflows;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, 'info'>;
  readonly cancelled: AbortSignal;
}

/** A run that was just started may not be there yet on every server of GitHub. */
const appearsWithin = 30_000;
/** GitHub allows github.token 1,000 calls an hour: the jobs are listed at every third look only. */
const looksPerJobList = 3;

/** @param timeout milliseconds from now. */
export async function followRun(id: number, timeout: number, world: FollowWorld): Promise<Ending> {
  const { clock, cancelled } = world;
  const start = clock.now();
  let look: Look | undefined;
  for (let count = 0; ; count += 1) {
    const seen = await lookAgain(id, look, { ...world, count, start });
    if (seen.kind === 'refused') return { kind: 'unseen', look, failure: seen.failure };
    if (seen.kind === 'cancelled') return { kind: 'cancelled', look };
    if (seen.kind === 'seen') look = seen.look;
    if (look?.run.status === 'completed') return { kind: 'completed', look };
    const left = start + timeout - clock.now();
    if (left <= 0) return { kind: 'timed-out', look };
    await clock.sleep(Math.min(left, pause(clock.now() - start, world.random)), cancelled);
    if (cancelled.aborted) return { kind: 'cancelled', look };
  }
}

const [shortestPause, longestPause] = [1000, 5000];

/**
 * Milliseconds: a quarter of the time that went by, so that the end of a short run is seen soon and that of a long
 * one after five seconds at most; spread by ±20 % so that many followers don't ask in step.
 * @param elapsed milliseconds since the first look.
 */
export function pause(elapsed: number, random: Random): number {
  return Math.min(longestPause, Math.max(shortestPause, elapsed / 4)) * (0.8 + 0.4 * random.next());
}

type Seen =
  | { readonly kind: 'seen'; readonly look: Look }
  | { readonly kind: 'blind' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly failure: Failure };

interface LookWorld extends FollowWorld {
  readonly count: number;
  readonly start: number;
}

async function lookAgain(id: number, before: Look | undefined, world: LookWorld): Promise<Seen> {
  const { workflows, clock, log, start } = world;
  const since = clock.now() - start;
  try {
    const run = await workflows.run(id);
    const look = { run, jobs: await jobsOf(run, before, world) };
    for (const line of newsBetween(before, look)) log.info(`${elapsed(since).padStart(6)}  ${line}`);
    return { kind: 'seen', look };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'cancelled') return { kind: 'cancelled' };
    if (!mayPass(failure, since)) return { kind: 'refused', failure };
    log.info(`${elapsed(since).padStart(6)}  cannot see the run now: ${failure.what}`);
    return { kind: 'blind' };
  }
}

function mayPass({ kind, code }: Failure, since: number): boolean {
  return kind === 'upstream' && (code !== 'run-not-found' || since < appearsWithin);
}

/** The last ones seen, when they need not be asked for now, or can't be read: they explain, they don't decide. */
async function jobsOf(
  run: WorkflowRun,
  before: Look | undefined,
  { workflows, count }: LookWorld,
): Promise<readonly WorkflowJob[]> {
  const known = before?.jobs ?? [];
  if (run.status === before?.run.status && count % looksPerJobList !== 0) return known;
  try {
    return await workflows.jobs(run.id);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' || failure.code === 'cancelled') throw failure;
    return known;
  }
}
