/**
 * The environment of act and of its jobs. In host mode jobs have all of act's: so what would lead to the person's own
 * account or GitHub is taken out, and the local ones are put in. Pure.
 */
import { delimiter } from 'node:path';
import { environmentsVariable } from '@slipway/local-workflows/rewriting/environment-variables';
import { identityVariables } from '@slipway/local-workflows/rewriting/job-identity';
import type { PlaceFacts } from '../place/place.ts';

type Values = Readonly<Record<string, string>>;

/** Whose values lead out of this machine. */
const leadsOut = /^(?:AWS_|GITHUB_|GH_|ACTIONS_|RUNNER_|npm_)|^CI$/;

/** @param shell the person's own. @param programs folders that come first on the PATH */
export function environmentOfAct(
  shell: Readonly<Record<string, string | undefined>>,
  programs: readonly string[],
): Values {
  const kept = Object.entries(shell).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !leadsOut.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), PATH: [...programs, shell.PATH ?? ''].join(delimiter) };
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

/** `vars`: those of the world, and what the rewritten workflows read. */
export function variablesOfRun({ variables, githubEnvironment }: PlaceFacts): Values {
  return {
    ...variables,
    [environmentsVariable]: '{}',
    [identityVariables.url]: githubEnvironment.ACTIONS_ID_TOKEN_REQUEST_URL ?? '',
    [identityVariables.token]: githubEnvironment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '',
  };
}
