/**
 * The environment of act and of its jobs. In host mode jobs have all of act's: so what would lead to the person's own
 * account or GitHub is taken out, and the local ones are put in. Pure.
 */
import { delimiter } from 'node:path';
import { environmentsVariable } from '@slipway/local-workflows/rewriting/environment-variables';
import { identityVariables } from '@slipway/local-workflows/rewriting/job-identity';
import type { PlaceFacts } from '../place/place.ts';

type Values = Readonly<Record<string, string>>;

/** Whose values lead out of this machine, or into what the person works on: git reads its index from GIT_INDEX_FILE. */
const leadsOut =
  /^(?:AWS_|GITHUB_|GH_|ACTIONS_|RUNNER_|npm_|GIT_|SSH_|GOOGLE_|AZURE_|ARM_)|^(?:CI|KUBECONFIG|DOCKER_CONFIG|DOCKER_AUTH_CONFIG|XDG_(?:CONFIG|DATA|CACHE|STATE)_HOME)$|(?:^|_)(?:TOKEN|SECRET|PASSWORD|ACCESS_KEY|API_KEY)(?:_|$)/;

export interface OfStage {
  /** Folders that come first on the PATH. */
  readonly programs: readonly string[];
  readonly home: string;
}

/** @param shell the person's own. */
export function environmentOfAct(
  shell: Readonly<Record<string, string | undefined>>,
  { programs, home }: OfStage,
): Values {
  const kept = Object.entries(shell).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !leadsOut.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PATH: [...programs, shell.PATH ?? ''].join(delimiter),
    // Those of the machine may name a helper that knows the person's logins.
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** What every job has: the cloud, GitHub, and which run this is. */
export function environmentOfJobs({ jobs, github }: PlaceFacts, artifacts: string, runId: number): Values {
  return {
    ...jobs,
    GITHUB_API_URL: github,
    GITHUB_RUN_ID: String(runId),
    SLIPWAY_ARTIFACTS: artifacts,
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
  return {
    ...(Object.keys(environments).length === 0 ? variables : {}),
    [environmentsVariable]: JSON.stringify(environments),
    [identityVariables.url]: githubEnvironment.ACTIONS_ID_TOKEN_REQUEST_URL ?? '',
    [identityVariables.token]: githubEnvironment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '',
  };
}
