/** A scene of the transcripts: how it ends for the job, and how it comes to that. */
import type { Gate, GatedCall } from '@slipway/local-aws/dispatch';
import type { Scenes as ScenesOf } from '@slipway/test-kit/scenes';
import type { Harbour, HarbourScene } from '../dist-harbour.ts';

export { green, red } from '@slipway/test-kit/scenes';

export type Scenes = ScenesOf<HarbourScene>;

/** An answer of AWS in the place of its own. */
export interface Trouble {
  readonly operation: RegExp;
  /** Before it takes effect, or after it: then the answer alone is lost. */
  readonly moment: GatedCall['moment'];
  readonly errors: readonly Error[];
  /** Strikes only from the first call of this operation on. */
  readonly after?: string;
}

/** Each error strikes one call, in order. */
export function trouble({ operation, moment, errors, after }: Trouble): Gate {
  let isBegun = after === undefined;
  const left = [...errors];
  return (call) => {
    if (call.operation === after && call.moment === 'carried-out') isBegun = true;
    if (!isBegun || call.moment !== moment || !operation.test(call.operation)) return;
    const error = left.shift();
    if (error !== undefined) throw error;
  };
}

export const service = { cluster: 'harbour', service: 'web' };

/** Somebody else's deployment of the image with this tag, which is in progress. */
export async function othersDeploy({ register, ecs, until }: Harbour, tag: string): Promise<void> {
  await register(tag);
  await ecs('UpdateService', { ...service, taskDefinition: 'web' });
  await until(({ status }) => status === 'IN_PROGRESS');
}

/** Somebody asks ECS to roll the newest deployment back. */
export async function othersStop({ stage, ecs }: Harbour): Promise<void> {
  const newest = stage.aws.ecs.services[0]?.history[0];
  await ecs('StopServiceDeployment', { serviceDeploymentArn: newest?.arn, stopType: 'ROLLBACK' });
}
