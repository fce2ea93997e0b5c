/**
 * What the job says about itself: the only place where bundled code reads process.env. Everything is optional,
 * because actions also run by hand; whoever needs a value says so with its name.
 */
import { tmpdir } from 'node:os';
import { isPlace, namesCredential } from './credential-names.ts';
import { setupFailure } from './failures.ts';

export interface Job {
  /** `owner/name` of the repository that the workflow runs in. */
  readonly repository: string | undefined;
  readonly repositoryOwner: string | undefined;
  /** Full commit id. */
  readonly sha: string | undefined;
  /** Full ref, `refs/heads/main`. */
  readonly ref: string | undefined;
  /** Short ref, `main`, `v1.2.0` or `12/merge`. */
  readonly refName: string | undefined;
  readonly refType: string | undefined;
  readonly headRef: string | undefined;
  readonly eventName: string | undefined;
  /** Of the file with what GitHub says of the event, as JSON. */
  readonly eventPath: string | undefined;
  readonly actor: string | undefined;
  readonly workflow: string | undefined;
  /** Its id in the file of its workflow; in a called workflow that of the job there. */
  readonly jobId: string | undefined;
  readonly runId: string | undefined;
  readonly runNumber: string | undefined;
  readonly runAttempt: string | undefined;
  /** Without a trailing slash; `https://github.com` when unset. */
  readonly serverUrl: string;
  /** Without a trailing slash; `https://api.github.com` when unset. */
  readonly apiUrl: string;
  /** Absolute; the working folder when unset. */
  readonly workspace: string;
  /** Absolute; the system's temporary folder when unset. */
  readonly temporary: string;
  /** `AWS_REGION`, else `AWS_DEFAULT_REGION`. */
  readonly region: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export function readJob(env: Environment = process.env): Job {
  const value = (name: string): string | undefined => {
    const text = env[name];
    return text === undefined || text === '' ? undefined : text;
  };
  const url = (name: string, fallback: string): string => (value(name) ?? fallback).replace(/\/+$/, '');
  return {
    repository: value('GITHUB_REPOSITORY'),
    repositoryOwner: value('GITHUB_REPOSITORY_OWNER'),
    sha: value('GITHUB_SHA'),
    ref: value('GITHUB_REF'),
    refName: value('GITHUB_REF_NAME'),
    refType: value('GITHUB_REF_TYPE'),
    headRef: value('GITHUB_HEAD_REF'),
    eventName: value('GITHUB_EVENT_NAME'),
    eventPath: value('GITHUB_EVENT_PATH'),
    actor: value('GITHUB_ACTOR'),
    workflow: value('GITHUB_WORKFLOW'),
    jobId: value('GITHUB_JOB'),
    runId: value('GITHUB_RUN_ID'),
    runNumber: value('GITHUB_RUN_NUMBER'),
    runAttempt: value('GITHUB_RUN_ATTEMPT'),
    serverUrl: url('GITHUB_SERVER_URL', 'https://github.com'),
    apiUrl: url('GITHUB_API_URL', 'https://api.github.com'),
    workspace: value('GITHUB_WORKSPACE') ?? process.cwd(),
    temporary: value('RUNNER_TEMP') ?? tmpdir(),
    region: value('AWS_REGION') ?? value('AWS_DEFAULT_REGION'),
  };
}

/** Whether the runner gave the step a file for its summary. */
export function hasSummaryFile(env: Environment = process.env): boolean {
  return (env.GITHUB_STEP_SUMMARY ?? '') !== '';
}

/** The region to work in: the input, else the environment. */
export function regionOf(inputs: { readonly region: string | undefined }, job: Job): string {
  const region = inputs.region ?? job.region;
  if (region === undefined) {
    throw setupFailure({
      code: 'region-missing',
      what: 'No AWS region is known',
      why: 'neither the input `region` nor AWS_REGION is set',
      hint: 'Set `region:`, or run aws-actions/configure-aws-credentials before this step.',
    });
  }
  return region;
}

/** The repository to work on, `owner/name`: the input, else the job's own. */
export function targetRepository(
  inputs: { readonly repository: string | undefined },
  job: Pick<Job, 'repository'>,
): string {
  const repository = inputs.repository ?? job.repository;
  if (repository === undefined) {
    throw setupFailure({
      code: 'repository-missing',
      what: 'No repository is known',
      why: 'neither the input `repository` nor GITHUB_REPOSITORY is set',
      hint: 'Set `repository:` to `owner/name`.',
    });
  }
  return repository;
}

/** All of it, for a program that is started on behalf of the user. Never print it. */
export const jobEnvironment = (): Environment => process.env;

/** A variable of the job's environment that an input names; undefined when it is unset or empty. */
export function environmentVariable(name: string, env: Environment = process.env): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

/**
 * `host:port` of what stands in for ECR in this job, such as a local cloud: its images have it in their names.
 * Undefined with AWS itself.
 */
export function ecrStandIn(env: Environment = process.env): string | undefined {
  const url =
    environmentVariable('AWS_ENDPOINT_URL_ECR', env) ?? environmentVariable('AWS_ENDPOINT_URL', env);
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).host;
}

export interface EnvironmentCredential {
  readonly name: string;
  readonly value: string;
}

/** What a value of fewer characters is equal to by chance. */
const shortestCredential = 12;

/** What is a credential by its name (`NPM_TOKEN`, `AWS_SECRET_ACCESS_KEY`), too long to be met by chance, and no path or ARN. Never print them. */
export function environmentCredentials(env: Environment = process.env): readonly EnvironmentCredential[] {
  return Object.entries(env).flatMap(([name, value = '']) =>
    namesCredential(name) && value.trim().length >= shortestCredential && !isPlace(value.trim())
      ? [{ name, value: value.trim() }]
      : [],
  );
}
