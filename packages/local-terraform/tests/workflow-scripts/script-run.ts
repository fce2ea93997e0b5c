/**
 * A script behind a composite action of .github/actions, run as the runner runs its step: by the very text of `run:` in a
 * file, for which bash is started, and which alone is told of a cancel.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { run, type Running } from '../../src/programs.ts';
import { root } from '../../src/harbour.ts';

export interface ScriptRun {
  readonly code: number;
  /** The log of the step. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export type Watching = Pick<Running, 'onText' | 'signal'>;

/** What the action gives its script where nothing else is said. */
const defaults = {
  ENVIRONMENT: 'production',
  SERVICE: 'web',
  GITHUB_ENVIRONMENT_NAME: 'production',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SHA: 'abc1234def5678abc1234def5678abc1234def56',
  STACKS: 'registry platform service',
  FOLDER: 'terraform',
  DESTROY: 'false',
  CHECKS: 'false',
  KEEP: 'true',
  PASSPHRASE: '',
  VISIBILITY: 'private',
  KEPT: '',
  DOWNLOADED: 'success',
  SHA256: '',
  FRESH: 'false',
  LIMIT_MINUTES: '5',
};

/** @param script relative to .github/actions. @param env of the step. */
export async function runScript(
  script: string,
  {
    workspace,
    env,
    ...watching
  }: Watching & { readonly workspace: string; readonly env: Readonly<Record<string, string>> },
): Promise<ScriptRun> {
  const files = {
    GITHUB_OUTPUT: join(workspace, 'step-output'),
    GITHUB_STEP_SUMMARY: join(workspace, 'step-summary'),
  };
  const temporary = join(workspace, 'temporary');
  await mkdir(temporary, { recursive: true });
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const action = join(root, '.github/actions', dirname(script));
  const step = join(temporary, 'step.sh');
  await writeFile(step, await textOfStep(action));
  const { code, printed } = await run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', step], {
    ...watching,
    isAlone: true,
    cwd: workspace,
    env: {
      ...defaults,
      ...files,
      ACTION: action,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temporary,
      ...env,
    },
  });
  const outputs = (await readFile(files.GITHUB_OUTPUT, 'utf8')).split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
  });
  return {
    code,
    log: printed,
    outputs: Object.fromEntries(outputs),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

/** The one step of an action. */
async function textOfStep(action: string): Promise<string> {
  const { runs } = parse(await readFile(join(action, 'action.yml'), 'utf8')) as {
    readonly runs: { readonly steps: readonly { readonly run: string }[] };
  };
  return runs.steps.map((step) => step.run).join('\n');
}

/** Of the plan that a step has packed: what the step that applies is told. */
export const handedOver = ({ outputs }: ScriptRun): Readonly<Record<string, string>> => ({
  KEPT: outputs.kept ?? '',
  SHA256: outputs.sha256 ?? '',
});
