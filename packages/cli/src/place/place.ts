/**
 * The place that workflows run against: a local cloud and a local GitHub with the variables of its world; opened here,
 * or joined where another `slipway local` of this repository keeps one open.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import { scaledClock } from '@slipway/local-aws/clock';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { ServiceError } from '@slipway/local-aws/service';
import type { EndedRun } from '@slipway/local-workflows/local-options';
import type { Repository } from '../repository/facts.ts';
import type { ChosenWorld } from '../world/choose-world.ts';
import { variablesOf } from '../world/variables.ts';
import { cloudOfJobs } from './cloud-of-jobs.ts';
import { openGithub, type Performer } from './github.ts';
import { untilSteady } from './steady.ts';

/** What a second process needs to use it as well; it goes into a file. */
export interface PlaceFacts {
  readonly cloud: string;
  /** For whoever talks to the cloud: endpoint, region, credentials. */
  readonly cloudEnvironment: Readonly<Record<string, string>>;
  /** What every job has of the cloud in its environment. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Name of a load balancer → its URL. */
  readonly loadBalancers: Readonly<Record<string, string>>;
  readonly github: string;
  /** What a job has of GitHub in its environment. */
  readonly githubEnvironment: Readonly<Record<string, string>>;
  /** As `github.token`. */
  readonly token: string;
  /** `vars` of the repository. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where its world is from, in words. */
  readonly origin: string;
}

export interface DispatchedRun extends Pick<EndedRun, 'workflow' | 'number'> {
  readonly result: string;
}

export interface Place {
  readonly facts: PlaceFacts;
  /** Whether another process opened it, and closes it. */
  readonly isJoined: boolean;
  /** Runs that jobs have started by a dispatch, and that have ended. */
  readonly dispatched: readonly DispatchedRun[];
  /** Resolves when none of them is going on. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface PlaceOptions {
  readonly chosen: ChosenWorld;
  readonly repository: Repository;
  readonly port: number;
  readonly factor: number;
  readonly performer: Performer | undefined;
  /** Who interrupts does not wait for what the world begins with. */
  readonly interrupted: Promise<void>;
}

/** @throws Failure of kind input when ECS would refuse what is in the world, or the port is taken */
export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { chosen, repository, port, factor, performer, interrupted } = options;
  await using opened = new AsyncDisposableStack();
  const aws = await cloudOf(chosen, port, factor);
  opened.defer(() => aws.close());
  await Promise.race([untilSteady(aws.endpoint, chosen.world), interrupted]);
  const variables = variablesOf(chosen.world);
  // Whose world has roles wants them to decide.
  const roles = (chosen.world.roles ?? []).length > 0 ? 'assumed' : 'believed';
  const env = cloudOfJobs(aws.endpoint, roles);
  const started = await openGithub({ repository, variables, env, performer });
  const { github, runs } = started;
  opened.defer(() => started.close());
  const open = opened.move();
  const facts = {
    cloud: aws.endpoint,
    jobs: env,
    cloudEnvironment: aws.environment,
    loadBalancers: aws.loadBalancers,
    github: github.url,
    githubEnvironment: github.environment,
    token: github.tokens.job,
    variables,
    origin: chosen.origin,
  };
  return {
    facts,
    isJoined: false,
    dispatched: runs,
    idle: () => started.idle(),
    close: () => open.disposeAsync(),
  };
}

/** What ECS would refuse in the world is the world's mistake. */
async function cloudOf({ world, origin }: ChosenWorld, port: number, factor: number): Promise<LocalAws> {
  try {
    return await startLocalAws({ world, port, clock: scaledClock(factor) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw inputFailure({
      code: 'world-file',
      what: `The world of ${origin} can not be built`,
      why: `${error.code}: ${error.message.replace(/\.$/, '')}`,
      hint: 'Correct it in the world file.',
    });
  }
}
