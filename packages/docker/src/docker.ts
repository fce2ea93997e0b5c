/** The gateway to docker buildx as its callers see it: look at the builder, log in, build; each with failures of its own. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { BuildPlan } from './build-plan.ts';

export interface Docker {
  /**
   * What builds here. With `boot` a builder that sleeps is started, so that its platforms are known.
   * @throws Failure when there is no docker, no buildx, no daemon, no such builder, or it does not start.
   */
  builder(boot: boolean): Promise<Builder>;
  /**
   * From now on docker runs with a configuration of its own in a private folder: the user's, and these logins.
   * @param announce is told the folder before anything is written, so that a post step can remove it.
   */
  logIn(logins: readonly RegistryLogins[], announce: (folder: string) => void): Promise<void>;
  /** Removes that folder; docker is as it was before. */
  logOut(): Promise<void>;
  /**
   * Looks at what the plan names, and runs nothing: Dockerfile, context, secrets.
   * @returns the texts in which registries are named: the Dockerfile, where it is a file here.
   * @throws Failure of kind input.
   */
  look(plan: BuildPlan): Promise<Sources>;
  /**
   * The command line of the build, to be shown: it holds no secret.
   * @throws Failure when the builder can't do what is asked.
   */
  command(plan: BuildPlan, builder: Builder): readonly string[];
  /** Builds and pushes. The output of docker buildx goes to the log as it comes. @throws Failure */
  build(plan: BuildPlan, builder: Builder): Promise<Built>;
}

/** One login for several hosts: a token of ECR is good for each registry that the role may reach. */
export interface RegistryLogins {
  readonly hosts: readonly string[];
  readonly username: string;
  readonly password: string;
}

export interface Builder {
  readonly name: string;
  /** `docker`, `docker-container`, `kubernetes`, `remote`, `cloud`. */
  readonly driver: string;
  /** As the builder lists them; empty while it sleeps. */
  readonly platforms: readonly string[];
  /** `v0.26.2`; undefined while it sleeps, or when it does not say. */
  readonly buildkitVersion: string | undefined;
  /** `0.30.1` */
  readonly buildxVersion: string;
  /** Machines that it builds on, each for platforms of its own; undefined: one. */
  readonly nodeCount?: number | undefined;
  /** Whether a builder inside of dockerd stores images as containerd does. */
  readonly usesContainerd?: boolean | undefined;
}

export interface Sources {
  /** undefined when the Dockerfile is part of a remote context. */
  readonly dockerfile: string | undefined;
}

export interface Built {
  /** Of the top of what was pushed: an index, where one was made. */
  readonly digest: string;
  /** undefined when this buildx does not say. */
  readonly mediaType: string | undefined;
  readonly steps: StepCount;
  /** What the checks of the build found in the Dockerfile, and a cache that could not be written. */
  readonly warnings: readonly Annotation[];
}

/** Of the steps of the Dockerfile; what buildkit does for itself is not counted. */
export interface StepCount {
  readonly cached: number;
  readonly executed: number;
}
