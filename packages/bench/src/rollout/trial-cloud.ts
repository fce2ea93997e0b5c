/**
 * The cloud of one trial. In lockstep its time stands while an action works, so that every figure in cloud time is the
 * same on every machine; in scaled time both go on together, a factor faster than real time.
 */
import { askEcs } from '@slipway/local-aws/ask';
import { virtualClock, type VirtualClock } from '@slipway/local-aws/clock';
import { bystander } from '@slipway/test-kit/lockstep/door';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';
import { openPlace, type CloudOptions, type CloudPlace } from '@slipway/test-kit/cloud-place';
import { openCloud } from '@slipway/test-kit/scaled-cloud';
import { runTimed, runTold, type ToRun, type TimedRun } from '../timed-run.ts';

export interface TrialCloud extends CloudPlace {
  /** Milliseconds since the epoch, of the cloud. */
  readonly now: () => number;
  /** Does something once, so many milliseconds of the cloud from now. */
  readonly after: (milliseconds: number, act: () => Promise<unknown>) => void;
  /** @throws Error when it never holds */
  readonly until: (holds: () => boolean) => Promise<void>;
  readonly run: (toRun: ToRun) => Promise<TimedRun>;
}

/** How a trial's time goes: in lockstep from a start of its own, or so many times as fast as this machine's. */
export type Pace =
  | { readonly kind: 'lockstep'; readonly start: number }
  | { readonly kind: 'scaled'; readonly factor: number };

export const openTrialCloud = (options: CloudOptions, pace: Pace): Promise<TrialCloud> =>
  pace.kind === 'lockstep' ? inLockstep(options, pace.start) : inScaledTime(options, pace.factor);

/** One call of ECS by somebody else than the action. */
export const askBeside = ({ aws }: CloudPlace, operation: string, input: object): Promise<unknown> =>
  askEcs(aws.endpoint, operation, input, { [bystander]: 'somebody' });

async function inScaledTime(options: CloudOptions, factor: number): Promise<TrialCloud> {
  const cloud = await openCloud({ ...options, factor });
  const { aws, clock, workspace, until } = cloud;
  return {
    ...{ aws, workspace, until, close: () => cloud.close() },
    now: () => clock.now(),
    after: (milliseconds, act) => void clock.after(milliseconds, () => void act()),
    run: (toRun) => runTimed(cloud, toRun),
  };
}

async function inLockstep(options: CloudOptions, start: number): Promise<TrialCloud> {
  await using opened = new AsyncDisposableStack();
  const moves: number[] = [];
  const clock = noticed(virtualClock(start, 1), () => moves.push(Date.now()));
  const lockstep = await openLockstep(clock);
  opened.defer(() => lockstep.close());
  const place = await openPlace(options, { clock, turnstile: lockstep.turnstile });
  opened.defer(() => place.close());
  const open = opened.move();
  return {
    ...{ aws: place.aws, workspace: place.workspace, close: () => open.disposeAsync() },
    now: () => clock.now(),
    after: (milliseconds, act) => void lockstep.after(milliseconds, act),
    until: (holds) => lockstep.until(holds),
    run: async (toRun) => {
      const preloads = [lockstep.preload(place.aws.endpoint)];
      const told = await runTold(place, toRun, { preloads });
      const { startedAt, startToEndMs } = told.run;
      const endedAt = clock.now();
      const end = startedAt + startToEndMs;
      // A post step may let time pass, too; the end is that of the main step.
      const lastWork = end - (moves.findLast((at) => at <= end) ?? startedAt);
      const lagSince = (moment: number): number | undefined =>
        endedAt < moment ? undefined : (endedAt - moment + lastWork) / 1000;
      return { ...told, endedAt, lastWork, lagSince };
    },
  };
}

/** The same clock; `moved` hears of each move. */
function noticed(clock: VirtualClock, moved: () => void): VirtualClock {
  return {
    ...clock,
    advance: (milliseconds) => {
      clock.advance(milliseconds);
      moved();
    },
    step: () => {
      const stepped = clock.step();
      moved();
      return stepped;
    },
  };
}
