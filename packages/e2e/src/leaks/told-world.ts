/** All that a world has told when its last run has ended, and what of it nobody may read. */
import type { LocalGithub } from '@slipway/local-github/local-github';
import type { EndedRun } from '@slipway/local-workflows/local-repository';

export interface Secret {
  /** In words, as it is told of. */
  readonly name: string;
  readonly value: string;
}

type Named = Iterable<{ readonly name: string; readonly value: string }>;

export interface ToldWorld {
  /** Those that were performed. */
  readonly runs: readonly EndedRun[];
  /** As it shows itself to whoever may read the repository. */
  readonly github: Pick<LocalGithub, 'comments' | 'deployments'> & {
    readonly runs: readonly Pick<
      LocalGithub['runs'][number],
      'id' | 'workflow' | 'event' | 'title' | 'inputs' | 'payload'
    >[];
    readonly variables: { values(): Named };
    readonly environments: {
      values(): Iterable<{ readonly name: string; readonly variables: { values(): Named } }>;
    };
  };
  /** What a person was shown who ran programs by hand. */
  readonly terminal: string;
  readonly secrets: readonly Secret[];
  /** How many sessions were opened; undefined where roles are believed, and nobody gets one. */
  readonly sessions: number | undefined;
  /** The number that no job may hand on. */
  readonly account: string;
  /** Of a workflow of the repository, by id. */
  readonly jobsOf: (workflow: string) => Promise<Jobs>;
}

export interface Job {
  readonly outputs?: Readonly<Record<string, string>>;
  readonly uses?: string;
}

export type Jobs = Readonly<Record<string, Job>>;
