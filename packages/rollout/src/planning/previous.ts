/**
 * What ran before: the revision of the newest SUCCESSFUL deployment that is older than the serving one. Deployments
 * of what serves now are passed over, for nobody who asks for what was before means the same again.
 */
import { outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { lastPart, revisionName } from '../names.ts';
import type { Deployment } from '../observations.ts';
import type { Ports, ServiceName } from '../ports.ts';

/** Deployments that are looked back at. */
const farthest = 20;

type Looks = Pick<Ports, 'deployments' | 'revisions'>;

/**
 * @returns ARN of the task definition.
 * @throws Failure when ECS remembers none.
 */
export async function previousRevision(name: ServiceName, ports: Looks): Promise<string> {
  const serving = await ports.deployments.newestSuccessful(name);
  if (serving === undefined) throw nothingBefore(name, undefined);
  const serves = await revisionOf(serving, ports);
  let newer = serving;
  for (let back = 1; back <= farthest; back += 1) {
    const older = await ports.deployments.previousSuccessful(name, newer.arn);
    if (older === undefined) break;
    const ran = await revisionOf(older, ports);
    if (ran !== undefined && ran !== serves) return ran;
    newer = older;
  }
  throw nothingBefore(name, serves === undefined ? undefined : { serving, serves });
}

async function revisionOf({ target }: Deployment, { revisions }: Looks): Promise<string | undefined> {
  return target === undefined ? undefined : revisions.taskDefinitionOf(target.revision);
}

function nothingBefore(
  { service }: ServiceName,
  now: { readonly serving: Deployment; readonly serves: string } | undefined,
): Failure {
  const before =
    now === undefined
      ? ''
      : ` before ${lastPart(now.serving.arn)} of ${revisionName(now.serves)} that ran another revision`;
  return outcomeFailure({
    code: 'no-previous-deployment',
    what: `There is nothing before what ${service} runs`,
    why: `ECS knows no successful deployment${before}, and remembers 90 days`,
    hint: 'Name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
  });
}
