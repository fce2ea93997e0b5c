/** Looks at a key that is claimed, again and again, until it is known what became of it, or until it is ours to dispatch. */
import { cancelledFailure } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import { lookFor, pauseAfter, type Looked } from '../finding/look.ts';
import { severalWords, startedRun } from '../finding/find-run.ts';
import { markerOf, showsMarker } from '../finding/marker.ts';
import type { ListedRun, StartedRun } from '../finding/ports.ts';
import type { Claimed, Holder } from './claimed.ts';
import type { Judgement } from './judge-claim.ts';
import type { Once } from './ports.ts';
import { record, removeLocks } from './record.ts';
import { seeClaim, type Sight } from './see-claim.ts';
import { holderInWords, isThisRun, type Step } from './step.ts';
import { takeOver } from './take-over.ts';
import { patience, takeOverAfter, variableLag } from './times.ts';
import { unclear, unseenWords } from './unclear.ts';

const oneLook = 60_000;

/**
 * A step whose own answer was lost never takes over: a person does, by running it again.
 * @returns `free` when the key is not claimed any more.
 * @throws Failure as `dispatchOnce`.
 */
export async function watchClaim(step: Step): Promise<Once | 'free'> {
  const { clock, random, cancelled } = step;
  const start = clock.now();
  const told = { who: '', blind: '' };
  for (let doubt: string | undefined; ;) {
    const looked = await lookFor(oneLook, clock, (timeUp) => seeClaim(step, timeUp));
    if (looked.kind === 'refused') throw looked.failure;
    if (looked.kind === 'cancelled' || cancelled.aborted)
      throw cancelledFailure(`looking after the key ${step.key}`);
    const sight = looked.kind === 'seen' ? looked.seen : undefined;
    if (sight?.kind === 'judged') step.memory.sawPending = true;
    const doubtNow = sight === undefined ? doubt : doubtOf(sight, step);
    if (sight !== undefined && doubtNow === doubt) {
      const once = await ended(sight, step);
      if (once !== undefined) return once;
    }
    tell(looked, told, step);
    if (clock.now() - start > patience) return unclear(outOfPatience(looked, step), undefined, step);
    if (sight !== undefined && isFree(sight)) {
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

const isFree = (sight: Sight): sight is Extract<Sight, { kind: 'judged' }> =>
  sight.kind === 'judged' && sight.judgement.kind === 'take-over';

/** @returns undefined when there is more to see, or to do. */
async function ended(sight: Sight, step: Step): Promise<Once | 'free' | undefined> {
  if (sight.kind === 'free') return 'free';
  const { claimed } = sight;
  if (sight.kind === 'done') return already(claimed.value.by, sight.run, step);
  const { judgement } = sight;
  const { lost } = step.own;
  switch (judgement.kind) {
    case 'wait':
      return undefined;
    case 'take-over':
      if (lost === undefined) return undefined;
      return unclear(`${lost}; no run that fits was seen since`, claimed.value, step);
    case 'recovered':
      return recovered(claimed, judgement, step);
    case 'started-somewhere':
      return already(claimed.value.by, undefined, step);
    case 'several':
      return unclear(`${claimInWords(claimed)}, and ${severalWords(judgement.runs)}`, claimed.value, step);
    case 'unseen':
      return unclear(`${claimInWords(claimed)}, and ${unseenWords}`, claimed.value, step);
  }
}

function already(by: string, run: StartedRun | undefined, step: Step): Once {
  const { sawPending: wasPending } = step.memory;
  return { kind: 'already', run, by, byThisRun: isThisRun(by, step.by), wasPending };
}

async function recovered(
  claimed: Claimed,
  judgement: Extract<Judgement, { kind: 'recovered' }>,
  step: Step,
): Promise<Once> {
  const run = startedRun(judgement.run);
  const { claim, by } = dispatcherOf(judgement.run, claimed);
  const unrecorded = await record({ ...claimed.value, by, started: true, run }, true, step);
  if (unrecorded === undefined) await removeLocks(claimed.value.claim, claimed.holders.length, step);
  const byThisStep = step.own.lostClaims.has(claim);
  const { certain } = judgement;
  if (certain && byThisStep) return { kind: 'dispatched', start: { kind: 'started', run }, unrecorded };
  const byThisRun = isThisRun(by, step.by);
  return { kind: 'recovered', run, by, byThisRun, wasPending: true, byThisStep, certain };
}

/** The one whose marker it shows; the last who may have sent it where none is shown. */
function dispatcherOf({ title }: ListedRun, { holders, last }: Claimed): Holder {
  return holders.find(({ claim }) => showsMarker(title, markerOf(claim))) ?? last;
}

const claimInWords = ({ value, last }: Claimed): string =>
  `the key was claimed by ${holderInWords(last)}, ${value.started ? 'and dispatched' : 'without saying whether it was dispatched'}`;

/** Each wait is told once: for whom, and until when. */
function tell(looked: Looked<Sight>, told: { who: string; blind: string }, { log, key }: Step): void {
  if (looked.kind === 'blind' && told.blind !== looked.failure.what) {
    told.blind = looked.failure.what;
    log.info(`Cannot see now what became of the key ${key}: ${oneLine(looked.failure.what, 300)}`);
  }
  if (looked.kind !== 'seen' || looked.seen.kind !== 'judged') return;
  const { last } = looked.seen.claimed;
  const who = holderInWords(last);
  if (told.who === who) return;
  told.who = who;
  const until = new Date(last.createdAt + takeOverAfter).toISOString();
  log.info(
    `The key ${key} was claimed by ${who}, and its run is not recorded: looking for it until ${until}`,
  );
}

function outOfPatience(looked: Looked<Sight>, { own: { lost } }: Step): string {
  const seen =
    looked.kind === 'blind' ? looked.failure.message.replace(/\.$/, '') : 'others claim it again and again';
  return `${lost === undefined ? '' : `${lost}; `}nothing was certain within ${String(patience / 60_000)} minutes: ${seen}`;
}
