/** What a person who reads the log learns of a wait: for whom, until when, and why nothing is seen. Each is told once. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Looked } from '../finding/look.ts';
import type { Sight } from './see-claim.ts';
import { holderInWords, tellOnce, type Step } from './step.ts';
import { foundWithin, takeOverAfter } from './times.ts';

export function tellWait(looked: Looked<Sight>, step: Step): void {
  tellBlind(looked, step);
  if (looked.kind !== 'seen' || looked.seen.kind !== 'judged') return;
  const { last, value } = looked.seen.claimed;
  const until = new Date(last.createdAt + (value.started ? foundWithin : takeOverAfter)).toISOString();
  tellOnce(
    `The key ${step.key} was claimed by ${holderInWords(last)}, and its run is not recorded: looking for it until ${until}`,
    step,
  );
}

export function tellBlind(looked: Looked<unknown>, step: Step): void {
  if (looked.kind !== 'blind') return;
  tellOnce(`Cannot see now what became of the key ${step.key}: ${oneLine(looked.failure.what, 300)}`, step);
}
