/** What serves in the cloud after a run: asked of ECS, and of the load balancer itself. */
import { askEcs } from '@slipway/local-aws/ask';
import type { PlaceFacts } from '../place/place.ts';

export interface Serving {
  readonly service: string;
  /** `web:2`. */
  readonly revision: string;
  readonly running: number;
  readonly desired: number;
}

/** undefined when the world has no service, or the cloud does not tell. */
export async function servingIn({ cloud, variables }: PlaceFacts): Promise<Serving | undefined> {
  const { ECS_CLUSTER: cluster, ECS_SERVICE: service } = variables;
  if (cluster === undefined || service === undefined) return undefined;
  const answer = await askEcs(cloud, 'DescribeServices', { cluster, services: [service] }).catch(
    () => undefined,
  );
  const [found] = (answer?.services ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (found === undefined) return undefined;
  const arn = String(found.taskDefinition);
  return {
    service,
    revision: arn.slice(arn.lastIndexOf('/') + 1),
    running: Number(found.runningCount),
    desired: Number(found.desiredCount),
  };
}

/** Long enough for an app that starts slowly, short enough for a person. */
const patience = 5000;

/** @returns `200 {"app":"example-app"}`, or why nothing was answered. */
export async function answerOf(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    const [line = ''] = (await answer.text()).trim().split('\n');
    // A page says nothing by its first line.
    return `${String(answer.status)} ${line.startsWith('<') ? '' : line.slice(0, 100)}`.trim();
  } catch {
    return 'nothing';
  }
}
