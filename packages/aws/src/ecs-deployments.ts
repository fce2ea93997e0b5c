/** Service deployments on ECS: the one by its ARN, the successful ones of the past, and what can be asked of one. */
import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  type ListServiceDeploymentsRequest,
} from '@aws-sdk/client-ecs';
import type { EcsCalls, EcsReads } from './ecs-calls.ts';
import { about, type ServiceName } from './ecs-names.ts';
import { deploymentOf } from './ecs-shapes.ts';

const atOnce = 100;

/** What can be known of deployments. */
export function knownDeployments(calls: EcsReads) {
  const describe = async (arn: string) => {
    const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
    const answer = await calls.call('DescribeServiceDeployments', `service deployment ${arn}`, () =>
      calls.reads.send(command),
    );
    const found = answer.serviceDeployments?.[0];
    return found === undefined ? undefined : deploymentOf(found);
  };
  const described = async (arn: string | undefined) => (arn === undefined ? undefined : describe(arn));
  return {
    describe,
    newestSuccessful: async (name: ServiceName) => described((await successful(calls, name))[0]?.arn),
    successful: (name: ServiceName) => successful(calls, name),
    /** ARNs, oldest first. @param time milliseconds since the epoch. */
    since: async (name: ServiceName, time: number) => {
      const createdAt = { after: new Date(time) };
      return (await listed(calls, name, { createdAt })).map(({ arn }) => arn).reverse();
    },
  };
}

export function deploymentsOf(calls: EcsCalls) {
  return {
    ...knownDeployments(calls),
    rollBack: async (arn: string) => {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
      await calls.repeatable('StopServiceDeployment', `service deployment ${arn}`, () =>
        calls.changes.send(command),
      );
    },
    /** Sent once: after a lost answer the deployment itself tells what became of its hook. */
    continueHook: async (arn: string, hookId: string, action: 'CONTINUE' | 'ROLLBACK') => {
      const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn: arn, hookId, action });
      await calls.change('ContinueServiceDeployment', `service deployment ${arn}`, () =>
        calls.changes.send(command),
      );
    },
  };
}

interface Listed {
  readonly arn: string;
  /** ARN of the service revision that it brings. */
  readonly revision: string | undefined;
  /** Milliseconds since the epoch; undefined while it is not over. */
  readonly finishedAt: number | undefined;
}

const successful = (calls: EcsReads, name: ServiceName) => listed(calls, name, { status: ['SUCCESSFUL'] });

/** Newest first, of the 90 days that ECS remembers. */
async function listed(
  calls: EcsReads,
  name: ServiceName,
  filter: Pick<ListServiceDeploymentsRequest, 'status' | 'createdAt'>,
): Promise<Listed[]> {
  const found = await calls.list('ListServiceDeployments', about(name), async (nextToken) => {
    const input = { ...name, ...filter, maxResults: atOnce, nextToken };
    const answer = await calls.reads.send(new ListServiceDeploymentsCommand(input));
    return { items: answer.serviceDeployments, nextToken: answer.nextToken };
  });
  return found
    .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))
    .flatMap(({ serviceDeploymentArn: arn, targetServiceRevisionArn: revision, finishedAt }) =>
      arn === undefined ? [] : { arn, revision, finishedAt: finishedAt?.getTime() },
    );
}
