/** Where a deployment stands that shifts traffic, in words: its lifecycle stage, and what the new revision has of it. */
import { revisionName } from '../names.ts';
import type { Deployment } from '../observations.ts';

/** `PRODUCTION_TRAFFIC_SHIFT (web:42 has 10 % of the production traffic)`; undefined for one without stages. */
export function courseOf(
  { stage, traffic }: Pick<Deployment, 'stage' | 'traffic'>,
  taskDefinition: string,
): string | undefined {
  const shares = [share(traffic.production, 'production'), share(traffic.test, 'test')].flat();
  if (stage === undefined || shares.length === 0) return stage;
  return `${stage} (${revisionName(taskDefinition)} has ${shares.join(' and ')})`;
}

const share = (percent: number | undefined, kind: string): readonly string[] =>
  percent === undefined || percent === 0 ? [] : [`${String(percent)} % of the ${kind} traffic`];
