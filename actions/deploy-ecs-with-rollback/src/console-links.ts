/** Where a person looks in the AWS console. */
import type { LogDestination } from '@slipway/rollout/observations';
import type { ServiceName } from '@slipway/rollout/ports';

export function serviceUrl(region: string, { cluster, service }: ServiceName): string {
  const path = `ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}`;
  return `https://${region}.console.aws.amazon.com/${path}/health?region=${region}`;
}

/** The console encodes its fragment twice, with `$` for `%`. */
export function logUrl(region: string, { group, stream }: LogDestination): string {
  const twice = (name: string): string => encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`;
}
