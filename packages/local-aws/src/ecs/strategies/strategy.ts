/**
 * The seam between the scheduler and the way a service is deployed: at each look the strategy says which tasks
 * start and stop, and whether the deployment is through. The scheduler carries it out and knows no strategy.
 */
import type { DeploymentRecord, EcsState, ServiceRecord, TaskRecord } from '../model.ts';

/** A service as one look of the scheduler finds it. */
export interface Look {
  readonly state: EcsState;
  readonly service: ServiceRecord;
  /** What the service is to run: the first of its deployments. */
  readonly primary: DeploymentRecord;
  /** All of the service that are not STOPPED. */
  readonly tasks: readonly TaskRecord[];
}

/** What is to happen to the tasks now. */
export interface Step {
  readonly start: readonly Launch[];
  readonly stop: readonly TaskRecord[];
  /** The service's own percentages let nothing move although something has to. */
  readonly blocked: boolean;
}

export interface Launch {
  readonly deployment: DeploymentRecord;
  readonly count: number;
}

export interface Strategy {
  /** May move the deployment's own state on; which tasks start and stop is for the scheduler to carry out. */
  step(look: Look): Step;
  /** The PRIMARY deployment serves, and nothing is left to do for it. */
  isDone(look: Look): boolean;
}
