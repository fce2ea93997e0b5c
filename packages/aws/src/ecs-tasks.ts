/** Tasks on ECS for whoever deploys: those of a service, and which revisions of a family a cluster runs. */
import { DescribeTasksCommand, ListTasksCommand, type ListTasksCommandInput } from '@aws-sdk/client-ecs';
import type { EcsReads } from './ecs-calls.ts';
import type { ServiceName } from './ecs-names.ts';
import { about } from './ecs-names.ts';
import { taskOf } from './ecs-shapes.ts';

/** DescribeTasks takes a hundred, and lists come in hundreds. */
const atOnce = 100;

export function tasksOf(calls: EcsReads) {
  const list = (what: string, input: ListTasksCommandInput) =>
    calls.list('ListTasks', what, async (nextToken) => {
      const answer = await calls.reads.send(
        new ListTasksCommand({ ...input, maxResults: atOnce, nextToken }),
      );
      return { items: answer.taskArns, nextToken: answer.nextToken };
    });
  const ofService = (name: ServiceName, desiredStatus: 'RUNNING' | 'STOPPED') =>
    list(about(name), { cluster: name.cluster, serviceName: name.service, desiredStatus });
  const describe = async (cluster: string, arns: readonly string[]) => {
    const tasks = [];
    for (let at = 0; at < arns.length; at += atOnce) {
      const command = new DescribeTasksCommand({ cluster, tasks: arns.slice(at, at + atOnce) });
      const answer = await calls.call('DescribeTasks', `the tasks in cluster ${cluster}`, () =>
        calls.reads.send(command),
      );
      tasks.push(...(answer.tasks ?? []).map(taskOf));
    }
    return tasks;
  };
  return {
    stopped: (name: ServiceName) => ofService(name, 'STOPPED'),
    live: (name: ServiceName) => ofService(name, 'RUNNING'),
    describe,
    /** ARNs of the task definitions of the family that run in the cluster, whichever service or person started them. */
    usedRevisions: async (cluster: string, family: string) => {
      const arns = await list(`the tasks of ${family} in cluster ${cluster}`, { cluster, family });
      const tasks = await describe(cluster, arns);
      return [...new Set(tasks.map(({ taskDefinition }) => taskDefinition))];
    },
  };
}
