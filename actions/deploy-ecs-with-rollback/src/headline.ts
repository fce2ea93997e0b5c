/** What an end is called everywhere: on one line, because reasons and log lines inside it are text from outside. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { outcomeTable } from '@slipway/rollout/outcomes';
import type { Ended } from '@slipway/rollout/phases';

const limit = 2000;

export function headlineOf(end: Ended): string {
  return oneLine(outcomeTable[end.kind].headline(end), limit);
}

export function reasonOf({ reason }: Ended): string {
  return oneLine(reason.text, limit);
}

/** Whether the step stays green. */
export function isGreen({ kind }: Ended): boolean {
  return outcomeTable[kind].exitCode === 0;
}
