/**
 * Follows a run to its end by looking again and again. A GitHub that misbehaves for a while blinds it, and does not end
 * it; the deadline does, whatever a look is waiting for.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import type { Clock, Log, Random } from '@slipway/action-kit/ports';
import { RateLimitFailure } from '@slipway/action-kit/rate-limit';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { Runs } from '../ports.ts';
import { lookAt, type Look } from './look.ts';
import { pause } from './pace.ts';
import { newsBetween } from './progress.ts';
import { elapsed } from './time-words.ts';

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
  readonly runs: Runs;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, 'info'>;
  readonly cancelled: AbortSignal;
}

export interface FollowTimes {
  /** Milliseconds from now. */
  readonly timeout: number;
  /** A line that is told first, unless the first look sees that the run has ended. */
  readonly opening?: string;
  /** What was seen before; the times of the log then count from `start`, in milliseconds since the epoch. */
  readonly known?: { readonly look: Look | undefined; readonly start: number };
}

/** A run that was just started may not be there yet on every server of GitHub. */
const appearsWithin = 30_000;
/** What a look that starts at the deadline, or just before it, may still take. */
const lastLook = 2000;

export async function followRun(
  id: number,
  { timeout, known, opening }: FollowTimes,
  world: FollowWorld,
): Promise<Ending> {
  const { clock, cancelled } = world;
  const start = known?.start ?? clock.now();
  const deadline = clock.now() + timeout;
  let look = known?.look;
  for (let untold = opening; ; untold = undefined) {
    const seen = await withinTime(Math.max(lastLook, deadline - clock.now()), clock, (timeUp) =>
      lookAgain(id, look, { ...world, start, deadline, timeUp, opening: untold }),
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

type Seen =
  | { readonly kind: 'seen'; readonly look: Look }
  /** Before `until`, milliseconds since the epoch, another look is in vain. */
  | { readonly kind: 'blind'; readonly failure: Failure; readonly until: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly failure: Failure };

interface AgainWorld extends FollowWorld {
  readonly start: number;
  readonly deadline: number;
  readonly timeUp: AbortSignal;
  readonly opening: string | undefined;
}

async function lookAgain(id: number, before: Look | undefined, world: AgainWorld): Promise<Seen> {
  const { clock, log, start, deadline, opening } = world;
  const open = (): void => (opening === undefined ? undefined : log.info(opening));
  const since = clock.now() - start;
  const tell = (line: string): void => log.info(`${elapsed(since).padStart(6)}  ${line}`);
  try {
    const look = await lookAt(id, before, world);
    if (look.run.status !== 'completed') open();
    newsBetween(before, look).forEach(tell);
    return { kind: 'seen', look };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'cancelled') return { kind: 'cancelled' };
    if (!mayPass(failure, since)) return { kind: 'refused', failure };
    const until = failure instanceof RateLimitFailure ? failure.endsAt : 0;
    open();
    tell(`cannot see the run now: ${blindInWords(failure, until, deadline)}`);
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
