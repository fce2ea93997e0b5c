/** The gateway to CloudWatch: how alarms stand. Loaded only by a deployment that watches some of its own. */
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure } from './failures.ts';

/** DescribeAlarms takes a hundred names. */
const atOnce = 100;

export type AlarmClient = Pick<CloudWatchClient, 'send'>;

const sdkClient = (config: AwsConfig): AlarmClient => new CloudWatchClient(clientConfig(config));

export class CloudWatchAlarms {
  readonly #client: AlarmClient;

  /** @param clientOf what sends the calls; a simulation has one that needs no network. */
  constructor(config: AwsConfig, clientOf: (config: AwsConfig) => AlarmClient = sdkClient) {
    this.#client = clientOf(config);
  }

  /** @returns those of the names that there are, alarms made of alarms included. */
  async states(names: readonly string[]) {
    const states = [];
    for (let at = 0; at < names.length; at += atOnce) {
      const { MetricAlarms = [], CompositeAlarms = [] } = await this.#describe(names.slice(at, at + atOnce));
      states.push(...[...MetricAlarms, ...CompositeAlarms].map(stateOf));
    }
    return states;
  }

  async #describe(names: readonly string[]) {
    try {
      return await this.#client.send(
        new DescribeAlarmsCommand({
          AlarmNames: [...names],
          // Without types only alarms on metrics are told.
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: atOnce,
        }),
      );
    } catch (error) {
      const about = `the alarms ${names.join(', ')}`;
      throw awsFailure(error, { service: 'cloudwatch', operation: 'DescribeAlarms', about });
    }
  }
}

interface Alarm {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: string | undefined;
  readonly StateReason?: string | undefined;
  /** When its state changed; the other one is that of any word on its state. */
  readonly StateTransitionedTimestamp?: Date | undefined;
}

const stateOf = ({ AlarmName = '', StateValue, StateReason, StateTransitionedTimestamp }: Alarm) => ({
  name: AlarmName,
  state: StateValue ?? 'INSUFFICIENT_DATA',
  reason: StateReason,
  changedAt: StateTransitionedTimestamp?.getTime(),
});
