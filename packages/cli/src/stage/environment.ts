/**
 * The environment of act and of its jobs. In host mode jobs have all of act's: so little of the person's shell is in it,
 * and the local cloud and the local GitHub are put in. Pure.
 */
import { delimiter } from 'node:path';
import { gitOfJobs } from '@slipway/local-workflows/repository/refused-pushes';
import { variablesForAct } from '@slipway/local-workflows/running/variables-for-act';
import type { PlaceFacts } from '../place/place.ts';
import { keptOf, type Shell } from './kept-of-shell.ts';

type Values = Readonly<Record<string, string>>;

export interface OfStage {
  /** Folders that come first on the PATH. */
  readonly programs: readonly string[];
  readonly home: string;
}

/** @param shell the person's own. */
export function environmentOfAct(shell: Shell, { programs, home }: OfStage): Values {
  return {
    ...keptOf(shell),
    HOME: home,
    PATH: [...programs, shell.PATH ?? ''].join(delimiter),
    ...gitOfJobs,
  };
}

export interface OfRun {
  readonly id: number;
  /** Where it keeps them. */
  readonly artifacts: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Where act would not tell it by the event. */
  readonly ref: string | undefined;
}

/** What every job has: the cloud, GitHub, and which run this is, of what. */
export function environmentOfJobs({ jobs, github }: PlaceFacts, run: OfRun): Values {
  return {
    ...jobs,
    GITHUB_API_URL: github,
    GITHUB_RUN_ID: String(run.id),
    // By the origin of the copy act would take the person's folder for it, which is what git fetches from.
    GITHUB_REPOSITORY: run.repository,
    ...(run.ref === undefined ? {} : { GITHUB_REF: run.ref }),
    SLIPWAY_ARTIFACTS: run.artifacts,
  };
}

/**
 * The variables of the local cloud are those of environments: once some are declared they have them, and no other job.
 * @param environments by name, what `vars` are in its jobs
 */
export function variablesOfRun(
  { variables, githubEnvironment }: Pick<PlaceFacts, 'variables' | 'githubEnvironment'>,
  environments: Readonly<Record<string, Values>>,
): Values {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
    githubEnvironment;
  return {
    ...(Object.keys(environments).length === 0 ? variables : {}),
    ...variablesForAct({ environments, identity: { url, token } }),
  };
}
