/**
 * What the newest deployment left behind where it did not end well: it was stopped with its tasks, or its rollback
 * failed. It is none of the successful ones, and yet the service may be asked to run what it brought.
 */
import { endedWell } from './baseline.ts';
import { revisionOf, type Broken, type Counted } from './brought.ts';
import { isOver, type ServiceLook } from './looking-at-the-service.ts';
import type { Ports, ServiceName } from '../ports.ts';

/** undefined too where it brought what served or what is wanted: that one is told by what was successful. */
export async function brokenBy(
  { newest }: ServiceLook,
  { served, taskDefinition }: Counted,
  name: ServiceName,
  ports: { readonly revisions: Pick<Ports['revisions'], 'taskDefinitionOf'> },
): Promise<Broken | undefined> {
  if (newest === undefined || !isOver(newest) || endedWell(newest)) return undefined;
  const { arn, status, createdAt: begunAt } = newest;
  const ran = await revisionOf({ arn, revision: newest.target?.revision }, name, ports);
  return ran === served || ran === taskDefinition ? undefined : { deployment: arn, ran, status, begunAt };
}
