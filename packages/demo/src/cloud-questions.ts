/** The few questions that the story asks the local cloud itself, over its own API, to prove what the actions say. */
import { askEcs } from '@slipway/local-aws/ask';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Every registered revision of a family, `web:1` and on. */
export async function revisionsOf(endpoint: string, family: string): Promise<string[]> {
  const answer = await askEcs(endpoint, 'ListTaskDefinitions', { familyPrefix: family });
  return strings(answer.taskDefinitionArns).map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
}

/** How many tasks the cluster has started since it opened, the stopped ones included. */
export async function startedTasks(endpoint: string, cluster: string): Promise<number> {
  const lists = await Promise.all(
    ['RUNNING', 'STOPPED'].map((desiredStatus) => askEcs(endpoint, 'ListTasks', { cluster, desiredStatus })),
  );
  return new Set(lists.flatMap((list) => strings(list.taskArns))).size;
}
