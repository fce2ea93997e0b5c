/**
 * One run: one workflow file of the caller's repository, for one event. Everything that it needs is put into a folder of
 * its own, which is gone when it has ended.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { dockerFolder, type Docker } from '../docker.ts';
import { publish, publishedWorkflows, slipway, workflowFolder } from '../published.ts';
import { tokenGrants } from '../checking/token-grants.ts';
import type { WorkflowFile } from '../checking/workflow-files.ts';
import { takenBack } from '../rewriting/edits.ts';
import { deployedTo, type Known } from './deployed-to.ts';
import { localRef } from '../rewriting/own-references.ts';
import { nameOfWorkflow } from '../rewriting/places.ts';
import type { RunnableFile } from '../rewriting/runnable-by-act.ts';
import { makeRunFolder } from '../run-folders.ts';
import { standInsFor } from '../stand-ins.ts';
import { hearAct } from './act-process.ts';
import { wordsForAct } from './act-words.ts';
import { nothingTold, shownLine, tell, type ActRun, type LogLine, type Told } from './act-run.ts';
import { copyRepository } from '../repository/copy.ts';
import { workflowFilesOf } from '../repository/files.ts';
import { gitOfJobs, writeRefusals, writeRefusingProgram } from '../repository/refused-pushes.ts';
import { jobPaths, type JobPaths } from './job-paths.ts';
import { patientPrograms } from './patient-programs.ts';
import { platformsOf } from './platforms.ts';
import { skippedJobs } from './skipped.ts';
import { variablesForAct } from './variables-for-act.ts';

export interface WorkflowRun {
  /** Where the program act is. */
  readonly act: string;
  /** A checkout of Slipway, or its package: what its callers name is taken from here. */
  readonly slipway: string;
  readonly caller: {
    /** The root of a git repository with at least one commit. */
    readonly folder: string;
    /** `owner/name`. */
    readonly repository: string;
  };
  /** File name, below `.github/workflows`. */
  readonly workflow: string;
  readonly event: {
    /** `push`, `pull_request`, `workflow_dispatch` … */
    readonly name: string;
    readonly payload: Readonly<Record<string, unknown>>;
    /** `refs/heads/main`, `refs/pull/7/merge`. */
    readonly ref: string;
    /** Login. */
    readonly actor: string;
  };
  /** Of the repository. */
  readonly variables: Readonly<Record<string, string>>;
  /** By name of the environment, its own alone. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** With GITHUB_TOKEN; they stand in a file that nobody else can read, and act masks them in the log. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of every job: where the cloud and GitHub are, GITHUB_RUN_ID … */
  readonly env: Readonly<Record<string, string>>;
  /** Where a job with `id-token: write` gets a token of its own; left out, no job gets one. */
  readonly identity?: { readonly url: string; readonly token: string } | undefined;
  /** `owner/name@ref` of actions of others → a folder, beside what stands in for them. */
  readonly repositories?: Readonly<Record<string, string>> | undefined;
  readonly docker: Docker;
  /** PATH of the jobs, after what stands in for docker and this node. */
  readonly path: string;
  /** What is otherwise in a workflow, this time. @param path `owner/name/.github/workflows/x.yml` */
  readonly change?: ((path: string, text: string) => string) | undefined;
  readonly onLine?: ((line: LogLine) => void) | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it, when it is not even waited for post steps any more. */
  readonly end?: AbortSignal | undefined;
}

interface Staged {
  readonly folder: string;
  readonly copy: string;
  readonly repositories: Readonly<Record<string, string>>;
  /** By `owner/name/path`, as act reads them. */
  readonly texts: ReadonlyMap<string, string>;
  /** As published. */
  readonly files: ReadonlyMap<string, WorkflowFile>;
}

export async function runWorkflow(run: WorkflowRun): Promise<ActRun> {
  await using opened = new AsyncDisposableStack();
  const folder = await makeRunFolder();
  opened.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const staged = await stage(run, folder);
  const first = `${run.caller.repository}/${workflowFolder}/${run.workflow}`;
  const textOf = (path: string): string => staged.texts.get(path) ?? '';
  const paths = jobPaths(first, (path) => nameOfWorkflow(textOf(path)) ?? basename(path));
  const told = nothingTold();
  const { variables, event } = run;
  const inputs = (event.payload.inputs ?? {}) as Readonly<Record<string, unknown>>;
  const known: Known = {
    entered: paths.entered,
    fileOf: (path) => staged.files.get(path),
    inputs,
    variables,
  };
  const programs = await writePrograms(run.docker, folder);
  const path = [...programs, dirname(process.execPath), run.path].join(delimiter);
  const words = wordsForAct({
    repository: staged.copy,
    workflow: `${workflowFolder}/${run.workflow}`,
    event: run.event.name,
    actor: run.event.actor,
    files: await writeFiles(run, folder),
    repositories: staged.repositories,
    platforms: platformsOf(staged.texts.values()),
  });
  const home = join(folder, 'home');
  const complaints: string[] = [];
  const exitCode = await hearAct({
    ...{ program: run.act, words, folder: home },
    env: { ...gitOfJobs, HOME: home, PATH: [await patientPrograms(folder, path), path].join(delimiter) },
    ...{ cancel: run.signal, end: run.end },
    onText: (text) => void complaints.push(text),
    onLine: (line) => {
      // What act makes of a job that it ends early says nothing.
      const isLate = line.jobResult !== undefined && isStopped(run);
      const shown = tell(told, isLate ? { ...line, jobResult: 'cancelled' } : line, paths);
      if (shown !== undefined) run.onLine?.(withEnvironment(shown, known));
    },
  });
  return ended(told, paths, { textOf, exitCode, complaints, isCancelled: isStopped(run) });
}

