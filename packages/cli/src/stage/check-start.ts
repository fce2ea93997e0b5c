/** Reads the workflows that a command line of act starts, and refuses what GitHub would not start. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { parse } from 'yaml';
import { valuesOf, type ActWords } from '../act/words.ts';
import { filesOf, type Repository } from '../repository/facts.ts';
import { contractsIn } from './contracts.ts';
import { startupProblems, type WorkflowSource } from './startup-problems.ts';

const workflows = '.github/workflows';

/** @throws Failure of kind input that lists each problem with its place */
export async function checkStart(
  { folder }: Repository,
  words: ActWords,
  slipwayFolder: string,
): Promise<void> {
  const meant = resolve(folder, valuesOf(words, 'workflows').at(-1) ?? workflows);
  const isFile = statSync(meant, { throwIfNoEntry: false })?.isFile() === true;
  const isMeant = (path: string): boolean =>
    isFile ? resolve(folder, path) === meant : dirname(resolve(folder, path)) === meant;
  const paths = (await filesOf(folder)).filter((path) => /\.ya?ml$/.test(path) && isMeant(path));
  const sources = paths
    .map((path) => ({ path, text: readFileSync(resolve(folder, path), 'utf8') }))
    .filter(({ text }) => isStartedBy(text, words.others[0]));
  if (sources.length === 0) throw nothingStarts(meant, words.others[0]);
  const contracts = contractsIn(slipwayFolder);
  refuse(sources.flatMap((source) => startupProblems(source, contracts)));
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw inputFailure({
    code: 'start-up',
    what: `GitHub would not start this\n${problems.map((problem) => `  ${problem}`).join('\n')}\nNothing was run`,
  });
}

/** @param event undefined for whichever there is. Of what is no YAML act says itself what is wrong. */
function isStartedBy(text: WorkflowSource['text'], event: string | undefined): boolean {
  if (event === undefined) return true;
  try {
    const { on } = (parse(text) ?? {}) as { readonly on?: unknown };
    if (typeof on === 'string') return on === event;
    return Array.isArray(on) ? on.includes(event) : Object.hasOwn(Object(on) as object, event);
  } catch {
    return true;
  }
}

const nothingStarts = (meant: string, event: string | undefined): Error =>
  inputFailure({
    code: 'no-workflow',
    what: event === undefined ? 'No workflow can be run' : `No workflow is started by \`${event}\``,
    why: `there is none in ${basename(dirname(meant))}/${basename(meant)} of this repository`,
    hint: 'Copy a starter of workflows-templates/ to .github/workflows/, or name another event or `-W`.',
  });
