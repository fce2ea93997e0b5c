/** The gateway to CloudWatch Logs: the last lines of one container. */
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure, errorName } from './failures.ts';

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
    const command = new GetLogEventsCommand({
      logGroupName: group,
      logStreamName: stream,
      limit: lines,
      startFromHead: false,
    });
    const { events } = await client.send(command);
    return (events ?? []).flatMap(({ message }) => message ?? []);
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return [];
    throw awsFailure(error, { service: 'logs', operation: 'GetLogEvents', about: `${group} ${stream}` });
  } finally {
    client.destroy();
  }
}
