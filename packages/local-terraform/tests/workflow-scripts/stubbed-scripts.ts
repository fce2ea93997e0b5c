/** The scripts behind the composite actions of .github/actions, run as a step would, above terraform/stack with its stub. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../../src/programs.ts';
import { answer, folder, root } from '../stubbed-stack.ts';

export interface ScriptRun {
  readonly code: number;
  /** The log of the step. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

const defaults = {
  ENVIRONMENT: 'production',
  SERVICE: 'web',
  STACKS: 'registry platform service',
  FOLDER: 'terraform',
  DESTROY: 'false',
  CHECKS: 'false',
  KEEP: 'true',
  PASSPHRASE: '',
  VISIBILITY: 'private',
  KEPT: '',
  SHA256: '',
  FRESH: 'false',
  LIMIT_MINUTES: '5',
};

/** @param script relative to .github/actions. @param env of the step, over what most of them have. */
export async function step(script: string, env: Readonly<Record<string, string>> = {}): Promise<ScriptRun> {
  const files = {
    GITHUB_OUTPUT: join(folder, 'step-output'),
    GITHUB_STEP_SUMMARY: join(folder, 'step-summary'),
  };
  const temporary = join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const { code, printed } = await run('bash', [join(root, '.github/actions', script)], {
    cwd: folder,
    env: {
      ...defaults,
      ...files,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: temporary,
      STUB: folder,
      PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
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

/** In shell: leaves a plan where `-out` says, with the name of the stack in it. */
export const leavesPlan = `for word; do case $word in -out=*) echo "plan of \${PWD##*/}" >"\${word#-out=}" ;; esac; done`;

/** Each stack plans with changes, but for those that are told otherwise, in shell by stack. */
export async function plansAre(others: Readonly<Record<string, string>> = {}): Promise<void> {
  const cases = Object.entries(others).map(([stack, shell]) => `*/${stack}) ${shell} ;;`);
  const changes = `*) ${leavesPlan}; echo 'Plan: 1 to add, 0 to change, 0 to destroy.'; exit 2 ;;`;
  await answer('plan', `case $PWD in ${cases.join(' ')} ${changes} esac`);
}

/** What Terraform shows of a plan, as JSON. */
export const shows = (document: unknown): Promise<void> =>
  answer('show', `cat <<'END'\n${JSON.stringify(document)}\nEND`);

/** Of the plan that a step has packed: what the step that applies is told. */
export const handedOver = ({ outputs }: ScriptRun): Readonly<Record<string, string>> => ({
  KEPT: outputs.kept ?? '',
  SHA256: outputs.sha256 ?? '',
});
