/**
 * What is left where a role may not look at service deployments: DescribeServices lists what it calls deployments, and
 * the one with our id tells nearly every end. The ports are wrapped, so that no phase has to know; that less is seen
 * is said once, with the permission that would give more.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { deploymentBy, goodAmong, type Known } from './by-rollouts.ts';
import { isDenied } from '../planning/guards.ts';
import type { Deployment } from '../observations.ts';
import type { Learned, Ports, ServiceName } from '../ports.ts';

export function withFallback(ports: Ports, name: ServiceName, { owners }: Learned): Ports {
  const known: Known = { owners, reasons: new Map() };
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
