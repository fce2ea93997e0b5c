/**
 * The environment of act and of its jobs. In host mode jobs have all of act's: so only what programs need on any machine
 * is taken from the person's shell, as a list of what leads to accounts would never be whole; what else a job needs is
 * named by `--env NAME`. The local cloud and the local GitHub are put in. Pure.
 */
import { delimiter } from 'node:path';
import { gitOfJobs } from '@slipway/local-workflows/repository/refused-pushes';
import { variablesForAct } from '@slipway/local-workflows/running/variables-for-act';
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

type Shell = Readonly<Record<string, string | undefined>>;

/** @param shell the person's own. */
export const keptOf = (shell: Shell): Values =>
  Object.fromEntries(
    Object.entries(shell).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && kept.some((row) => row.test(entry[0])),
    ),
  );

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
