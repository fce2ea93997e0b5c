/** What a look at a claimed key comes to, once it is believed: how the step ends, if it does. */
import { severalWords, startedRun } from '../finding/find-run.ts';
import { markerOf, showsMarker } from '../finding/marker.ts';
import type { ListedRun } from '../finding/ports.ts';
import type { Claimed, Holder } from './claimed.ts';
import type { Judgement } from './judge-claim.ts';
import type { Once } from './ports.ts';
import { record, removeLocks } from './record.ts';
import type { Sight } from './see-claim.ts';
import { holderInWords, isThisRun, type Step } from './step.ts';
import { unclear, unseenWords } from './unclear.ts';

/** @returns undefined when there is more to see, or to do. */
export async function endOf(sight: Sight, step: Step): Promise<Once | 'free' | undefined> {
  if (sight.kind === 'free') return 'free';
  const { claimed } = sight;
  if (sight.kind === 'done') {
    // Who recorded the run may have died before the locks were gone.
    await removeLocks(claimed.value.claim, claimed.value.holders ?? 1, step);
    return already(claimed, step);
  }
  const { judgement } = sight;
  const { lost } = step.own;
  switch (judgement.kind) {
    case 'wait':
      return undefined;
    case 'take-over':
      if (lost === undefined) return undefined;
      return unclear(`${lost}; no run that fits was seen since`, claimed, step);
    case 'recovered':
      return recovered(claimed, judgement, step);
    case 'started-somewhere':
      return already(claimed, step);
    case 'several':
      return unclear(`${claimInWords(claimed)}, and ${severalWords(judgement.runs)}`, claimed, step);
    case 'unseen':
      return unclear(`${claimInWords(claimed)}, and ${unseenWords}`, claimed, step);
  }
}

function already({ value: { run, by } }: Claimed, step: Step): Once {
  const { sawPending: wasPending } = step.memory;
  return { kind: 'already', run, by, byThisRun: isThisRun(by, step.by), wasPending };
}

async function recovered(
  claimed: Claimed,
  { run: listed, certain }: Extract<Judgement, { kind: 'recovered' }>,
  step: Step,
): Promise<Once> {
  const { value, holders } = claimed;
  const run = startedRun(listed);
  const { claim, by } = dispatcherOf(listed, claimed);
  const known = { ...value, by, started: true, run, holders: holders.length };
  const unrecorded = await record(known, true, step);
  if (unrecorded === undefined) await removeLocks(value.claim, holders.length, step);
  const byThisStep = step.own.lostClaims.has(claim);
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
