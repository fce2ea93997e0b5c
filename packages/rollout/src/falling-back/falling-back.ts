/**
 * What is left where a role may not look at service deployments: DescribeServices lists what it calls deployments, and
 * the one with our id tells nearly every end. The ports are wrapped, so that no phase has to know; that less is seen
 * is said once, with the permission that would give more.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { deploymentBy, goodAmong, type Known } from './by-rollouts.ts';
import { isDenied } from '../planning/guards.ts';
import type { Deployment } from '../observations.ts';
import { serviceOf, type Phase } from '../phases.ts';
import type { Ports } from '../ports.ts';

/** @param phase where the run begins or goes on; it may know our deployment and its id, which a later look can't tell. */
export function withFallback(ports: Ports, phase: Phase): Ports {
  const name = serviceOf(phase);
  const known: Known = { owners: ownersIn(phase), reasons: new Map() };
  const told = new Set<string>();
  const orElse = async <T>(
    ask: () => Promise<T>,
    action: string,
    otherwise: () => Promise<T>,
  ): Promise<T> => {
    if (told.has(action)) return otherwise();
    try {
      return await ask();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!isDenied(failure)) throw failure;
      tell(action, failure, told, ports);
      return otherwise();
    }
  };
  const { deployments, revisions, services } = ports;
  const seen = async (arn: string): Promise<Deployment | undefined> => {
    const service = await services.describe(name);
    return service && deploymentBy(arn, service, known);
  };
  const good = async (): Promise<Deployment | undefined> => {
    const service = await services.describe(name);
    return service && goodAmong(service);
  };
  return {
    ...ports,
    deployments: {
      ...deployments,
      describe: (arn) =>
        orElse(
          () => deployments.describe(arn),
          'ecs:DescribeServiceDeployments',
          () => seen(arn),
        ),
      newestSuccessful: (of) =>
        orElse(() => deployments.newestSuccessful(of), 'ecs:ListServiceDeployments', good),
    },
    revisions: {
      taskDefinitionOf: async (revision) => {
        // Rollouts have no service revision: there it is the task definition itself.
        if (revision.includes(':task-definition/')) return revision;
        const unknown = async (): Promise<undefined> => undefined;
        return orElse(() => revisions.taskDefinitionOf(revision), 'ecs:DescribeServiceRevisions', unknown);
      },
    },
  };
}

/** Once ECS has gone back another rollout is the primary one. */
function ownersIn(phase: Phase): Map<string, string> {
  const { deployment, owner } = 'started' in phase ? phase.started : nobody;
  return new Map(deployment === undefined || owner === undefined ? [] : [[deployment, owner]]);
}

const nobody = { deployment: undefined, owner: undefined };

const lost: Readonly<Record<string, string>> = {
  'ecs:DescribeServiceDeployments':
    'the deployment is followed by its id in DescribeServices, which tells neither stages and hooks nor alarms',
  'ecs:ListServiceDeployments': 'what served before is told by the deployments that the service still shows',
  'ecs:DescribeServiceRevisions':
    'the way back is an update of the service, not the faster stop of its deployment',
};

function tell(action: string, failure: Failure, told: Set<string>, { log }: Ports): void {
  told.add(action);
  log.info(`${failure.what}: ${lost[action] ?? ''}. Allow \`${action}\` for more.`);
}
