/** Cancels the run that was followed, where that is wanted, and says what came of it. */
import { asFailure, withoutHint } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { Canceller } from '../ports.ts';
import { followRun, type FollowWorld } from './follow-run.ts';
import type { Look } from './look.ts';
import { elapsed } from './time-words.ts';

export type Cancellation =
  /** GitHub was asked, and the run has ended since. */
  | { readonly kind: 'ended'; readonly look: Look }
  /** It had ended by itself when GitHub was asked; `look` is undefined when that was not looked at. */
  | { readonly kind: 'over'; readonly look: Look | undefined; readonly why: string }
  /** GitHub took it; how the run ended was not seen, `waited` milliseconds long. */
  | { readonly kind: 'asked'; readonly waited: number }
  | { readonly kind: 'refused'; readonly why: string };

export interface CancelWorld extends FollowWorld {
  readonly canceller: Canceller;
}

/** Jobs get five minutes of GitHub to end; most need seconds. */
const endsWithin = 120_000;
/** A run that GitHub does not cancel because it has ended is seen to have ended within so long. */
const overShows = 10_000;
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
  if (asked.kind === 'over') return overOrNot(id, asked, known, world);
  if (asked.kind !== 'asked') return asked;
  tell(`GitHub was asked to cancel run ${String(id)}`, known.start, world);
  const askedAt = world.clock.now();
  const ending = await followRun(id, { timeout: endsWithin, known }, world);
  return ending.kind === 'completed'
    ? { kind: 'ended', look: ending.look }
    : { kind: 'asked', waited: world.clock.now() - askedAt };
}

/** GitHub says the same of a run that has not begun yet: a look decides. */
async function overOrNot(
  id: number,
  { why }: Extract<Cancellation, { kind: 'over' }>,
  known: { readonly look: Look | undefined; readonly start: number },
  world: CancelWorld,
): Promise<Cancellation> {
  tell(`GitHub did not cancel run ${String(id)}: ${oneLine(why, 300)}`, known.start, world);
  const ending = await followRun(id, { timeout: overShows, known }, world);
  return ending.kind === 'completed'
    ? { kind: 'over', look: ending.look, why }
    : { kind: 'refused', why: `GitHub says: ${why}` };
}

function tell(line: string, start: number, { clock, log }: CancelWorld): void {
  log.info(`${elapsed(clock.now() - start).padStart(6)}  ${line}`);
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
      (answered): Cancellation =>
        answered.kind === 'asked'
          ? { kind: 'asked', waited: 0 }
          : { kind: 'over', look: undefined, why: answered.why.replace(/\.$/, '') },
      (thrown: unknown): Cancellation => {
        const failure = asFailure(thrown);
        if (failure.kind === 'defect') throw failure;
        return { kind: 'refused', why: withoutHint(failure).replace(/\.$/, '') };
      },
    );
    return Promise.race([answer, late]);
  });
}
