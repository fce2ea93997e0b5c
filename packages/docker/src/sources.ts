/** What a plan names on this machine is looked at before anything runs: Dockerfile, context, secrets, keys. */
import { join } from 'node:path';
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { BuildPlan } from './build-plan.ts';
import type { Sources } from './docker.ts';
import { requireSecret, requireSsh } from './secret-places.ts';
import type { SourcePorts } from './source-ports.ts';

/** The Dockerfile of the workspace that a plan builds from. */
export interface LocalDockerfile {
  readonly path: string;
  readonly text: string;
}

/** @throws Failure of kind input: the first thing that is missing, empty or out of place. */
export async function lookAtSources(plan: BuildPlan, ports: SourcePorts): Promise<Sources> {
  await requireContext(plan.context, ports);
  const dockerfile = await readDockerfile(plan, ports);
  for (const secret of plan.secrets) await requireSecret(secret, ports);
  for (const { id, paths } of plan.ssh) await requireSsh(id, paths, ports);
  for (const { name, location } of plan.buildContexts) {
    if (isRemote(location) || (await ports.files.exists(location))) continue;
    throw inputFailure({
      code: 'context-not-found',
      what: `There is no folder ${location} for the build context ${name}`,
      hint: 'Correct `build-contexts`; an image is written as `docker-image://…`.',
    });
  }
  return { dockerfile: dockerfile?.text };
}

/** A git or https address, an image, another target: for the builder to find. */
export const isRemote = (location: string): boolean =>
  /^(?:[a-z][a-z0-9+-]*:\/\/|target:|git@|github\.com\/)/i.test(location);

async function requireContext(context: string, { files }: SourcePorts): Promise<void> {
  if (isRemote(context)) return;
  if (context === '-') {
    throw inputFailure({
      code: 'context-invalid',
      what: 'The context `-` can not be used',
      why: 'a step has no standard input to read it from',
      hint: 'Set `context` to a folder or to the address of a git repository.',
    });
  }
  if (await isFolder(context, files)) return;
  const isThere = await files.exists(context);
  throw inputFailure({
    code: 'context-not-found',
    what: isThere ? `The context ${context} is no folder` : `There is no folder ${context}`,
    hint: 'Correct `context`; is actions/checkout run before this step?',
  });
}

/** undefined when it is part of a remote context. @throws Failure of kind input. */
export async function readDockerfile(
  { context, file }: Pick<BuildPlan, 'context' | 'file'>,
  { files }: Pick<SourcePorts, 'files'>,
): Promise<LocalDockerfile | undefined> {
  if (isRemote(context)) return undefined;
  const path = file ?? (await defaultDockerfile(context, files));
  if (!(await files.isOwn(path))) {
    throw inputFailure({
      code: 'dockerfile-outside',
      what: `The Dockerfile ${path} is outside of the workspace`,
      hint: 'Set `file` to a path inside of it.',
    });
  }
  try {
    return { path, text: new TextDecoder().decode(await files.read(path)) };
  } catch (error) {
    throw await dockerfileMissing(path, context, files, error);
  }
}

/** Both spellings are looked for, as buildkit does it. */
async function defaultDockerfile(context: string, files: SourcePorts['files']): Promise<string> {
  const [path, lower] = [join(context, 'Dockerfile'), join(context, 'dockerfile')];
  return !(await files.exists(path)) && (await files.exists(lower)) ? lower : path;
}

async function dockerfileMissing(
  path: string,
  context: string,
  files: SourcePorts['files'],
  cause: unknown,
): Promise<Failure> {
  const [isThere, inContext] = [await files.exists(path), join(context, path)];
  return inputFailure({
    code: 'dockerfile-not-found',
    what: isThere ? `${path} is no file that can be read` : `There is no Dockerfile ${path}`,
    hint:
      !isThere && (await files.exists(inContext))
        ? `\`file\` is relative to the workspace: did you mean \`file: ${inContext}\`?`
        : 'Correct `file` or `context`; is actions/checkout run before this step?',
    cause,
  });
}

const isFolder = (path: string, files: SourcePorts['files']): Promise<boolean> =>
  files.read(path).then(
    () => false,
    (error: unknown) =>
      typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'EISDIR',
  );
