/** The log groups and their streams: written by containers, read by the operations. */
import type { CloudClock, LogStore } from '../ports.ts';
import { ServiceError } from '../service.ts';
import type { World } from '../world.ts';
import { createLogStream, type LogStream } from './log-stream.ts';

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** Told, and not acted on: a local cloud does not live that long. */
  retentionInDays: number | undefined;
  /** ARN; told, and nothing is encrypted. */
  kmsKeyId: string | undefined;
  readonly groupClass: string;
  readonly streams: ReadonlyMap<string, LogStream>;
}

export interface LogGroups {
  readonly store: LogStore;
  /** By name. */
  all(): readonly LogGroup[];
  /** @throws ServiceError ResourceNotFoundException */
  group(name: string): LogGroup;
  /** @throws ServiceError ResourceAlreadyExistsException */
  create(name: string, groupClass?: string): LogGroup;
  /** @throws ServiceError ResourceNotFoundException */
  delete(name: string): void;
  /** @throws ServiceError ResourceNotFoundException */
  stream(group: string, name: string): LogStream;
}

export type LogWorld = Pick<World, 'account' | 'region' | 'logGroups'>;

export function createLogGroups(world: LogWorld, clock: Pick<CloudClock, 'now'>): LogGroups {
  const groups = new Map<string, LogGroup & { readonly streams: Map<string, LogStream> }>();
  const create = (name: string, groupClass = 'STANDARD') => {
    const arn = `arn:aws:logs:${world.region}:${world.account}:log-group:${name}`;
    const streams = new Map<string, LogStream>();
    const unset = { retentionInDays: undefined, kmsKeyId: undefined };
    const group = { name, arn, createdAt: clock.now(), groupClass, ...unset, streams };
    groups.set(name, group);
    return group;
  };
  for (const { name } of world.logGroups) create(name);
  const group = (name: string): LogGroup => {
    const found = groups.get(name);
    if (found === undefined) throw notFound('group');
    return found;
  };
  return {
    all: () => [...groups.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    group,
    create: (name, groupClass) => {
      if (!groups.has(name)) return create(name, groupClass);
      throw new ServiceError('ResourceAlreadyExistsException', 'The specified log group already exists');
    },
    delete: (name) => void groups.delete(group(name).name),
    stream: (groupName, name) => {
      const found = group(groupName).streams.get(name);
      if (found === undefined) throw notFound('stream');
      return found;
    },
    store: {
      append: (destination, line) => {
        // As with awslogs-create-group: output is never lost because a world file forgot its group.
        const { streams } = groups.get(destination.group) ?? create(destination.group);
        const known = streams.get(destination.stream);
        const stream = known ?? createLogStream(destination.stream, clock.now());
        if (known === undefined) streams.set(destination.stream, stream);
        stream.append(clock.now(), line);
      },
    },
  };
}

function notFound(what: 'group' | 'stream'): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}
