/** The statuses of a deployment over the API: said, listed and looked at. */
import { fieldsOf, mustExist, pageOf, type ApiRequest, type Route } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { userOf } from '../../tokens.ts';
import { deploymentOf } from './deployment-routes.ts';
import { addStatus, type Deployment, type DeploymentState, type DeploymentStatus } from './deployments.ts';
import { shownStatus } from './shown-deployment.ts';
import type { WorkflowSite } from '../world.ts';

/** Those that may be said; `waiting` is GitHub's own. */
const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;
const longestDescription = 140;

export function deploymentStatusRoutes(site: WorkflowSite): readonly Route[] {
  const all = /^\/deployments\/(\d+)\/statuses$/;
  return [
    {
      method: 'GET',
      path: all,
      needs: [{ deployments: 'read' }],
      answer: ({ query }, [id = '']) => {
        const deployment = deploymentOf(site, id);
        const page = pageOf(deployment.statuses.toReversed(), query, { usual: 30, most: 100 });
        return { status: 200, body: page.map((each) => shownStatus(site, deployment, each)) };
      },
    },
    {
      method: 'POST',
      path: all,
      needs: [{ deployments: 'write' }],
      answer: (request, [id = '']) => {
        const deployment = deploymentOf(site, id);
        return { status: 201, body: shownStatus(site, deployment, say(site, deployment, request)) };
      },
    },
    {
      method: 'GET',
      path: /^\/deployments\/(\d+)\/statuses\/(\d+)$/,
      needs: [{ deployments: 'read' }],
      answer: (_, [id = '', status = '']) => {
        const deployment = deploymentOf(site, id);
        const found = mustExist(deployment.statuses.find((each) => each.id === Number(status)));
        return { status: 200, body: shownStatus(site, deployment, found) };
      },
    },
  ];
}

function say(site: WorkflowSite, deployment: Deployment, { body, caller }: ApiRequest): DeploymentStatus {
  const sent = fieldsOf(body);
  const description = textOf(sent.description, '');
  if (description.length > longestDescription)
    throw invalid(
      `Only ${String(longestDescription)} characters are allowed; ${String(description.length)} were supplied.`,
    );
  return addStatus(site.deployments, deployment, {
    state: stateNamed(sent.state),
    ...{ description, environment: textOf(sent.environment, deployment.environment) },
    environmentUrl: textOf(sent.environment_url, ''),
    logUrl: textOf(sent.log_url, textOf(sent.target_url, '')),
    autoInactive: sent.auto_inactive !== false,
    creator: userOf(caller).login,
    createdAt: site.clock.now(),
  });
}

function stateNamed(sent: unknown): DeploymentState {
  if (typeof sent !== 'string') throw invalid('"state" wasn\'t supplied.');
  const state = states.find((each) => each === sent);
  if (state === undefined) throw invalid(`${sent} is not a member of ${JSON.stringify(states)}.`);
  return state;
}

const textOf = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual);

const invalid = (what: string): Refusal => new Refusal(422, `Invalid request.\n\n${what}`);
