/**
 * The HOME of jobs: a folder of the run's own, because in the person's lie the keys to what is outside: logins of git,
 * gh, npm, docker and clouds. What a job pushes by git is refused in it, wherever it is pushed to.
 */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusingTransport } from '../repository/copy.ts';
import type { Builder } from './programs.ts';

type Shell = Readonly<Record<string, string | undefined>>;

export async function writeHome(folder: string, builder: Builder, shell: Shell): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, '.gitconfig'), refusals);
  const docker = shell.DOCKER_CONFIG ?? join(shell.HOME ?? '/nowhere', '.docker');
  if (builder.kind === 'docker') await writeDockerFolder(join(folder, '.docker'), docker);
}

const refusals = ['https://', 'http://', 'ssh://', 'git://', 'git@']
  .map((start) => `[url "${refusingTransport}::${start}"]\n\tpushInsteadOf = ${start}\n`)
  .join('');

/** Which daemon it talks to and its plugins, such as buildx on macOS, and no logins. */
async function writeDockerFolder(folder: string, from: string): Promise<void> {
  await mkdir(folder);
  for (const name of ['contexts', 'cli-plugins']) await symlink(join(from, name), join(folder, name));
  const { currentContext, cliPluginsExtraDirs } = await settingsIn(join(from, 'config.json'));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ currentContext, cliPluginsExtraDirs }));
}

async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return Object(JSON.parse(await readFile(file, 'utf8'))) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
