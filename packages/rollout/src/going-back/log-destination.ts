/** Where a container's log stands, read from the task definition that it was started from. */
import { containersOf, membersOf } from '../container-documents.ts';
import type { LogDestination, TaskDocument } from '../observations.ts';

/** `prefix/container/task`, as the awslogs driver names its streams. */
export function logDestination(
  document: TaskDocument,
  container: string,
  task: string,
): LogDestination | undefined {
  const definition = containersOf(document).find(({ name }) => name === container);
  const configuration = membersOf(definition?.logConfiguration);
  const options = membersOf(configuration.options);
  const [group, prefix] = [options['awslogs-group'], options['awslogs-stream-prefix']];
  const region = options['awslogs-region'];
  if (configuration.logDriver !== 'awslogs' || typeof group !== 'string' || typeof prefix !== 'string') {
    return undefined;
  }
  return {
    group,
    stream: `${prefix}/${container}/${task}`,
    region: typeof region === 'string' ? region : undefined,
  };
}
