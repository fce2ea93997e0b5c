/** Where a container's log stands, read from the task definition that it was started from. */
import type { LogDestination, TaskDocument } from '../observations.ts';

/** `prefix/container/task`, as the awslogs driver names its streams. */
export function logDestination(
  document: TaskDocument,
  container: string,
  task: string,
): LogDestination | undefined {
  const containers = Array.isArray(document.containerDefinitions) ? document.containerDefinitions : [];
  const definition = containers.map(record).find(({ name }) => name === container);
  const configuration = record(definition?.logConfiguration);
  const options = record(configuration.options);
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

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
