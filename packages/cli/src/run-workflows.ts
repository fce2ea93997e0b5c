/**
 * Runs each workflow that starts as GitHub does: as a run of its own, with its own id and artifacts, side by side with
 * the others of the event.
 */
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nameOf, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { nameOfWorkflow } from '@slipway/local-workflows/rewriting/places';
import { openJobs } from '@slipway/local-workflows/running/end-of-run';
import { environmentOf, type JobEnvironment } from '@slipway/local-workflows/running/deployed-to';
import { jobPaths } from '@slipway/local-workflows/running/job-paths';
import { skippedJobs } from '@slipway/local-workflows/running/skipped';
import { commandLine, type ForAct, type KindOfFile } from './act/command-line.ts';
import { valuesGiven, type Standing } from './act/given-values.ts';
import { runAct } from './act/run-act.ts';
import { isGiven, valuesOf, type ActWords } from './act/words.ts';
import type { Interrupts } from './interrupts.ts';
import type { Repository } from './repository/facts.ts';
import { withPullRequest } from './stage/pull-request.ts';
import type { StartedWorkflows } from './stage/check-start.ts';
import type { Stage } from './stage/stage.ts';
import { inputsFor, isAskedFor, wordsFor } from './words-of-run.ts';

export interface WorkflowRuns {
  readonly workflows: StartedWorkflows;
  readonly words: ActWords;
  readonly standing: Standing;
  readonly stage: Stage;
  readonly repository: Repository;
  /** Where act is. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** @param id of the run. @param artifacts where it keeps them. */
  readonly ours: (id: number, artifacts: string) => Omit<ForAct, 'files'> & Omit<ValuesOfRun, 'secrets'>;
}

type ValuesOfRun = Readonly<Record<KindOfFile, Readonly<Record<string, string>>>>;

export interface EndOfRuns {
  /** Of act: the first that is not 0. */
  readonly exitCode: number;
  /** Result of each job by its name. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Those that act left out for the label of their machine. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** One of each job that began and names one. */
  readonly environments: readonly JobEnvironment[];
}

export async function runWorkflows(
  runs: WorkflowRuns,
  say: (line: string) => void,
  interrupts: Interrupts,
): Promise<EndOfRuns> {
  const { started } = runs.workflows;
  const first = Math.floor(Date.now() / 1000);
  const ended = await Promise.all(
    started.map((file, at) => {
      const title = started.length > 1 ? `${nameOf(file)}: ` : '';
      return runOne(runs, { file, title, id: first + at }, say, interrupts);
    }),
  );
  return {
    exitCode: ended.map(({ exitCode }) => exitCode).find((code) => code !== 0) ?? 0,
    jobs: new Map(ended.flatMap(({ jobs }) => jobs)),
    unsupported: new Map(ended.flatMap(({ unsupported }) => unsupported)),
    environments: ended.flatMap(({ environments }) => environments),
  };
}

interface OneRun {
  readonly file: WorkflowFile;
  /** Before the paths of its jobs. */
  readonly title: string;
  readonly id: number;
}

async function runOne(
  { workflows, words, standing, stage, repository, program, env, secrets, ours }: WorkflowRuns,
  { file, title, id }: OneRun,
  say: (line: string) => void,
  interrupts: Interrupts,
) {
  const own = join(stage.runs, String(id));
  const artifacts = join(own, 'artifacts');
  await mkdir(artifacts, { recursive: true });
  const { variables, env: ofJobs, ...set } = ours(id, artifacts);
  const files = await writeValues(own, {
    variables: { ...variables, ...valuesGiven('variables', words, standing) },
    env: { ...ofJobs, ...valuesGiven('env', words, standing) },
    secrets,
  });
  const textOf = (path: string): string => stage.texts.get(path) ?? '';
  const paths = jobPaths(
    `${file.repository}/${file.path}`,
    (path) => nameOfWorkflow(textOf(path)) ?? basename(path),
  );
  const event = { into: own, copy: stage.folder };
  const typed = await withPullRequest(
    wordsFor(words, workflows.event, file),
    workflows.event,
    repository,
    event,
  );
  const command = {
    ...{ program, env, title, paths, folder: stage.folder, isVerbose: isGiven(words, 'verbose') },
    words: commandLine({ ...set, files }, typed, standing),
    // Jobs could read them, and a run that is killed would leave them behind.
    onBegun: () => {
      for (const file of Object.values(files)) rmSync(file, { force: true });
    },
  };
  const { exitCode, jobs, begun, unsupported } = await runAct(command, say, interrupts);
  const all = new Set([...begun, ...paths.entered.map(({ path }) => path)]);
  const known = {
    entered: paths.entered,
    fileOf: (path: string) => workflows.files.find((each) => `${each.repository}/${each.path}` === path),
    inputs: inputsFor(words, file),
    variables: valuesGiven('variables', words, standing),
  };
  const isMeant = isAskedFor(file, valuesOf(words, 'job').at(-1));
  const skipped = skippedJobs(paths.entered, all, textOf).filter(isMeant);
  const isInterrupted = interrupts.count() > 0;
  const open = openJobs(begun, new Set([...jobs.keys(), ...unsupported.keys()]), paths);
  const results = [
    ...jobs,
    ...open.map((path) => [path, isInterrupted ? 'cancelled' : 'failure'] as const),
    ...skipped.map((path) => [path, isInterrupted ? 'cancelled' : 'skipped'] as const),
  ];
  const titled = <T>([path, value]: readonly [string, T]) => [`${title}${path}`, value] as const;
  return {
    exitCode,
    jobs: results.map(titled),
    unsupported: [...unsupported].map(titled),
    environments: [...begun].flatMap((path) => environmentOf(path, known) ?? []),
  };
}

/** JSON is YAML, so every value is safe. Nobody else can read the files. */
async function writeValues(folder: string, values: ValuesOfRun): Promise<ForAct['files']> {
  const paths = {
    variables: join(folder, 'variables.yml'),
    secrets: join(folder, 'secrets.yml'),
    env: join(folder, 'env.yml'),
  };
  for (const kind of ['variables', 'secrets', 'env'] as const)
    await writeFile(paths[kind], JSON.stringify(values[kind]), { mode: 0o600 });
  return paths;
}
