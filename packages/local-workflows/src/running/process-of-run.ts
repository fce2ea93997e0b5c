/** The process of act for a run: what it is told by words, files and programs, all in the folder of the run. */
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { dockerFolder } from '../docker.ts';
import { workflowFolder } from '../published.ts';
import { gitOfJobs, writeRefusals, writeRefusingProgram } from '../repository/refused-pushes.ts';
import type { ActProcess } from './act-process.ts';
import { wordsForAct, type ActOptions } from './act-words.ts';
import { patientPrograms } from './patient-programs.ts';
import { platformsOf } from './platforms.ts';
import type { Staged } from './staged.ts';
import { variablesForAct } from './variables-for-act.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** @param folder of the run. */
export async function processOf(
  run: WorkflowRun,
  { copy, repositories, texts }: Staged,
  folder: string,
): Promise<Omit<ActProcess, 'onLine' | 'onText'>> {
  const { name: event, actor } = run.event;
  const words = wordsForAct({
    ...{ repository: copy, workflow: `${workflowFolder}/${run.workflow}`, event, actor, repositories },
    files: await writeFiles(run, folder),
    platforms: platformsOf(texts.values()),
  });
  const home = join(folder, 'home');
  await mkdir(home);
  await writeRefusals(home);
  return {
    ...{ program: run.act, words, folder: home, cancel: run.signal, end: run.end },
    env: { ...gitOfJobs, HOME: home, PATH: await pathOfJobs(run, folder) },
  };
}

async function pathOfJobs({ docker, path }: WorkflowRun, folder: string): Promise<string> {
  const ofGit = join(folder, 'git');
  await mkdir(ofGit);
  await writeRefusingProgram(ofGit);
  const programs = await dockerFolder(docker, folder);
  const all = [...programs, ofGit, dirname(process.execPath), path].join(delimiter);
  return [await patientPrograms(folder, all), all].join(delimiter);
}

/** Once a job has begun: act has read them, jobs could, and a process that is killed would leave them behind. */
export function forgetValues(folder: string): void {
  for (const name of Object.values(valueFiles)) rmSync(join(folder, name), { force: true });
}

const valueFiles = { secrets: 'secrets.yml', env: 'env.yml', variables: 'variables.yml' } as const;

/** JSON is YAML, so every value is safe. */
async function writeFiles(run: WorkflowRun, folder: string): Promise<ActOptions['files']> {
  const write = async (name: string, value: object): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(value), { mode: 0o600 });
    return path;
  };
  const { variables, identity, env } = run;
  const environments = Object.fromEntries(
    Object.entries(run.environments).map(([name, own]) => [name, { ...variables, ...own }] as const),
  );
  return {
    event: await write('event.json', run.event.payload),
    secrets: await write(valueFiles.secrets, run.secrets),
    env: await write(valueFiles.env, { SLIPWAY_ARTIFACTS: join(folder, 'artifacts'), ...env }),
    variables: await write(valueFiles.variables, {
      ...variables,
      ...variablesForAct({ environments, identity }),
    }),
  };
}
