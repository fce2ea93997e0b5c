/**
 * Slipway as somebody gets it who names it in a workflow: contracts and bundles of its actions, and its callable
 * workflows, all rewritten for act into a folder.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkflowFile } from './checking/workflow-files.ts';
import { runnableByAct, type RunnableFile } from './rewriting/runnable-by-act.ts';

export const slipway = 'slipway-actions/slipway';
export const workflowFolder = '.github/workflows';
const actionFolders = ['actions', '.github/actions'] as const;

export interface Published {
  /** Has `actions`, `.github/actions` and `.github/workflows`, as a checkout of Slipway and its package have. */
  readonly from: string;
  readonly to: string;
  /** That its callers name: `refs/tags/v1`. */
  readonly ref: string;
  /** Whether the callers of a workflow give it `id-token: write`; see `SourceFile`. */
  readonly isGrantedToken?:
    ((file: { readonly repository: string; readonly path: string }) => boolean) | undefined;
}

/** @returns what was rewritten. */
export const publish = ({ from, to, ref, isGrantedToken }: Published): Promise<readonly RunnableFile[]> =>
  copyPublished({ from, to }, (path, text) =>
    runnableByAct({
      ...{ repository: slipway, path, text, ref },
      isGrantedToken: isGrantedToken?.({ repository: slipway, path }),
    }),
  );

/** The callable workflows, as they stand. */
export async function publishedWorkflows(from: string): Promise<readonly WorkflowFile[]> {
  const paths = (await namesIn(from, workflowFolder)).filter((path) => isCallable(path));
  return Promise.all(
    paths.map(async (path) => ({
      ...{ repository: slipway, path },
      text: await readFile(join(from, path), 'utf8'),
    })),
  );
}

/**
 * @param rewrite gives each action.yml and each workflow as it is to stand in the copy.
 * @returns what `rewrite` gave.
 */
export async function copyPublished<File extends { readonly text: string }>(
  { from, to }: Pick<Published, 'from' | 'to'>,
  rewrite: (path: string, text: string) => File,
): Promise<readonly File[]> {
  const rewritten = async (path: string): Promise<File> => {
    const file = rewrite(path, await readFile(join(from, path), 'utf8'));
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), file.text);
    return file;
  };
  const actions = (await Promise.all(actionFolders.map((folder) => namesIn(from, folder)))).flat();
  await Promise.all(actions.map((action) => copyAction(join(from, action), join(to, action))));
  const workflows = (await namesIn(from, workflowFolder)).filter((path) => isCallable(path));
  return Promise.all([...actions.map((action) => `${action}/action.yml`), ...workflows].map(rewritten));
}

/** What an action has beside its contract and is no source: its bundle, or the scripts of a composite one. */
async function copyAction(from: string, to: string): Promise<void> {
  const names = (await readdir(from)).filter((name) => !ofSource.has(name) && !isPage.test(name));
  for (const name of names) await cp(join(from, name), join(to, name), { recursive: true });
}

const ofSource: ReadonlySet<string> = new Set([
  'src',
  'tests',
  'page',
  'node_modules',
  'package.json',
  'tsconfig.json',
]);
const isPage = /\.(?:md|schema\.json)$/;

/** Paths below `from`; none where there is no such folder. */
async function namesIn(from: string, folder: string): Promise<readonly string[]> {
  if (!existsSync(join(from, folder))) return [];
  return (await readdir(join(from, folder))).map((name) => `${folder}/${name}`);
}

/** The others are of Slipway's own CI. */
const isCallable = (path: string): boolean =>
  /\.ya?ml$/.test(path) && !path.startsWith(`${workflowFolder}/ci-`);
