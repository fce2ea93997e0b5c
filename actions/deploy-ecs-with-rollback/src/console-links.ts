/** Where a person looks in the AWS console. A region may come from a document, so it is encoded like any name. */
import type { LogDestination } from '@slipway/rollout/observations';
import type { ServiceName } from '@slipway/rollout/ports';

export function serviceUrl(region: string, { cluster, service }: ServiceName): string {
  const path = `ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}`;
  return `${consoleOf(region)}/${path}/health?region=${encodeURIComponent(region)}`;
}

/** The console encodes its fragment twice, with `$` for `%`. */
export function logUrl(region: string, { group, stream }: LogDestination): string {
  const twice = (name: string): string => encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
  return `${consoleOf(region)}/cloudwatch/home?region=${encodeURIComponent(region)}#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`;
}

function consoleOf(region: string): string {
  return `https://${encodeURIComponent(region)}.console.aws.amazon.com`;
}
