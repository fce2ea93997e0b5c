/** The few questions that the story asks the local cloud itself, over its own API, to prove what the actions say. */

type Answer = Readonly<Record<string, unknown>>;

/** One call of the local ECS. @throws Error that quotes what it answered, when it refused. */
export async function askEcs(endpoint: string, operation: string, input: object): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (!response.ok || typeof body !== 'object' || body === null) {
    throw new Error(`${operation} answered ${String(response.status)}: ${JSON.stringify(body)}`);
  }
  return body as Answer;
}

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
