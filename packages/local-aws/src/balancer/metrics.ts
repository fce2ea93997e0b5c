/**
 * What a load balancer tells CloudWatch, by ALB's names: each request when it is answered, and at every full minute how
 * many targets are healthy, as long as there are any.
 */
import type { CloudClock, Measurement, MetricSink } from '../ports.ts';
import type { TargetGroup } from './target-group.ts';

/** Who answered a request, with what. */
export type Tell = (by: 'target' | 'balancer', status: number) => void;

export interface BalancerMetrics {
  /** @returns what is to be told how a request ended that begins now */
  request(loadBalancerArn: string, group: TargetGroup): Tell;
  /** Begins to count the targets of a group, unless it is being done. */
  countHosts(loadBalancerArn: string, group: TargetGroup): void;
}

export function balancerMetrics(sink: MetricSink | undefined, clock: CloudClock): BalancerMetrics {
  if (sink === undefined) return { request: () => () => undefined, countHosts: () => undefined };
  const counted = new Set<TargetGroup>();
  return {
    request: (loadBalancerArn, group) => {
      const startedAt = clock.now();
      return (by, status) => {
        // What the target took in truth: time that is scaled makes nobody slow.
        const seconds = (clock.now() - startedAt) / clock.factor / 1000;
        for (const measured of requestMeasurements(loadBalancerArn, group, { by, status, seconds })) {
          sink.record(measured);
        }
      };
    },
    countHosts: (loadBalancerArn, group) => {
      if (counted.has(group)) return;
      counted.add(group);
      const next = (): void => void clock.after(minute - (clock.now() % minute), count);
      const count = (): void => {
        if (group.targets().length === 0) return void counted.delete(group);
        for (const measured of hostMeasurements(loadBalancerArn, group)) sink.record(measured);
        next();
      };
      next();
    },
  };
}

const minute = 60_000;

interface Answered {
  readonly by: 'target' | 'balancer';
  readonly status: number;
  readonly seconds: number;
}

function requestMeasurements(
  loadBalancerArn: string,
  group: TargetGroup,
  { by, status, seconds }: Answered,
): Measurement[] {
  const statusClass = `${Math.floor(status / 100)}XX_Count`;
  const LoadBalancer = lastOf(loadBalancerArn, ':loadbalancer/');
  if (by === 'balancer') return [measurement(`HTTPCode_ELB_${statusClass}`, { LoadBalancer }, 1)];
  return [{ LoadBalancer }, dimensionsOf(loadBalancerArn, group)].flatMap((dimensions) => [
    measurement('RequestCount', dimensions, 1),
    measurement(`HTTPCode_Target_${statusClass}`, dimensions, 1),
    measurement('TargetResponseTime', dimensions, seconds, 'Seconds'),
  ]);
}

function hostMeasurements(loadBalancerArn: string, group: TargetGroup): Measurement[] {
  const states = group.targets().map((target) => group.health(target).state);
  const dimensions = dimensionsOf(loadBalancerArn, group);
  const count = (state: string): number => states.filter((each) => each === state).length;
  return [
    measurement('HealthyHostCount', dimensions, count('healthy')),
    measurement('UnHealthyHostCount', dimensions, count('unhealthy')),
  ];
}

const dimensionsOf = (loadBalancerArn: string, { arn }: TargetGroup): Record<string, string> => ({
  TargetGroup: `targetgroup/${lastOf(arn, ':targetgroup/')}`,
  LoadBalancer: lastOf(loadBalancerArn, ':loadbalancer/'),
});

const lastOf = (arn: string, mark: string): string => arn.slice(arn.indexOf(mark) + mark.length);

const measurement = (
  name: string,
  dimensions: Readonly<Record<string, string>>,
  value: number,
  unit = 'Count',
): Measurement => ({ metric: { namespace: 'AWS/ApplicationELB', name, dimensions }, unit, value });
