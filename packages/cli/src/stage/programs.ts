/**
 * What comes first on the PATH of jobs: Node 24, what git starts in place of a push, and where no docker can build, the
 * stand-in for it.
 */
import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dockerFolder } from '@slipway/local-workflows/docker';
import { writeRefusingProgram } from '@slipway/local-workflows/repository/refused-pushes';

/** Who builds images: the docker of this machine, or a stand-in that packs apps of Node. */
export type Builder = { readonly kind: 'docker' } | { readonly kind: 'stand-in'; readonly why: string };

/** A client without buildx, or without a daemon, builds nothing. */
export async function findBuilder(): Promise<Builder> {
  const [hasBuildx, hasDaemon] = await Promise.all([
    answers('docker', 'buildx', 'version'),
    answers('docker', 'version', '--format', '{{.Server.Version}}'),
  ]);
  if (!hasBuildx) return { kind: 'stand-in', why: 'no docker with buildx is on this machine' };
  if (!hasDaemon) return { kind: 'stand-in', why: 'the docker of this machine has no daemon that answers' };
  return { kind: 'docker' };
}

/** A daemon that hangs keeps no Ctrl-C from being heard. */
const answers = (file: string, ...args: readonly string[]): Promise<boolean> =>
  promisify(execFile)(file, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );

/** @returns folders that come first on the PATH of jobs. */
export async function writePrograms(folder: string, builder: Builder): Promise<readonly string[]> {
  await mkdir(folder);
  // Beside this node may be others of its folder, which are not asked for.
  await symlink(process.execPath, join(folder, 'node'));
  await writeRefusingProgram(folder);
  return [...(builder.kind === 'docker' ? [] : await dockerFolder('stand-in', folder)), folder];
}

/** @param name `owner/name` of an action of others. A docker that builds needs its builder made for it. */
export const isStoodInFor = (name: string, { kind }: Builder): boolean =>
  kind === 'stand-in' || !name.startsWith('docker/');
