/**
 * Where a person looks in the AWS console. Names and regions may come from documents, so they are encoded; where a
 * partition has no public console there is no link, for none is better than a wrong one.
 */
import { lastPart } from '@slipway/rollout/names';
import type { LogDestination } from '@slipway/rollout/observations';
import type { ServiceName } from '@slipway/rollout/ports';

type Url = string | undefined;

export const serviceUrl = (region: string, name: ServiceName): Url => ofService(region, name, 'health');

/** The list, with the newest on top: ECS documents no address for one deployment. */
export const deploymentsUrl = (region: string, name: ServiceName): Url =>
  ofService(region, name, 'deployments');

/** @param task its ARN or its id. */
export const taskUrl = (region: string, name: ServiceName, task: string): Url =>
  ofService(region, name, `tasks/${encoded(lastPart(task))}/configuration`);

/** The console encodes its fragment twice, with `$` for `%`. */
export function logUrl(region: string, { group, stream }: LogDestination): Url {
  const twice = (name: string): string => encoded(encoded(name)).replaceAll('%', '$');
  return ofCloudWatch(region, `logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`);
}

export const alarmUrl = (region: string, alarm: string): Url =>
  ofCloudWatch(region, `alarmsV2:alarm/${encoded(alarm)}`);

/** Cluster and service may be given as ARNs; the console knows names. */
function ofService(region: string, { cluster, service }: ServiceName, page: string): Url {
  const path = `clusters/${encoded(lastPart(cluster))}/services/${encoded(lastPart(service))}/${page}`;
  return inConsole(region, (home) => `${home}/ecs/v2/${path}?region=${encoded(region)}`);
}

const ofCloudWatch = (region: string, fragment: string): Url =>
  inConsole(region, (home) => `${home}/cloudwatch/home?region=${encoded(region)}#${fragment}`);

function inConsole(region: string, address: (home: string) => string): Url {
  const domain = domains.find(([prefix]) => prefix.test(region))?.[1];
  return domain === undefined ? undefined : address(`https://${encoded(region)}.${domain}`);
}

/** Of the partitions aws-cn, aws-us-gov and aws-eusc; those of the aws-iso family have none that is public. */
const domains: readonly (readonly [RegExp, string | undefined])[] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/^eusc-/, 'console.amazonaws-eusc.eu'],
  [/^[a-z]+-iso[a-z]?-/, undefined],
  [/(?:)/, 'console.aws.amazon.com'],
];

const encoded = (name: string): string => encodeURIComponent(name).replaceAll("'", '%27');
