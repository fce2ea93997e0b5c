/** What a run knows and its phases hand on, all of it plain data: what served, what was found, what went wrong, what serves. */
import type { ServiceState } from './observations.ts';

/** Why something is as it is: a stable code and words for people. */
export interface Reason {
  readonly code: string;
  /** Without a full stop. Never empty. */
  readonly text: string;
}

/** What was serving before anything was touched. */
export interface Baseline {
  /** ARN of the task definition. */
  readonly taskDefinition: string;
  /** ARN of the service revision; undefined for services that ECS keeps no revisions of. */
  readonly revision: string | undefined;
  readonly desired: number;
  /** What else this run may have been asked to change. */
  readonly settings: ServiceSettings;
}

export type ServiceSettings = Pick<ServiceState, 'enableEcsManagedTags' | 'propagateTags' | 'volumes'>;

/** What planning found besides the plan: warnings are told at once, and all of it at the end. */
export interface Found {
  /** Names of alarms that were in ALARM before anything was touched. */
  readonly alarming: readonly string[];
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

export const nothingFound: Found = { alarming: [], notices: [], warnings: [] };

/** Something that happened, for whoever reads the run afterwards: each once, in the order it was seen. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'phase' | 'stage' | 'task' | 'event' | 'alarm' | 'check';
  /** Text from outside, for the most part. */
  readonly text: string;
}

/** How the baseline is put back, once it was asked for. */
export interface GiveBack {
  readonly way: 'stop-deployment' | 'update-service';
  /** ARN of the deployment whose end is the end of the way back; undefined until ECS names it. */
  readonly deployment: string | undefined;
}

/** Tasks of one revision. */
export interface Crew {
  /** ARN of the task definition. */
  readonly taskDefinition: string;
  readonly running: number;
  readonly healthy: number;
}

/** What serves at the end, as far as it could be proven. */
export interface Serving {
  /** ARN of the task definition. */
  readonly taskDefinition: string;
  /** undefined when they could not be counted. */
  readonly tasks: number | undefined;
}
