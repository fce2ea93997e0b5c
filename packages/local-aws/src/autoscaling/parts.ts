/** What the operations of Application Auto Scaling work on. */
import type { AlarmStore } from '../cloudwatch/alarms.ts';
import type { Metrics } from '../cloudwatch/metrics.ts';
import type { CloudClock, ScalableServices } from '../ports.ts';
import type { Memory } from './model.ts';
import type { Account } from './names.ts';

export interface AutoScalingParts {
  readonly world: Account;
  readonly clock: CloudClock;
  readonly services: ScalableServices;
  readonly alarms: AlarmStore;
  readonly metrics: Pick<Metrics, 'datapoints'>;
  readonly memory: Memory;
}
