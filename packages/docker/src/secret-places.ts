/** Whether there is something where a plan says that a secret or a key is; what it is stays unseen. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { Secret } from './build-plan.ts';
import type { SourcePorts } from './source-ports.ts';

/** An empty one would be built with all the same, and fail far from its cause. */
export async function requireSecret(
  { id, from }: Secret,
  { files, environment }: SourcePorts,
): Promise<void> {
  if (from.kind === 'variable') {
    const value = environment[from.name];
    if (value !== undefined && value !== '') return;
    throw emptySecret(
      id,
      `the variable ${from.name} is ${value === undefined ? 'not set' : 'empty'}`,
      `Set ${from.name} under \`env:\` of this step. A secret of GitHub is empty where it is not defined, and in runs for a fork.`,
    );
  }
  const isThere = await files.exists(from.path);
  const content = isThere ? await files.read(from.path).catch(() => undefined) : undefined;
  if (content !== undefined && content.length > 0) return;
  const state = content === undefined ? "can't be read" : 'is empty';
  throw emptySecret(
    id,
    isThere ? `the file ${from.path} ${state}` : `there is no file ${from.path}`,
    'Write the file before this step, or correct its path in `secrets`.',
  );
}

const emptySecret = (id: string, why: string, hint: string): Failure =>
  inputFailure({ code: 'secret-empty', what: `The secret ${id} has no value`, why, hint });

export async function requireSsh(
  id: string,
  paths: readonly string[],
  { files, environment }: SourcePorts,
): Promise<void> {
  if (paths.length === 0 && (environment.SSH_AUTH_SOCK ?? '') === '') {
    throw inputFailure({
      code: 'ssh-missing',
      what: `There is no ssh agent for \`${id}\``,
      why: 'SSH_AUTH_SOCK is not set',
      hint: `Start one before this step, or name a key in \`ssh\`: \`${id}=path\`.`,
    });
  }
  for (const path of paths) {
    if (await files.exists(path)) continue;
    throw inputFailure({
      code: 'ssh-missing',
      what: `There is no key or socket ${path} for ssh as \`${id}\``,
      hint: 'Correct its path in `ssh`.',
    });
  }
}
