/**
 * What Container Insights counts of the services in clusters that have it: how many tasks there are and should be, at
 * every full minute, as long as there is such a cluster. CPU and memory are not measured.
 */
import type { Measurement, MetricSink } from '../ports.ts';
import type { Operation } from '../service.ts';
import { countsOf } from './answers.ts';
import type { ClusterRecord, EcsState, ServiceRecord } from './model.ts';

const minute = 60_000;

/** @returns the operations, those that may switch it on being followed by a look whether there is something to count */
export function withInsights(
  operations: Readonly<Record<string, Operation>>,
  state: EcsState,
  sink: MetricSink,
): Readonly<Record<string, Operation>> {
  const begin = createRounds(state, sink);
  const switching = Object.entries(operations).filter(([name]) => switches.includes(name));
  const followed = switching.map(([name, run]): [string, Operation] => [
    name,
    (input, context) => {
      const answer = run(input, context);
      begin();
      return answer;
    },
  ]);
  return { ...operations, ...Object.fromEntries(followed) };
}

const switches = ['CreateCluster', 'UpdateCluster', 'UpdateClusterSettings'];

function createRounds(state: EcsState, sink: MetricSink): () => void {
  const { clock } = state;
  let waiting = false;
  const begin = (): void => {
    if (waiting || ![...state.clusters.values()].some(hasInsights)) return;
    waiting = true;
    clock.after(minute - (clock.now() % minute), () => {
      waiting = false;
      for (const measured of measurements(state)) sink.record(measured);
      begin();
    });
  };
  return begin;
}

const hasInsights = ({ status, settings }: ClusterRecord): boolean =>
  status === 'ACTIVE' &&
  settings.settings?.some(({ name, value }) => name === 'containerInsights' && value !== 'disabled') === true;

const measurements = (state: EcsState): Measurement[] =>
  state.services
    .filter(({ status, cluster }) => status === 'ACTIVE' && hasInsights(cluster))
    .flatMap((service) => ofService(state, service));

function ofService(state: EcsState, service: ServiceRecord): Measurement[] {
  const { runningCount, pendingCount } = countsOf(state, (task) => task.service === service);
  const counts = {
    DesiredTaskCount: service.desiredCount,
    RunningTaskCount: runningCount,
    PendingTaskCount: pendingCount,
  };
  const dimensions = { ClusterName: service.cluster.name, ServiceName: service.name };
  return Object.entries(counts).map(([name, value]) => ({
    metric: { namespace: 'ECS/ContainerInsights', name, dimensions },
    unit: 'Count',
    value,
  }));
}
