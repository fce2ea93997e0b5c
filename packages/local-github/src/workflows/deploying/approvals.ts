/** What a job waits for before it may deploy: one of the reviewers of its environment, and its wait timer. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { DeployEnvironment, Deployment } from './deployments.ts';
import type { Approval, PendingDeployment, Run } from '../runs/runs.ts';

export interface Waiting {
  readonly run: Run;
  readonly clock: CloudClock;
  /** Aborted when the attempt is over. */
  readonly over: AbortSignal;
}

const minute = 60_000;
/** A job that nobody approves fails then. */
const longestWait = 30 * 24 * 60 * minute;

export const isProtected = ({ reviewers, waitTimer }: DeployEnvironment): boolean =>
  reviewers.length > 0 || waitTimer > 0;

/** @returns whether the job may deploy; `over` when its run ended before. */
export async function waitForApproval(
  { run, clock, over }: Waiting,
  environment: DeployEnvironment,
  deployment: Deployment,
): Promise<'approved' | 'rejected' | 'over'> {
  const { promise, resolve } = Promise.withResolvers<'approved' | 'rejected' | 'over'>();
  const timer = environment.waitTimer * minute;
  const dueAt = clock.now() + timer;
  const pending: PendingDeployment = {
    ...{ environment, deployment },
    timerStartedAt: timer > 0 ? clock.now() : undefined,
    isApproved: environment.reviewers.length === 0,
    approved: () => {
      if (pending.isApproved && clock.now() >= dueAt) resolve('approved');
    },
    rejected: () => resolve('rejected'),
  };
  const forget = [clock.after(timer, pending.approved), clock.after(longestWait, pending.rejected)];
  over.addEventListener('abort', () => resolve('over'), { once: true });
  run.pending.push(pending);
  const end = await promise;
  run.pending.splice(run.pending.indexOf(pending), 1);
  for (const each of forget) each();
  return end;
}

/** What a reviewer says, to all jobs of the run that wait for these environments. @returns their deployments. */
export function review(run: Run, approval: Approval): readonly Deployment[] {
  const ids = approval.environments.map(({ id }) => id);
  const meant = run.pending.filter(
    ({ environment, isApproved }) => !isApproved && ids.includes(environment.id),
  );
  run.approvals.push(approval);
  for (const pending of meant) {
    pending.isApproved = approval.state === 'approved';
    if (pending.isApproved) pending.approved();
    else pending.rejected();
  }
  return meant.map(({ deployment }) => deployment);
}

/** Nobody knows here who is in a team: every person is. */
export function mayReview(
  { reviewers, preventSelfReview }: DeployEnvironment,
  { triggeredBy }: Run,
  { login, type }: { readonly login: string; readonly type: 'Bot' | 'User' },
): boolean {
  if (preventSelfReview && triggeredBy === login) return false;
  return reviewers.some((each) => (each.type === 'Team' ? type === 'User' : each.name === login));
}
