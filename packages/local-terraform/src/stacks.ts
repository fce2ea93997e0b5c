/**
 * The stacks of this repository, driven by terraform/stack as a person drives them, in a copy of the folder: what
 * Terraform leaves beside a stack stays out of the checkout.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { StandInAccount } from './account.ts';
import { run, type Ran, type Running } from './programs.ts';

export interface Stacks {
  /** The copy of terraform/. */
  readonly folder: string;
  /** `stack('platform', 'production', 'apply', '-auto-approve')`: what terraform/stack did. */
  stack: (name: string, target: string, ...args: readonly string[]) => Promise<Ran>;
  /** The same with other credentials. */
  as(credentials: Readonly<Record<string, string>>): Stacks['stack'];
  /** For another program that is to do the same. */
  readonly env: Readonly<Record<string, string>>;
  /** Changes a file of values of the environment production. @throws Error when there is nothing to change */
  change(file: string, from: RegExp, to: string): Promise<void>;
  /** Writes a file of values of an environment: `web.tfvars`. */
  write(environment: string, file: string, content: string): Promise<void>;
}

export type Watching = Pick<Running, 'onText' | 'signal'>;

/** @param root of the checkout. */
export async function copyStacks(
  root: string,
  { folder: place, env: account }: Pick<StandInAccount, 'folder' | 'env'>,
  watching: Watching = {},
): Promise<Stacks> {
  const folder = join(place, 'terraform');
  await cp(join(root, 'terraform'), folder, { recursive: true, filter: isSource });
  const environments = join(place, 'environments');
  const env = { ...account, SLIPWAY_EMULATED: 'true', SLIPWAY_ENVIRONMENTS: environments };
  const as =
    (credentials: Readonly<Record<string, string>>): Stacks['stack'] =>
    (name, target, ...args) =>
      run(join(folder, 'stack'), [name, target, ...args], {
        cwd: folder,
        env: { ...env, ...credentials },
        ...watching,
      });
  return {
    folder,
    env,
    change: async (file, from, to) => {
      const path = join(environments, 'production', file);
      const text = await readFile(path, 'utf8');
      if (!from.test(text)) throw new Error(`${file} has nothing like ${String(from)}.`);
      await writeFile(path, text.replace(from, to));
    },
    stack: as({}),
    as,
    write: async (environment, file, content) => {
      await mkdir(join(environments, environment), { recursive: true });
      await writeFile(join(environments, environment, file), content);
    },
  };
}

const isSource = (path: string): boolean =>
  !['.terraform', '.data', '.terraform.lock.hcl'].includes(basename(path));
