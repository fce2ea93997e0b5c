/** The scripts above terraform/stack with its stub. */
import { dirname, join } from 'node:path';
import { answer, folder } from '../stubbed-stack.ts';
import { runScript, type ScriptRun, type Watching } from './script-run.ts';

/** @param script relative to .github/actions. @param env of the step, over what most of them have. */
export const step = (
  script: string,
  env: Readonly<Record<string, string>> = {},
  watching: Watching = {},
): Promise<ScriptRun> =>
  runScript(script, {
    ...watching,
    workspace: folder,
    env: {
      STUB: folder,
      PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
      ...env,
    },
  });

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
