/** Somebody else who acts on the service while an action watches it, at a set time after its UpdateService. */
import type { Gate } from '@slipway/local-aws/dispatch';
import { ServiceError } from '@slipway/local-aws/service';
import { askBeside, type TrialCloud } from './trial-cloud.ts';

export type Operator = 'deploys-another' | 'denies-reading';

/** Milliseconds of cloud time after UpdateService. */
const begins = 60_000;

const reading = /^(Describe|List)(Service|Task)/;

export interface Meanwhile {
  readonly gate: Gate;
  /** From now on the next UpdateService is the one of the action. */
  watch(cloud: TrialCloud): void;
  /** When the action's UpdateService took effect; cloud time. */
  readonly updatedAt: number | undefined;
  /** When a call was denied first; cloud time. */
  readonly deniedAt: number | undefined;
}

export function meanwhile(operator: Operator | undefined): Meanwhile {
  let cloud: TrialCloud | undefined;
  let updatedAt: number | undefined;
  let deniedAt: number | undefined;
  let failure: string | undefined;
  const updated = (from: TrialCloud): void => {
    updatedAt = from.now();
    if (operator !== 'deploys-another') return;
    const another = { cluster: 'harbour', service: 'web', taskDefinition: 'other:1' };
    from.after(begins, () =>
      askBeside(from, 'UpdateService', another).catch((thrown: unknown) => (failure = String(thrown))),
    );
  };
  return {
    watch: (opened) => (cloud = opened),
    get updatedAt() {
      return updatedAt;
    },
    get deniedAt() {
      if (failure !== undefined) throw new Error(failure);
      return deniedAt;
    },
    gate: ({ service, operation, moment }) => {
      if (cloud === undefined || service !== 'ecs') return;
      if (operation === 'UpdateService' && moment === 'carried-out' && updatedAt === undefined)
        updated(cloud);
      if (operator !== 'denies-reading' || updatedAt === undefined || !reading.test(operation)) return;
      const now = cloud.now();
      if (now < updatedAt + begins) return;
      deniedAt ??= now;
      throw denied(operation);
    },
  };
}

const denied = (operation: string): ServiceError =>
  new ServiceError(
    'AccessDeniedException',
    `User: arn:aws:sts::111122223333:assumed-role/deploy/run is not authorized to perform: ecs:${operation} ` +
      `because no identity-based policy allows the ecs:${operation} action`,
  );
