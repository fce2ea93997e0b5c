/** The gateway to CloudWatch Logs: the last lines of one container. */
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { errorName } from './error-shape.ts';
import { awsFailure } from './failures.ts';

export interface LogDestination {
  readonly group: string;
  readonly stream: string;
  /** Where the driver writes to; the gateway's own region when undefined. */
  readonly region: string | undefined;
}

/** @returns the last lines, oldest first; none when nothing was written there. */
export async function tail(
  config: AwsConfig,
  { group, stream, region }: LogDestination,
  lines: number,
): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(clientConfig({ ...config, region: region ?? config.region }));
  try {
    return await lastEvents(client, { logGroupName: group, logStreamName: stream, limit: lines });
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return [];
    throw awsFailure(error, { service: 'logs', operation: 'GetLogEvents', about: `${group} ${stream}` });
  } finally {
    client.destroy();
  }
}

/** An empty page need not be the end; the same token twice is. */
const emptyPages = 3;

async function lastEvents(
  client: CloudWatchLogsClient,
  stream: { readonly logGroupName: string; readonly logStreamName: string; readonly limit: number },
): Promise<readonly string[]> {
  let token: string | undefined;
  for (let page = 0; page < emptyPages; page += 1) {
    const input = { ...stream, startFromHead: false, nextToken: token };
    const { events = [], nextBackwardToken } = await client.send(new GetLogEventsCommand(input));
    if (events.length > 0) return events.flatMap(({ message }) => message ?? []);
    if (nextBackwardToken === undefined || nextBackwardToken === token) return [];
    token = nextBackwardToken;
  }
  return [];
}