const isStopped = ({ signal, end }: WorkflowRun): boolean =>
  signal?.aborted === true || end?.aborted === true;

/** @returns folders that come first in the PATH of the jobs. */
async function writePrograms(docker: Docker, folder: string): Promise<readonly string[]> {
  const ofGit = join(folder, 'git');
  await mkdir(ofGit);
  await writeRefusingProgram(ofGit);
  return [...(await dockerFolder(docker, folder)), ofGit];
}

async function stage(run: WorkflowRun, folder: string): Promise<Staged> {
  const { caller, event, change } = run;
  const [copy, published] = [join(folder, 'caller'), join(folder, 'slipway')];
  await mkdir(join(folder, 'home'));
  await writeRefusals(join(folder, 'home'));
  const isGrantedToken = await tokenGrantsOf(run);
  const { files: own } = await copyRepository({
    from: caller.folder,
    to: copy,
    repository: caller.repository,
    ref: event.ref,
    isGrantedToken,
  });
  const ours = await publish({
    from: run.slipway,
    to: published,
    ref: `refs/heads/${localRef}`,
    isGrantedToken,
  });
  const texts = new Map<string, string>();
  const files = new Map<string, WorkflowFile>();
  const put = async (
    repository: string,
    root: string,
    { path, text, edits }: RunnableFile,
  ): Promise<void> => {
    const changed = change?.(`${repository}/${path}`, text) ?? text;
    texts.set(`${repository}/${path}`, changed);
    files.set(`${repository}/${path}`, { repository, path, text: takenBack(text, edits) });
    if (changed !== text) await writeFile(join(root, path), changed);
  };
  for (const file of ours) await put(slipway, published, file);
  for (const file of own) await put(caller.repository, copy, file);
  const references = [...own, ...ours].flatMap((file) => file.references);
  const refs = (repository: string, path: string): readonly (readonly [string, string])[] =>
    references
      .filter((each) => each.repository === repository)
      .map(({ ref }) => [`${repository}@${ref}`, path]);
  return {
    ...{ folder, copy, texts, files },
    repositories: {
      ...standInsFor(references),
      ...run.repositories,
      ...Object.fromEntries([...refs(slipway, published), ...refs(caller.repository, copy)]),
    },
  };
}

async function tokenGrantsOf({
  caller,
  slipway: from,
  workflow,
}: WorkflowRun): Promise<ReturnType<typeof tokenGrants>> {
  const own = await workflowFilesOf(caller.folder, caller.repository);
  const first = own.find(({ path }) => path === `${workflowFolder}/${workflow}`);
  const files = [...own, ...(await publishedWorkflows(from))];
  return first === undefined ? () => false : tokenGrants(first, files);
}

/** JSON is YAML, so every value is safe. */
async function writeFiles(
  run: WorkflowRun,
  folder: string,
): Promise<Readonly<Record<'event' | 'variables' | 'secrets' | 'env', string>>> {
  const write = async (name: string, value: object): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  };
  const { variables, environments, env } = run;
  const merged = Object.entries(environments).map(([name, own]) => [name, { ...variables, ...own }] as const);
  return {
    event: await write('event.json', run.event.payload),
    secrets: await write('secrets.yml', run.secrets),
    env: await write('env.yml', { SLIPWAY_ARTIFACTS: join(folder, 'artifacts'), ...env }),
    variables: await write('variables.yml', {
      ...variables,
      ...variablesForAct({ environments: Object.fromEntries(merged), identity: run.identity }),
    }),
  };
}

function withEnvironment(line: LogLine, known: Known): LogLine {
  const environment = line.step === 'Set up job' ? deployedTo(line.job, known) : undefined;
  return environment === undefined ? line : { ...line, environment };
}

interface End {
  readonly textOf: (workflow: string) => string;
  readonly exitCode: number;
  /** What it wrote beside its lines. */
  readonly complaints: readonly string[];
  readonly isCancelled: boolean;
}

function ended(told: Told, paths: JobPaths, { textOf, exitCode, complaints, isCancelled }: End): ActRun {
  const called = paths.entered.map(({ path }) => path);
  const started = new Set([...Object.keys(told.jobs), ...told.log.map(({ job }) => job), ...called]);
  const open = [...started].filter((job) => job !== '' && told.jobs[job] === undefined && isLeaf(job, paths));
  const rest = (jobs: readonly string[], result: ActRun['jobs'][string]) =>
    jobs.map((job) => [job, result] as const);
  return {
    ...told,
    result: isCancelled ? 'cancelled' : exitCode === 0 ? 'success' : 'failure',
    jobs: {
      ...told.jobs,
      ...Object.fromEntries(rest(open, isCancelled ? 'cancelled' : 'failure')),
      ...Object.fromEntries(rest(skippedJobs(paths.entered, started, textOf), 'skipped')),
    },
    log: [...told.log.map(shownLine), ...complaints].join('\n').trimEnd(),
  };
}

const isLeaf = (job: string, { entered }: JobPaths): boolean => !entered.some(({ path }) => path === job);
