/**
 * The environment of act and of its jobs. In host mode jobs have all of act's: so only what programs need on any machine
 * is taken from the person's shell, as a list of what leads to accounts would never be whole; what else a job needs is
 * named by `--env NAME`. The local cloud and the local GitHub are put in. Pure.
 */
import { delimiter } from 'node:path';
import { environmentsVariable } from '@slipway/local-workflows/rewriting/environment-variables';
import { identityVariables } from '@slipway/local-workflows/rewriting/job-identity';
import type { PlaceFacts } from '../place/place.ts';

type Values = Readonly<Record<string, string>>;

/** What jobs have of the person's shell. No row leads to an account, or into what the person works on. */
const kept: readonly RegExp[] = [
  // How programs speak and look, and what time it is.
  /^(?:LANG|LANGUAGE|LC_\w+|LOCALE_ARCHIVE|TZ|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE)$/,
  // Who runs it, and where temporary files are: programs fail without.
  /^(?:USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP)$/,
  // The way to the network, for actions that are fetched and packages that are installed.
  /^(?:https?|all|no|ftp)_proxy$/i,
  /^(?:SSL_CERT_(?:FILE|DIR)|NIX_SSL_CERT_FILE|NODE_EXTRA_CA_CERTS|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE)$/,
  // Which daemon builds images; the logins of docker stand in its folder, which stays out.
  /^DOCKER_(?:HOST|CONTEXT|TLS|TLS_VERIFY|CERT_PATH|API_VERSION|DEFAULT_PLATFORM|BUILDKIT)$/,
];

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
  const taken = Object.entries(shell).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && kept.some((row) => row.test(entry[0])),
  );
  return {
    ...Object.fromEntries(taken),
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
