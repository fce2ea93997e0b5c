/** Where the way back stands, by the status of the deployment that carries it. */
import { revisionName } from '../names.ts';
import type { Deployment, ServiceState } from '../observations.ts';
import type { GiveBack } from '../facts.ts';
import type { RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { directionOf } from './returning.ts';

export type Standing =
  | { readonly kind: 'done'; readonly giveBack: GiveBack }
  | {
      readonly kind: 'failed';
      readonly giveBack: GiveBack;
      readonly why: string;
      readonly status: Deployment['status'];
    }
  /** ECS goes back, and not to the baseline. */
  | { readonly kind: 'astray'; readonly giveBack: GiveBack; readonly why: string }
  | { readonly kind: 'under-way'; readonly giveBack: GiveBack; readonly why: string };

export async function wayBackStands(phase: RollingBack, ports: Ports): Promise<Standing> {
  const giveBack = await named(phase, ports);
  const deployment =
    giveBack.deployment === undefined ? undefined : await ports.deployments.describe(giveBack.deployment);
  if (deployment === undefined)
    return { kind: 'under-way', giveBack, why: 'ECS shows no deployment for it yet' };
  const { status, statusReason } = deployment;
  if (giveBack.way === 'stop-deployment') {
    const direction = await directionOf(deployment, phase.baseline, ports);
    if (direction.kind === 'elsewhere')
      return { kind: 'astray', giveBack, why: `ECS goes back to ${revisionName(direction.taskDefinition)}` };
  }
  const good = giveBack.way === 'stop-deployment' ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
  if (status === good) return { kind: 'done', giveBack };
  const said = statusReason === undefined ? status : `${status}, ${statusReason}`;
  const failed = ['ROLLBACK_FAILED', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL', 'STOPPED'].includes(status);
  return failed
    ? {
        kind: 'failed',
        giveBack,
        why: `the way back ended as ${said}`,
        status,
      }
    : { kind: 'under-way', giveBack, why: said };
}

async function named(phase: RollingBack, ports: Ports): Promise<GiveBack> {
  const { giveBack, started } = phase;
  if (giveBack === undefined) throw new Error('the way back was not asked for');
  if (giveBack.deployment !== undefined) return giveBack;
  const service = await ports.services.describe(started.request.name);
  return { ...giveBack, deployment: service && carrierIn(service, phase) };
}

/** The deployment of the baseline that came after ours; undefined until ECS names it. */
export function carrierIn(
  { deployment, taskDefinition }: ServiceState,
  { started, baseline }: RollingBack,
): string | undefined {
  if (taskDefinition !== baseline.taskDefinition) return undefined;
  return deployment === started.deployment || deployment === started.before ? undefined : deployment;
}
