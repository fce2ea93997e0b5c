/**
 * What conditions may look at in a request of each action, as the Service Authorization Reference lists it; a key that
 * a request does not have is not there. Pure.
 */
import { tagsIn } from '../resource-tags.ts';
import type { ServiceId } from '../shapes.ts';
import type { Keys } from './policy.ts';
import { clusterOf } from './resources/ecs.ts';
import type { Input } from './resources/row.ts';

interface Asked {
  readonly id: ServiceId;
  readonly operation: string;
  readonly resource: string;
  /** `arn:aws:ecs:eu-west-1:123456789012:` */
  readonly place: string;
}

export function keysOf(asked: Asked, input: Input): Keys {
  return present({
    ...keysOfTags(input),
    ...(asked.id === 'ecs' ? ecsKeys(asked, input) : {}),
    ...(asked.id === 'autoscaling' && asked.resource !== '*' ? scalingKeys(input) : {}),
    ...(asked.operation === 'PutMetricData' ? { 'cloudwatch:namespace': [input.Namespace] } : {}),
  });
}

const scalingKeys = (input: Input): Record<string, readonly unknown[]> => ({
  'application-autoscaling:service-namespace': [input.ServiceNamespace],
  'application-autoscaling:scalable-dimension': [input.ScalableDimension],
});

/** Of what is made or tagged: each tag, and all of their names. Where tags are removed, their names alone. */
export function keysOfTags(input: Input): Keys {
  const tags = tagsIn(input.tags ?? input.Tags);
  const removed = input.tagKeys ?? input.TagKeys;
  return present({
    ...Object.fromEntries(tags.map(({ key, value }) => [`aws:requesttag/${key.toLowerCase()}`, [value]])),
    'aws:tagkeys': tags.length > 0 ? tags.map(({ key }) => key) : Array.isArray(removed) ? removed : [],
  });
}

/** Operations that name a cluster and are judged by it, besides those on what stands in one. */
const listing: ReadonlySet<string> = new Set(['ListServices', 'ListTasks', 'RunTask']);
const starting: ReadonlySet<string> = new Set(['CreateService', 'UpdateService', 'RunTask']);

function ecsKeys({ operation, resource, place }: Asked, input: Input): Record<string, readonly unknown[]> {
  const [kind = '', cluster = '', service = ''] = resource.slice(place.length).split('/');
  // Not even a service's tags are judged by its cluster.
  if (operation.endsWith('TagsForResource') || operation.endsWith('agResource')) return {};
  const named = inCluster.has(kind) ? cluster : listing.has(operation) ? clusterOf(input) : '';
  return {
    'ecs:cluster': named === '' ? [] : [`${place}cluster/${named}`],
    'ecs:service': ofService.has(kind) ? [`${place}service/${cluster}/${service}`] : [],
    ...(starting.has(operation) ? startKeys(input) : {}),
  };
}

const ofService: ReadonlySet<string> = new Set(['service-deployment', 'service-revision', 'task-set']);
const inCluster: ReadonlySet<string> = new Set(['service', 'task', ...ofService]);

function startKeys({
  enableExecuteCommand,
  networkConfiguration,
}: Input): Record<string, readonly unknown[]> {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as Readonly<Record<string, unknown>>;
  const { subnets, assignPublicIp } = (awsvpcConfiguration ?? {}) as Readonly<Record<string, unknown>>;
  return {
    'ecs:enable-execute-command': [enableExecuteCommand],
    'ecs:auto-assign-public-ip': assignPublicIp === undefined ? [] : [assignPublicIp === 'ENABLED'],
    'ecs:subnet': Array.isArray(subnets) ? subnets : [],
  };
}

const present = (keys: Readonly<Record<string, readonly unknown[]>>): Keys =>
  Object.fromEntries(
    Object.entries(keys)
      .map(([key, values]) => [key, values.filter((value) => value !== undefined).map(String)] as const)
      .filter(([, values]) => values.length > 0),
  );
