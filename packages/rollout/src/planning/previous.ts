/**
 * What ran before: the revision of the newest SUCCESSFUL deployment that is older than the serving one. Deployments
 * of what serves now are passed over, for nobody who asks for what was before means the same again; and those of another
 * family, such as the template that a service is made with, which was never meant to run.
 */
import { outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { familyOf, lastPart, revisionName } from '../names.ts';
import type { Ports, ServiceName } from '../ports.ts';

/** Deployments that are looked back at. */
const farthest = 20;

interface Looks {
  readonly deployments: {
    successful: Ports['deployments']['successful'];
    describe(
      arn: string,
    ): Promise<{ readonly target: { readonly revision: string } | undefined } | undefined>;
  };
  readonly revisions: Pick<Ports['revisions'], 'taskDefinitionOf'>;
}

/**
 * @returns ARN of the task definition.
 * @throws Failure when ECS remembers none.
 */
export async function previousRevision(name: ServiceName, ports: Looks): Promise<string> {
  const [serving, ...older] = await ports.deployments.successful(name);
  if (serving === undefined) throw nothingBefore(name, undefined);
  const serves = await revisionOf(serving, ports);
  for (const arn of older.slice(0, farthest)) {
    const ran = await revisionOf(arn, ports);
    if (ran !== undefined && ran !== serves && isOfFamily(ran, serves)) return ran;
  }
  throw nothingBefore(name, serves === undefined ? undefined : { serving, serves });
}

/** @param serves taken for of every family where it is not known. */
const isOfFamily = (ran: string, serves: string | undefined): boolean =>
  serves === undefined || familyOf(ran) === familyOf(serves);

/** What a deployment brought. */
async function revisionOf(
  deployment: string,
  { deployments, revisions }: Looks,
): Promise<string | undefined> {
  const target = (await deployments.describe(deployment))?.target;
  return target === undefined ? undefined : revisions.taskDefinitionOf(target.revision);
}

function nothingBefore(
  { service }: ServiceName,
  now: { readonly serving: string; readonly serves: string } | undefined,
): Failure {
  const before =
    now === undefined
      ? ''
      : ` before ${lastPart(now.serving)} of ${revisionName(now.serves)} that ran another revision of its family`;
  return outcomeFailure({
    code: 'no-previous-deployment',
    what: `There is nothing before what ${service} runs`,
    why: `ECS knows no successful deployment${before}, and remembers 90 days`,
    hint: 'Name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
  });
}
