/** What is remembered of deployments: made over the API, or by a job that names an environment. */
import type { Reviewer } from '../../environments/environments.ts';

/** What a job that deploys has to know of an environment. */
export interface DeployEnvironment {
  readonly id: number;
  readonly name: string;
  /** Minutes that a deployment waits. */
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  /** One of them is enough. */
  readonly reviewers: readonly Reviewer[];
  /** ISO 8601. */
  readonly created_at: string;
  readonly updated_at: string;
}

/** By lower-case name. */
export interface DeployEnvironments {
  get(name: string): DeployEnvironment | undefined;
  /** Makes one that protects nothing. */
  put(name: string): DeployEnvironment;
}

export type DeploymentState =
  'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'waiting' | 'success';

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  /** Login. */
  readonly creator: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface Deployment {
  readonly id: number;
  /** As it was asked for: branch, tag or commit. */
  readonly ref: string;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly createdAt: number;
  updatedAt: number;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

/** `pending` for one without a status. */
export const stateOfDeployment = ({ statuses }: Deployment): DeploymentState =>
  statuses.at(-1)?.state ?? 'pending';

const firstId = 9001;
const idsOfOne = 1000;

export const newDeployment = (
  deployments: Deployment[],
  what: Omit<Deployment, 'id' | 'statuses' | 'updatedAt'>,
): Deployment => {
  const id = Math.max(firstId - 1, ...deployments.map((each) => each.id)) + 1;
  const deployment = { ...what, id, updatedAt: what.createdAt, statuses: [] };
  deployments.push(deployment);
  return deployment;
};

/**
 * One more status. A success makes the older ones of the environment inactive.
 * @param what autoInactive: false leaves them as they are.
 */
export function addStatus(
  deployments: readonly Deployment[],
  deployment: Deployment,
  { autoInactive = true, ...what }: Omit<DeploymentStatus, 'id'> & { readonly autoInactive?: boolean },
): DeploymentStatus {
  const status = { ...what, id: deployment.id * idsOfOne + deployment.statuses.length + 1 };
  deployment.statuses.push(status);
  deployment.updatedAt = what.createdAt;
  if (what.state === 'success' && autoInactive && !deployment.transient) {
    const { creator, createdAt } = what;
    for (const older of olderSuccesses(deployments, deployment))
      addStatus(deployments, older, { ...quiet(older, creator, createdAt), state: 'inactive' });
  }
  return status;
}

const olderSuccesses = (deployments: readonly Deployment[], newest: Deployment): readonly Deployment[] =>
  deployments.filter(
    (each) =>
      each !== newest &&
      each.environment === newest.environment &&
      !each.transient &&
      !each.production === !newest.production &&
      stateOfDeployment(each) === 'success',
  );

/** A status that says nothing but its state. */
export const quiet = (
  { environment }: Deployment,
  creator: string,
  createdAt: number,
): Omit<DeploymentStatus, 'id' | 'state'> => ({
  ...{ description: '', environment, environmentUrl: '', logUrl: '', creator, createdAt },
});
