/** For what and whom a run waits, in words: by environment, its reviewers and its timer. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { PendingApproval } from '../ports.ts';

/** Follows "waits": `for an approval of the environment production by ada or team platform`; '' for none. */
export const approvalsInWords = (pending: readonly PendingApproval[]): string =>
  pending.map(approvalInWords).join('; ');

function approvalInWords(pending: PendingApproval): string {
  const environment = `the environment ${oneLine(pending.environment, 100)}`;
  const people = pending.reviewers.map((name) => oneLine(name, 100)).join(' or ');
  const approval = people === '' ? [] : [`for an approval of ${environment} by ${people}`];
  const timer = pending.waitTimer === 0 ? [] : [timerInWords(pending, environment)];
  const parts = [...approval, ...timer];
  return parts.length === 0 ? `for a protection rule of ${environment}` : parts.join(' and ');
}

function timerInWords({ waitTimer, waitTimerStartedAt }: PendingApproval, environment: string): string {
  const length = waitTimer === 1 ? 'minute' : `${String(waitTimer)} minutes`;
  const words = `for the ${length} that ${environment} waits`;
  if (waitTimerStartedAt === undefined) return words;
  const end = new Date(waitTimerStartedAt + waitTimer * 60_000);
  return `${words}, until ${end.toISOString().replace('.000', '')}`;
}
