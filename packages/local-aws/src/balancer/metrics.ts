/**
 * What a load balancer tells CloudWatch, by ALB's names: each request when it is answered, and at every full minute how
 * many targets are healthy, as long as there are any.
 */
import type { CloudClock, Measurement, MetricSink, TargetHealth } from '../ports.ts';
import type { TargetGroup } from './target-group.ts';

/** Who answered a request, with what. */
export type Tell = (by: 'target' | 'balancer', status: number) => void;

/** What is to be told of a request that is on its way. */
export interface Observed {
  readonly tell: Tell;
  /** A target took no connection; another one may be tried. */
  readonly refused: () => void;
}

export interface BalancerMetrics {
  /** Of a request that begins now. */
  request(loadBalancerArn: string, group: TargetGroup): Observed;
  /** Begins to count the targets of a group, unless it is being done. */
  countHosts(loadBalancerArn: string, group: TargetGroup): void;
}

export function balancerMetrics(sink: MetricSink | undefined, clock: CloudClock): BalancerMetrics {
  if (sink === undefined) {
    const nobody = { tell: () => undefined, refused: () => undefined };
    return { request: () => nobody, countHosts: () => undefined };
  }
  const counted = new Set<TargetGroup>();
  return {
    request: (loadBalancerArn, group) => {
      const startedAt = clock.now();
      // Of one that is forwarded there is at least one.
      const hosts = Math.max(1, countOf(group, 'healthy'));
      const tell: Tell = (by, status) => {
        // What the target took in truth: time that is scaled makes nobody slow.
        const seconds = (clock.now() - startedAt) / clock.factor / 1000;
        for (const measured of requestMeasurements(loadBalancerArn, group, { by, status, seconds, hosts })) {
          sink.record(measured);
        }
      };
      const refused = (): void => {
        for (const measured of refusals(loadBalancerArn, group)) sink.record(measured);
      };
      return { tell, refused };
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
  /** That could have answered. */
  readonly hosts: number;
}

function requestMeasurements(
  loadBalancerArn: string,
  group: TargetGroup,
  { by, status, seconds, hosts }: Answered,
): Measurement[] {
  const statusClass = `${Math.floor(status / 100)}XX_Count`;
  const LoadBalancer = lastOf(loadBalancerArn, ':loadbalancer/');
  if (by === 'balancer') return [measurement(`HTTPCode_ELB_${statusClass}`, { LoadBalancer }, 1)];
  const both = dimensionsOf(loadBalancerArn, group);
  const told = [{ LoadBalancer }, both].flatMap((dimensions) => [
    measurement('RequestCount', dimensions, 1),
    measurement(`HTTPCode_Target_${statusClass}`, dimensions, 1),
    measurement('TargetResponseTime', dimensions, seconds, 'Seconds'),
  ]);
  // Its sum is the number of requests over that of the targets.
  const { TargetGroup } = both;
  const shared = [{ TargetGroup }, both].map((dimensions) =>
    measurement('RequestCountPerTarget', dimensions, 1 / hosts),
  );
  return [...told, ...shared];
}

function refusals(loadBalancerArn: string, group: TargetGroup): Measurement[] {
  const both = dimensionsOf(loadBalancerArn, group);
  return [{ LoadBalancer: both.LoadBalancer }, both].map((dimensions) =>
    measurement('TargetConnectionErrorCount', dimensions, 1),
  );
}

function hostMeasurements(loadBalancerArn: string, group: TargetGroup): Measurement[] {
  const dimensions = dimensionsOf(loadBalancerArn, group);
  return [
    measurement('HealthyHostCount', dimensions, countOf(group, 'healthy')),
    measurement('UnHealthyHostCount', dimensions, countOf(group, 'unhealthy')),
  ];
}

const countOf = (group: TargetGroup, state: TargetHealth['state']): number =>
  group.targets().filter((target) => group.health(target).state === state).length;

const dimensionsOf = (loadBalancerArn: string, { arn }: TargetGroup) => ({
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
