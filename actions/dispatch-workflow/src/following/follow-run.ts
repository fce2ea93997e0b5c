/**
 * Follows a run to its end by looking again and again: often at first, then at least every five seconds. A GitHub that
 * misbehaves for a while blinds it, and does not end it; the deadline does, whatever a look is waiting for.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Clock, Log, Random } from '@slipway/action-kit/ports';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { WorkflowJob, WorkflowRun, Workflows } from '../ports.ts';
import { elapsed, newsBetween, type Look } from './progress.ts';

export type Ending =
  | { readonly kind: 'completed'; readonly look: Look }
  /** `look` is undefined when the run was never seen; `blind` is why it could not be seen at the end. */
  | {
      readonly kind: 'timed-out';
      readonly look: Look | undefined;
      readonly blind: Failure | undefined;
    }
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
/** What a look that starts at the deadline, or just before it, may still take. */
const lastLook = 2000;

/** @param timeout milliseconds from now. */
export async function followRun(id: number, timeout: number, world: FollowWorld): Promise<Ending> {
  const { clock, cancelled } = world;
  const start = clock.now();
  const deadline = start + timeout;
  let look: Look | undefined;
  for (let count = 0; ; count += 1) {
    const seen = await withinTime(Math.max(lastLook, deadline - clock.now()), clock, (timeUp) =>
      lookAgain(id, look, { ...world, count, start, deadline, timeUp }),
    );
    if (seen.kind === 'refused') return { kind: 'unseen', look, failure: seen.failure };
    if (seen.kind === 'cancelled') return { kind: 'cancelled', look };
    if (seen.kind === 'seen') look = seen.look;
    if (look?.run.status === 'completed') return { kind: 'completed', look };
    const { failure: blind, until } = seen.kind === 'blind' ? seen : nothingWrong;
    const left = deadline - clock.now();
    if (left <= 0) return { kind: 'timed-out', look, blind };
    const wanted = Math.max(until - clock.now(), pause(clock.now() - start, world.random));
    await clock.sleep(Math.min(left, wanted), cancelled);
    if (cancelled.aborted) return { kind: 'cancelled', look };
    // A last look would be refused as the one before it.
    if (until > deadline) return { kind: 'timed-out', look, blind };
  }
}

const nothingWrong = { failure: undefined, until: 0 };

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
  /** Before `until`, milliseconds since the epoch, another look is in vain. */
  | { readonly kind: 'blind'; readonly failure: Failure; readonly until: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly failure: Failure };

interface LookWorld extends FollowWorld {
  readonly count: number;
  readonly start: number;
  readonly deadline: number;
  readonly timeUp: AbortSignal;
}

async function lookAgain(id: number, before: Look | undefined, world: LookWorld): Promise<Seen> {
  const { workflows, clock, log, start, deadline, timeUp } = world;
  const since = clock.now() - start;
  try {
    const run = await workflows.run(id, timeUp);
    const look = { run, jobs: await jobsOf(run, before, world) };
    for (const line of newsBetween(before, look)) log.info(`${elapsed(since).padStart(6)}  ${line}`);
    return { kind: 'seen', look };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'cancelled') return { kind: 'cancelled' };
    if (!mayPass(failure, since)) return { kind: 'refused', failure };
    const until = failure instanceof RateLimitFailure ? failure.endsAt : 0;
    log.info(
      `${elapsed(since).padStart(6)}  cannot see the run now: ${blindInWords(failure, until, deadline)}`,
    );
    return { kind: 'blind', failure, until };
  }
}

function blindInWords({ what }: Failure, until: number, deadline: number): string {
  if (until === 0) return what;
  const end = new Date(until).toISOString();
  return until > deadline
    ? `${what} until ${end}, longer than \`timeout\``
    : `${what}, looking again at ${end}`;
}

function mayPass({ kind, code }: Failure, since: number): boolean {
  return kind === 'upstream' && (code !== 'run-not-found' || since < appearsWithin);
}

/** The last ones seen, when they need not be asked for now, or can't be read: they explain, they don't decide. */
async function jobsOf(
  run: WorkflowRun,
  before: Look | undefined,
  { workflows, count, timeUp }: LookWorld,
): Promise<readonly WorkflowJob[]> {
  const known = before?.jobs ?? [];
  if (run.status === before?.run.status && count % looksPerJobList !== 0) return known;
  try {
    return await workflows.jobs(run.id, timeUp);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' || failure.code === 'cancelled') throw failure;
    return known;
  }
}
