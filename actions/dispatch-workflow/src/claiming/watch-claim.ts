/** Looks at a key that is claimed, again and again, until it is known what became of it, or until it is ours to dispatch. */
import { cancelledFailure } from '@slipway/action-kit/failures';
import { lookFor, pauseAfter, type Looked } from '../finding/look.ts';
import { endOf } from './end-of-claim.ts';
import type { Once } from './ports.ts';
import { seeClaim, type Sight } from './see-claim.ts';
import { isPatienceOver, type Step } from './step.ts';
import { takeOver } from './take-over.ts';
import { tellWait } from './tell.ts';
import { oneLook, patience, variableLag } from './times.ts';
import { unclear } from './unclear.ts';

/**
 * A step whose own answer was lost never takes over: a person does, by running it again.
 * @returns `free` when the key is not claimed any more.
 * @throws Failure as `dispatchOnce`.
 */
export async function watchClaim(step: Step): Promise<Once | 'free'> {
  const { clock, random, cancelled } = step;
  const start = clock.now();
  for (let doubt: string | undefined; ;) {
    const looked = await lookFor(oneLook, clock, (timeUp) => seeClaim(step, timeUp));
    if (looked.kind === 'refused') throw looked.failure;
    if (looked.kind === 'cancelled' || cancelled.aborted)
      throw cancelledFailure(`looking after the key ${step.key}`);
    const sight = looked.kind === 'seen' ? looked.seen : undefined;
    if (sight?.kind === 'judged') step.memory.sawPending = true;
    const doubtNow = sight === undefined ? doubt : doubtOf(sight, step);
    if (sight !== undefined && doubtNow === doubt) {
      const once = await endOf(sight, step);
      if (once !== undefined) return once;
    }
    tellWait(looked, step);
    if (isPatienceOver(step)) return unclear(outOfPatience(looked, step), undefined, step);
    if (sight !== undefined && isOurs(sight, step)) {
      const held = await takeOver(sight.claimed, step);
      if (held?.kind === 'ended') return held.once;
    }
    const until = looked.kind === 'blind' ? looked.until : 0;
    const pause = doubtNow === doubt ? pauseAfter(clock.now() - start, random) : variableLag;
    doubt = doubtNow;
    await clock.sleep(Math.min(patience, Math.max(until - clock.now(), pause)), cancelled);
  }
}

/**
 * What is believed only when it is seen twice, with time in between for what was just written: somebody may have
 * recorded the run, and cleared the locks away, between one answer and the next. Undefined for what is certain at once.
 */
function doubtOf(sight: Sight, { own }: Step): string | undefined {
  if (sight.kind === 'free') return 'free';
  if (sight.kind === 'done') return undefined;
  const { judgement } = sight;
  switch (judgement.kind) {
    case 'recovered':
      return judgement.certain ? undefined : judgement.kind;
    case 'take-over':
      return own.lost === undefined ? undefined : judgement.kind;
    case 'wait':
      return undefined;
    default:
      return judgement.kind;
  }
}

/** To take over: what this step itself may have sent is never sent again by it. */
const isOurs = (sight: Sight, { own }: Step): sight is Extract<Sight, { kind: 'judged' }> =>
  own.lost === undefined && sight.kind === 'judged' && sight.judgement.kind === 'take-over';

function outOfPatience(looked: Looked<Sight>, { own: { lost } }: Step): string {
  const seen =
    looked.kind === 'blind' ? looked.failure.message.replace(/\.$/, '') : 'others claim it again and again';
  return `${lost === undefined ? '' : `${lost}; `}nothing was certain within ${String(patience / 60_000)} minutes: ${seen}`;
}
