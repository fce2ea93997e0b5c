/**
 * The local GitHub of a place. With act, and a repository that has a commit, a workflow that a job starts runs as well:
 * what `dispatch-workflow` asks for is performed by act, as GitHub would.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import type { EndedRun } from '@slipway/local-workflows/local-options';
import { openLocalRepository } from '@slipway/local-workflows/local-repository';
import { makeRunFolder } from '@slipway/local-workflows/run-folders';
import { keptOf } from '../stage/kept-of-shell.ts';
import { writeDockerFolder } from '../stage/home.ts';
import { pullRequest } from '../stage/pull-request.ts';
import { shownLines } from '../act/line.ts';
import type { Repository } from '../repository/facts.ts';
import type { Builder } from '../stage/programs.ts';

/** Who performs what is dispatched. */
export interface Performer {
  /** Where the program is. */
  readonly act: string;
  readonly slipwayFolder: string;
  readonly builder: Builder;
  /** The person's own. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** What the person gives to every run, in upper case. */
  readonly given: Readonly<Record<'variables' | 'secrets' | 'env', Readonly<Record<string, string>>>> & {
    /** By name of the environment, its own variables. */
    readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly say: (line: string) => void;
  /** Ends what is performed; without it, who closes the place waits for post steps. */
  readonly end: AbortSignal;
}

export interface GithubOptions {
  readonly repository: Repository;
  /** `vars` of the repository. */
  readonly variables: Readonly<Record<string, string>>;
  /** What each job has in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly performer: Performer | undefined;
}

export interface OpenGithub {
  readonly github: Pick<LocalGithub, 'url' | 'environment' | 'tokens'>;
  /** Runs that jobs have started, and that have ended. */
  readonly runs: readonly EndedRun[];
  /** Resolves when none of them is going on. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Those that jobs may comment. */
const pullRequests = [{ number: pullRequest.number }];

export async function openGithub({
  repository,
  variables,
  env,
  performer,
}: GithubOptions): Promise<OpenGithub> {
  const { name, branch, folder, hasCommit, hasWorkflows } = repository;
  if (performer === undefined || !hasCommit || !hasWorkflows) {
    const github = await startLocalGithub({ repository: name, refs: [branch], variables, pullRequests });
    return { github, runs: [], idle: async () => undefined, close: () => github.close() };
  }
  const { act, slipwayFolder, builder, shell, say, given, end } = performer;
  await using opened = new AsyncDisposableStack();
  const docker = builder.kind === 'docker' ? await dockerOf(shell, opened) : {};
  const isDeclared = Object.keys(given.environments).length > 0;
  const started = await openLocalRepository({
    ...{
      act,
      folder,
      path: shell.PATH ?? '',
      repository: name,
      slipway: slipwayFolder,
      secrets: given.secrets,
    },
    ...{ env: { ...keptOf(shell), ...docker, ...env, ...given.env }, end },
    github: {
      pullRequests,
      variables: { ...(isDeclared ? {} : variables), ...given.variables },
      environments: Object.fromEntries(
        Object.entries(given.environments).map(([of, own]) => [of, { variables: { ...variables, ...own } }]),
      ),
    },
    docker: builder.kind === 'docker' ? 'host' : 'stand-in',
    onLine: ({ job, text }, { workflow, number }) => {
      const line = { msg: text, job: `${workflow}, run ${String(number)}: ${job}` };
      for (const shown of shownLines({ ...line, isOutput: false }, false)) say(shown);
    },
  });
  opened.defer(() => started.close());
  const open = opened.move();
  return {
    ...{ github: started.github, runs: started.runs, idle: () => started.idle() },
    close: () => open.disposeAsync(),
  };
}

/** Which daemon the docker of jobs talks to, as in the run that the person starts. */
async function dockerOf(
  shell: Performer['shell'],
  opened: AsyncDisposableStack,
): Promise<{ readonly DOCKER_CONFIG: string }> {
  const folder = await makeRunFolder();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, '.docker');
  await writeDockerFolder(config, shell);
  return { DOCKER_CONFIG: config };
}
