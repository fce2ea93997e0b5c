/**
 * The stage of the callable workflows: a repository of somebody who calls them, this repository as it would be
 * published, and a local cloud that they deploy to. act runs the jobs; every action of ours in them is the committed
 * bundle.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { runAct, type ActRun } from './act.ts';
import { publish, slipway, workflowFolder } from './published.ts';
import { environmentsVariable } from './rewriting/environment-variables.ts';
import { localRef, type Reference } from './rewriting/own-references.ts';
import { standInsFor } from './stand-ins.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface WorkflowStageOptions {
  /** Where the program is. */
  readonly act: string;
  /** YAML of a world file. */
  readonly world: string;
  /** The folder that is the repository of the caller, with what it builds; it is copied. */
  readonly app: string;
  /** Its variables, as the environment that it deploys to has them. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A job as parsed, to be changed. */
export interface Job {
  if?: unknown;
  outputs: Record<string, string>;
  steps: Record<string, unknown>[];
}

export interface Call {
  /** A file of ours under .github/workflows. */
  readonly workflow: string;
  /** As under `with:` in the caller. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `github.run_id`. */
  readonly runId: string;
  /** What is otherwise in the workflow, this time. @param job gives the job of this name. */
  readonly change?: (job: (name: string) => Job) => void;
}

export interface WorkflowStage {
  readonly aws: LocalAws;
  /** Runs a workflow of the caller, whose only job calls one of ours. */
  call(call: Call): Promise<ActRun>;
  close(): Promise<void>;
}

interface Folders {
  readonly caller: string;
  readonly published: string;
  readonly artifacts: string;
  readonly home: string;
  readonly programs: string;
}

export async function openWorkflowStage(options: WorkflowStageOptions): Promise<WorkflowStage> {
  await using opened = new AsyncDisposableStack();
  const folders = await makeFolders(opened);
  await Promise.all([writeDocker(folders), copyApp(options.app, folders)]);
  const aws = await startLocalAws({ world: readWorld(options.world, 'world of this stage') });
  opened.defer(() => aws.close());
  const open = opened.move();
  return {
    aws,
    call: async (call) => {
      const references = await publishFor(call, folders);
      await commitCaller(call, folders);
      return runAct({
        act: options.act,
        repository: folders.caller,
        event: 'push',
        variables: { ...options.variables, [environmentsVariable]: '{}' },
        env: {
          GITHUB_RUN_ID: call.runId,
          // The credentials come with the step that logs in.
          AWS_ENDPOINT_URL: aws.endpoint,
          AWS_EC2_METADATA_DISABLED: 'true',
          STAGE_ARTIFACTS: folders.artifacts,
        },
        repositories: {
          ...standInsFor(references),
          [`${slipway}@${localRef}`]: folders.published,
        },
        home: folders.home,
        path: [folders.programs, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      });
    },
    close: () => open.disposeAsync(),
  };
}

async function makeFolders(opened: AsyncDisposableStack): Promise<Folders> {
  const stage = await mkdtemp(join(tmpdir(), 'slipway-workflows-'));
  opened.defer(() => rm(stage, { recursive: true, force: true }));
  const folder = async (name: string): Promise<string> => {
    await mkdir(join(stage, name));
    return join(stage, name);
  };
  return {
    caller: await folder('caller'),
    published: await folder('published'),
    artifacts: await folder('artifacts'),
    home: await folder('home'),
    programs: await folder('programs'),
  };
}

async function writeDocker({ programs }: Folders): Promise<void> {
  const script = join(import.meta.dirname, 'stand-in-docker.ts');
  await writeFile(join(programs, 'docker'), `#!/bin/sh\nexec node '${script}' "$@"\n`, { mode: 0o755 });
}

async function copyApp(app: string, { caller }: Folders): Promise<void> {
  const isOurs = (path: string): boolean => !path.includes('node_modules');
  await cp(app, caller, { recursive: true, filter: isOurs });
  await mkdir(join(caller, workflowFolder), { recursive: true });
  await git(caller, 'init', '--quiet', '--initial-branch', 'main');
}

/** @returns what all of it uses. */
async function publishFor({ workflow, change }: Call, folders: Folders): Promise<readonly Reference[]> {
  const files = await publish({ from: root, to: folders.published, ref: `refs/heads/${localRef}` });
  const path = join(folders.published, workflowFolder, workflow);
  await writeFile(path, changed(await readFile(path, 'utf8'), change));
  return files.flatMap(({ references }) => references);
}

function changed(text: string, change: Call['change']): string {
  if (change === undefined) return text;
  const workflow = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
  change((name) => {
    const job = workflow.jobs[name];
    if (job === undefined) throw new Error(`The workflow has no job ${name}.`);
    return job;
  });
  return stringify(workflow);
}

async function commitCaller({ workflow, inputs }: Call, { caller }: Folders): Promise<void> {
  const uses = `${slipway}/${workflowFolder}/${workflow}@${localRef}`;
  const permissions = { contents: 'read', 'id-token': 'write' };
  const call = { on: 'push', jobs: { call: { uses, permissions, with: inputs } } };
  await writeFile(join(caller, workflowFolder, 'call.yml'), stringify(call));
  await git(caller, 'add', '--all');
  await git(caller, 'commit', '--quiet', '--allow-empty', '--message', `Call ${workflow}`);
}

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const author = ['-c', 'user.name=stage', '-c', 'user.email=stage@example.invalid'];
  await promisify(execFile)('git', [...author, ...args], { cwd: folder });
}
