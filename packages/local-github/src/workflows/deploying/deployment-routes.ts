/** Deployments over the API: made, listed, looked at and deleted. */
import { fieldsOf, mustExist, pageOf, type ApiRequest, type Route } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { userOf } from '../../tokens.ts';
import { newDeployment, stateOfDeployment, type Deployment } from './deployments.ts';
import { shownDeployment } from './shown-deployment.ts';
import type { WorkflowSite } from '../world.ts';

export function deploymentRoutes(site: WorkflowSite): readonly Route[] {
  const all = /^\/deployments$/;
  const one = /^\/deployments\/(\d+)$/;
  return [
    {
      method: 'GET',
      path: all,
      needs: [{ deployments: 'read' }],
      answer: ({ query }) => ({ status: 200, body: list(site, query) }),
    },
    {
      method: 'POST',
      path: all,
      needs: [{ deployments: 'write' }],
      answer: (request) => ({ status: 201, body: shownDeployment(site, create(site, request)) }),
    },
    {
      method: 'GET',
      path: one,
      needs: [{ deployments: 'read' }],
      answer: (_, [id = '']) => ({ status: 200, body: shownDeployment(site, deploymentOf(site, id)) }),
    },
    {
      method: 'DELETE',
      path: one,
      needs: [{ deployments: 'write' }],
      answer: (_, [id = '']) => {
        remove(site, deploymentOf(site, id));
        return { status: 204 };
      },
    },
  ];
}

/** @throws Refusal 404 */
export const deploymentOf = ({ deployments }: WorkflowSite, id: string): Deployment =>
  mustExist(deployments.find((each) => each.id === Number(id)));

/** Newest first. */
function list(site: WorkflowSite, query: URLSearchParams): readonly object[] {
  const filters = (['sha', 'ref', 'task', 'environment'] as const).filter((name) => {
    const value = query.get(name);
    return value !== null && value !== 'none';
  });
  const found = site.deployments.filter((each) => filters.every((name) => each[name] === query.get(name)));
  const page = pageOf(found.reverse(), query, { usual: 30, most: 100 });
  return page.map((each) => shownDeployment(site, each));
}

function create(site: WorkflowSite, { body, caller }: ApiRequest): Deployment {
  const sent = fieldsOf(body);
  const { ref } = sent;
  if (typeof ref !== 'string' || ref === '')
    throw new Refusal(422, 'Invalid request.\n\n"ref" wasn\'t supplied.');
  const environment = textOf(sent.environment, 'production');
  return newDeployment(site.deployments, {
    ...{ ref, sha: commit(site, ref), environment, task: textOf(sent.task, 'deploy') },
    description: textOf(sent.description, '') || null,
    payload: sent.payload ?? {},
    transient: sent.transient_environment === true,
    production:
      sent.production_environment === true ||
      (sent.production_environment === undefined && environment === 'production'),
    creator: userOf(caller).login,
    createdAt: site.clock.now(),
  });
}

/** @throws Refusal for what is neither a branch, a tag nor a commit of one */
function commit({ refs, shaOf }: WorkflowSite, ref: string): string {
  const short = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const found = refs.find((each) => each === short || shaOf(each) === ref);
  if (found === undefined) throw new Refusal(422, `No ref found for: ${ref}`);
  return shaOf(found);
}

const textOf = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual);

function remove({ deployments }: WorkflowSite, deployment: Deployment): void {
  const others = deployments.some(
    (each) => each !== deployment && each.environment === deployment.environment,
  );
  if (others && stateOfDeployment(deployment) !== 'inactive')
    throw new Refusal(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    );
  deployments.splice(deployments.indexOf(deployment), 1);
}
