/** Task definitions on ECS for whoever deploys: make a revision, read one, find those of a family, retire one. */
import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type DescribeTaskDefinitionResponse,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { Failure } from '@slipway/action-kit/failures';
import type { EcsCalls } from './ecs-calls.ts';
import { present } from './ecs-shapes.ts';

/** Lists come in hundreds. */
const atOnce = 100;

export function taskDefinitionsOf(calls: EcsCalls) {
  const describe = async (reference: string) => {
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] });
    const what = `the task definition ${reference}`;
    return registeredOf(await calls.call('DescribeTaskDefinition', what, () => calls.reads.send(command)));
  };
  return {
    describe,
    /**
     * @param document as RegisterTaskDefinition takes it. Whoever read it has checked its members: the SDK leaves out
     *   the ones that it does not know, and ECS never sees them.
     */
    register: async (document: Readonly<Record<string, unknown>>) => {
      const input = document as unknown as RegisterTaskDefinitionCommandInput;
      const what = `the task definition ${String(document.family)}`;
      const { taskDefinition } = await calls.change('RegisterTaskDefinition', what, () =>
        calls.changes.send(new RegisterTaskDefinitionCommand(input)),
      );
      return present(taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
    },
    /** The newest ACTIVE revision; a family that has none is one that ECS does not know. */
    newest: async (family: string) => {
      try {
        return await describe(family);
      } catch (thrown) {
        if (thrown instanceof Failure && thrown.code === 'task-definition-not-found') return undefined;
        throw thrown;
      }
    },
    /** ARNs of the ACTIVE revisions, newest first. */
    active: async (family: string) => {
      const arns = await calls.list('ListTaskDefinitions', `the task definitions of ${family}`, (nextToken) =>
        page(calls, family, nextToken),
      );
      return arns.filter((arn) => isOf(family, arn)).sort((a, b) => numberOf(b) - numberOf(a));
    },
    /** Twice is once: a revision that is INACTIVE stays so. */
    deregister: async (arn: string) => {
      const command = new DeregisterTaskDefinitionCommand({ taskDefinition: arn });
      await calls.change('DeregisterTaskDefinition', `the task definition ${arn}`, () =>
        calls.changes.send(command),
      );
    },
  };
}

async function page(calls: EcsCalls, family: string, nextToken: string | undefined) {
  const input = {
    familyPrefix: family,
    status: 'ACTIVE' as const,
    sort: 'DESC' as const,
    maxResults: atOnce,
    nextToken,
  };
  const answer = await calls.reads.send(new ListTaskDefinitionsCommand(input));
  return { items: answer.taskDefinitionArns, nextToken: answer.nextToken };
}

function registeredOf({ taskDefinition, tags }: DescribeTaskDefinitionResponse) {
  const document = present(taskDefinition, 'taskDefinition');
  return {
    arn: present(document.taskDefinitionArn, 'taskDefinitionArn'),
    isActive: (document.status ?? 'ACTIVE') === 'ACTIVE',
    document: { ...document, tags: tags ?? [] },
  };
}

const isOf = (family: string, arn: string): boolean => arn.replace(/:\d+$/, '').endsWith(`/${family}`);

const numberOf = (arn: string): number => Number(/:(\d+)$/.exec(arn)?.[1] ?? 0);
