/** Why a task stopped that did not die of itself, in words: somebody or something else ended it. */
import type { Task } from '../observations.ts';

const words: Readonly<Record<string, string>> = {
  UserInitiated: 'somebody stopped it',
  SpotInterruption: 'its Spot capacity was taken back',
  TerminationNotice: 'the instance that it ran on was told to go',
  InfrastructureHealth: 'the infrastructure that it ran on failed',
  ServiceSchedulerInitiated: 'the service scheduler ended it',
};

/** undefined for a task that died of itself. */
export function replacement({ stopCode, stoppedReason = '' }: Task): string | undefined {
  if (/Scaling activity/.test(stoppedReason)) return 'the service was scaled';
  return stopCode === undefined ? undefined : words[stopCode];
}
