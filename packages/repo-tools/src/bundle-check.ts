/**
 * Whether a built action is one: an ES module that starts, refuses missing inputs in its own words and sets every
 * output. ncc exits with 0 and writes a broken bundle of 4 kB when TypeScript emits CommonJS; only running it tells.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';

/** Bytes: a broken bundle has 4 kB, and the smallest sound one ten times as many. */
const leastBytes = 20_000;

/**
 * @param folder the action's.
 * @returns sentences, none when all is well.
 */
export async function problemsOfBundle(
  folder: string,
  contract: { readonly name: string; readonly outputs: readonly string[] },
): Promise<readonly string[]> {
  const still = problemsAtRest(folder);
  if (still.length > 0) return still;
  const run = await runAction({ action: folder, workspace: tmpdir() });
  const killed = await runAction({ action: folder, workspace: tmpdir(), signal: AbortSignal.abort() });
  return [...problemsOfRun(run, contract), ...problemsOfPost(killed.post)];
}

/** A main step that is killed at its start leaves nothing to follow, and must not be made up for. */
function problemsOfPost(post: ActionRun['post']): readonly string[] {
  if (post === undefined || (post.exitCode === 0 && post.log.length === 0)) return [];
  return [
    `the post step of a main step that never ran must do nothing, but ended with ` +
      `${String(post.exitCode)} and said:\n${post.log.slice(-15).join('\n')}`,
  ];
}

function problemsAtRest(folder: string): readonly string[] {
  const index = join(folder, 'dist/index.js');
  if (!existsSync(index)) return ['dist/index.js is missing: run `npm run build`'];
  const manifest = join(folder, 'dist/package.json');
  const isModule = existsSync(manifest) && /"type":\s*"module"/.test(readFileSync(manifest, 'utf8'));
  const { size } = statSync(index);
  return [
    ...(isModule ? [] : ['dist/package.json does not say that the bundle is an ES module']),
    ...(size >= leastBytes ? [] : [`dist/index.js has ${String(size)} bytes: nothing was bundled into it`]),
    ...(existsSync(join(folder, 'dist/licenses.txt')) ? [] : ['dist/licenses.txt is missing']),
  ];
}

/** What is wrong with how an action without any input ended. */
export function problemsOfRun(
  run: Pick<ActionRun, 'exitCode' | 'annotations' | 'outputs' | 'log'>,
  contract: { readonly name: string; readonly outputs: readonly string[] },
): readonly string[] {
  const titles = run.annotations
    .filter(({ level }) => level === 'error')
    .map(({ properties }) => properties.title);
  const isClean = titles.some(
    (title) => title?.startsWith(`${contract.name}: `) && !title.endsWith(': defect'),
  );
  if (run.exitCode !== 1 || !isClean) {
    return [
      `without inputs it must refuse with exit code 1 and an error of its own, but ended with ` +
        `${String(run.exitCode)} and said:\n${run.log.slice(-15).join('\n')}`,
    ];
  }
  const unset = contract.outputs.filter((name) => !(name in run.outputs));
  return unset.length === 0 ? [] : [`when it fails, these outputs are not set: ${unset.join(', ')}`];
}
