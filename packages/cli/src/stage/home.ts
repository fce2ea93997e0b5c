/**
 * The HOME of jobs: a folder of the run's own, because in the person's lie the keys to what is outside: logins of git,
 * gh, npm, docker and clouds. What a job pushes by git is refused in it, wherever it is pushed to.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeRefusals } from '@slipway/local-workflows/repository/refused-pushes';
import type { Builder } from './programs.ts';

type Shell = Readonly<Record<string, string | undefined>>;

export async function writeHome(folder: string, builder: Builder, shell: Shell): Promise<void> {
  await mkdir(folder);
  await writeRefusals(folder);
  if (builder.kind === 'docker') await writeDockerFolder(join(folder, '.docker'), shell);
}

/**
 * Which daemon it talks to and its plugins, such as buildx on macOS, and no logins. What a job writes or removes there is
 * gone with the run: nothing in it is the person's own.
 */
export async function writeDockerFolder(folder: string, shell: Shell): Promise<void> {
  const from = shell.DOCKER_CONFIG ?? join(shell.HOME ?? '/nowhere', '.docker');
  const { currentContext, cliPluginsExtraDirs } = await settingsIn(join(from, 'config.json'));
  const others: readonly unknown[] = Array.isArray(cliPluginsExtraDirs) ? cliPluginsExtraDirs : [];
  const plugins = [join(from, 'cli-plugins'), ...others];
  await mkdir(folder);
  await copyContext(shell.DOCKER_CONTEXT ?? currentContext, join(from, 'contexts'), join(folder, 'contexts'));
  const settings = { currentContext, cliPluginsExtraDirs: plugins };
  await writeFile(join(folder, 'config.json'), JSON.stringify(settings), { mode: 0o600 });
}

/** The one in use: the keys of the others lead to other machines. */
async function copyContext(name: unknown, from: string, to: string): Promise<void> {
  if (typeof name !== 'string') return;
  const folder = createHash('sha256').update(name).digest('hex');
  for (const part of ['meta', 'tls'])
    await cp(join(from, part, folder), join(to, part, folder), { recursive: true, dereference: true }).catch(
      ignoreMissing,
    );
}

/** The default context has no folder, and most have no keys. */
function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return Object(JSON.parse(await readFile(file, 'utf8'))) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
