/** Cancels the run that was followed, where that is wanted, and says what came of it. */
import { asFailure, withoutHint } from '@slipway/action-kit/failures';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { Canceller } from '../ports.ts';
import { followRun, type FollowWorld } from './follow-run.ts';
import type { Look } from './look.ts';
import { elapsed } from './time-words.ts';

export type Cancellation =
  /** GitHub was asked, and the run has ended since. */
  | { readonly kind: 'ended'; readonly look: Look }
  /** GitHub took it; how the run ended was not seen. */
  | { readonly kind: 'asked'; readonly waited: number }
  | { readonly kind: 'refused'; readonly why: string };

export interface CancelWorld extends FollowWorld {
  readonly canceller: Canceller;
}

/** Jobs get five minutes of GitHub to end; most need seconds. */
const endsWithin = 120_000;
/** The runner leaves a cancelled job some ten seconds. */
const lastWord = 5000;
/** How long GitHub may take to hear of it while there is time. */
const heardWithin = 60_000;

/** After a timeout: asks, then follows the run to its end. */
export async function cancelAndFollow(
  id: number,
  known: { readonly look: Look | undefined; readonly start: number },
  world: CancelWorld,
): Promise<Cancellation> {
  const asked = await ask(id, heardWithin, world);
  if (asked.kind === 'refused') return asked;
  world.log.info(`${elapsed(world.clock.now() - known.start).padStart(6)}  run ${String(id)} was cancelled`);
  const ending = await followRun(id, { timeout: endsWithin, known }, world);
  return ending.kind === 'completed'
    ? { kind: 'ended', look: ending.look }
    : { kind: 'asked', waited: endsWithin };
}

/** While the job itself is being cancelled: asks at once, and waits for nothing but the answer. */
export const cancelAtOnce = (id: number, world: CancelWorld): Promise<Cancellation> =>
  ask(id, lastWord, world);

async function ask(id: number, limit: number, { canceller, clock }: CancelWorld): Promise<Cancellation> {
  return withinTime(limit, clock, async (timeUp) => {
    const late = new Promise<Cancellation>((resolve) => {
      const words = `GitHub gave no answer within ${elapsed(limit)}`;
      timeUp.addEventListener('abort', () => resolve({ kind: 'refused', why: words }), { once: true });
    });
    const answer = canceller.cancel(id, timeUp).then(
      (): Cancellation => ({ kind: 'asked', waited: 0 }),
      (thrown: unknown): Cancellation => {
        const failure = asFailure(thrown);
        if (failure.kind === 'defect') throw failure;
        return { kind: 'refused', why: withoutHint(failure).replace(/\.$/, '') };
      },
    );
    return Promise.race([answer, late]);
  });
}
