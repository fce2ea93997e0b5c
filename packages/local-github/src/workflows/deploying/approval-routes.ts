/** Approvals over the API: what a run waits for and for whom, what a reviewer says to it, and what was said. */
import { fieldsOf, type ApiRequest, type Route } from '../../answer.ts';
import { shownReviewer } from '../../environments/shown-environment.ts';
import { Refusal } from '../../refusal.ts';
import { timestamp } from '../../timestamp.ts';
import { userOf, type Account } from '../../tokens.ts';
import { mayReview, review } from './approvals.ts';
import type { DeployEnvironment } from './deployments.ts';
import { shownUser } from '../../people.ts';
import { runOf } from '../runs/run-routes.ts';
import type { Approval, Run } from '../runs/runs.ts';
import { shownDeployment } from './shown-deployment.ts';
import type { WorkflowSite } from '../world.ts';

export function approvalRoutes(site: WorkflowSite): readonly Route[] {
  const pending = /^\/actions\/runs\/(\d+)\/pending_deployments$/;
  return [
    {
      method: 'GET',
      path: pending,
      needs: [{ actions: 'read' }],
      answer: ({ caller }, [id = '']) => ({
        status: 200,
        body: shownPending(site, runOf(site, id), userOf(caller)),
      }),
    },
    {
      method: 'POST',
      path: pending,
      needs: [{ deployments: 'write' }],
      answer: (request, [id = '']) => {
        const run = runOf(site, id);
        const deployments = review(run, approvalOf(site, run, request));
        return { status: 200, body: deployments.map((each) => shownDeployment(site, each)) };
      },
    },
    {
      method: 'GET',
      path: /^\/actions\/runs\/(\d+)\/approvals$/,
      needs: [{ actions: 'read' }],
      answer: (_, [id = '']) => ({
        status: 200,
        body: runOf(site, id).approvals.map((each) => shownApproval(site, each)),
      }),
    },
  ];
}

/** Each environment once, however many jobs wait for it. */
function shownPending(site: WorkflowSite, run: Run, user: Account): readonly object[] {
  const first = new Map(run.pending.toReversed().map((each) => [each.environment.id, each]));
  return [...first.values()].reverse().map(({ environment, timerStartedAt }) => ({
    environment: shownBriefly(site, environment),
    wait_timer: environment.waitTimer,
    wait_timer_started_at: timerStartedAt === undefined ? null : timestamp(timerStartedAt),
    current_user_can_approve: mayReview(environment, run, user),
    reviewers: environment.reviewers.map((each) => shownReviewer(site.url(), each)),
  }));
}

/** @throws Refusal for an environment that the run does not wait for, or whose reviewer the caller is not */
function approvalOf({ clock }: WorkflowSite, run: Run, { body, caller }: ApiRequest): Approval {
  const { environment_ids, state, comment } = fieldsOf(body);
  if (!Array.isArray(environment_ids) || environment_ids.length === 0 || typeof comment !== 'string')
    throw new Refusal(422, 'Invalid request.\n\n"environment_ids", "state" and "comment" must be supplied.');
  if (state !== 'approved' && state !== 'rejected')
    throw new Refusal(
      422,
      `Invalid request.\n\n${JSON.stringify(state)} is not a member of ["approved", "rejected"].`,
    );
  const user = userOf(caller);
  const environments = environment_ids.map((id) => waitedFor(run, id));
  if (!environments.every((each) => mayReview(each, run, user)))
    throw new Refusal(422, 'You are not a required reviewer of every environment that was named.');
  return { environments, state, comment, user: user.login, at: clock.now() };
}

function waitedFor({ pending }: Run, id: unknown): DeployEnvironment {
  const found = pending.find(({ environment, isApproved }) => environment.id === id && !isApproved);
  if (found === undefined)
    throw new Refusal(422, 'There are no pending deployment requests to approve or reject.');
  return found.environment;
}

const shownApproval = (site: WorkflowSite, { environments, state, comment, user }: Approval): object => ({
  environments: environments.map((each) => {
    const { created_at, updated_at } = each;
    return { ...shownBriefly(site, each), created_at, updated_at };
  }),
  ...{ state, comment, user: shownUser(site.url(), user) },
});

function shownBriefly({ url, repository }: WorkflowSite, { id, name }: DeployEnvironment): object {
  const path = encodeURIComponent(name);
  return {
    ...{ id, node_id: `EN_${String(id)}`, name },
    url: `${url()}/repos/${repository}/environments/${path}`,
    html_url: `${url()}/${repository}/deployments/activity_log?environments_filter=${path}`,
  };
}
