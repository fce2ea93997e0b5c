/** The repository of somebody who calls workflows, made of a few texts in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { withoutGit } from '../src/git.ts';
import {
  openLocalRepository,
  type LocalRepository,
  type LocalRepositoryOptions,
} from '../src/local-repository.ts';

export const root = resolve(import.meta.dirname, '../../..');

export interface Caller extends AsyncDisposable {
  readonly folder: string;
  write(path: string, text: string): void;
  commit(message: string): void;
  open(options?: Partial<LocalRepositoryOptions>): Promise<LocalRepository>;
}

/** @param files text by path; committed. */
export function makeCaller(files: Readonly<Record<string, string>>): Caller {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-caller-'));
  const opened: LocalRepository[] = [];
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
      cwd: folder,
      env: { ...withoutGit(process.env) },
    });
  const commit = (message: string): void => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
  };
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [path, text] of Object.entries(files)) write(path, text);
  commit('First');
  return {
    ...{ folder, write, commit },
    open: async (options = {}) => {
      const repository = await openLocalRepository({
        ...{ act: pathOfPart('act'), slipway: root, folder, repository: 'team/web' },
        ...{ env: {}, docker: 'stand-in', path: '/usr/bin:/bin' },
        ...options,
      });
      opened.push(repository);
      return repository;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((each) => each.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
