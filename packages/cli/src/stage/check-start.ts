/** Which workflows a command line of act starts, and what of them GitHub would not start. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import { startupProblems } from '@slipway/local-workflows/checking/startup-problems';
import {
  documentOf,
  jobsIn,
  nameOf,
  type WorkflowFile,
} from '@slipway/local-workflows/checking/workflow-files';
import { valuesOf, type ActWords } from '../act/words.ts';
import type { Repository } from '../repository/facts.ts';
import { ownWorkflows, slipwayWorkflows } from './workflow-files.ts';

export interface StartedWorkflows {
  readonly started: readonly WorkflowFile[];
  /** All that they may call. */
  readonly files: readonly WorkflowFile[];
}

/** @throws Failure of kind input that lists each problem with its place */
export async function checkStart(
  repository: Repository,
  words: ActWords,
  slipwayFolder: string,
): Promise<StartedWorkflows> {
  const own = await ownWorkflows(repository);
  const files = [...own, ...slipwayWorkflows(slipwayFolder)];
  const meant = resolve(repository.folder, valuesOf(words, 'workflows').at(-1) ?? '.github/workflows');
  const isFile = statSync(meant, { throwIfNoEntry: false })?.isFile() === true;
  const [event] = words.others;
  const started = own.filter((file) => {
    const path = resolve(repository.folder, file.path);
    return (isFile ? path : dirname(path)) === meant && isStartedBy(readable(file), event);
  });
  if (started.length === 0) throw nothingStarts(meant, event);
  const actions = namesIn(join(slipwayFolder, 'actions'));
  refuse(started.flatMap((file) => [...startupProblems(file, files), ...unknownActions(file, actions)]));
  return { started, files };
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw inputFailure({
    code: 'start-up',
    what: `GitHub would not start this\n${problems.map((problem) => `  ${problem}`).join('\n')}\nNothing was run`,
  });
}

/** @throws Failure of kind input for what is no YAML */
function readable(file: WorkflowFile): WorkflowFile {
  try {
    documentOf(file);
    return file;
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().replace(/[.:]$/, '') : String(error);
    const hint = 'Correct it, then type the same again.';
    throw inputFailure({ code: 'workflow', what: `${file.path} can't be read`, why, hint, cause: error });
  }
}

/** @param event undefined for whichever there is. */
function isStartedBy(file: WorkflowFile, event: string | undefined): boolean {
  const { on } = documentOf(file);
  if (event === undefined || typeof on === 'string') return event === undefined || on === event;
  return Array.isArray(on) ? on.includes(event) : Object.hasOwn(Object(on) as object, event);
}

/** @param actions their names. @returns a sentence for each step that uses one that Slipway has not. */
export const unknownActions = (file: WorkflowFile, actions: readonly string[]): readonly string[] =>
  jobsIn(file).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ uses }) => {
      const name = /^slipway-actions\/slipway\/actions\/([^/@]+)@/.exec(uses ?? '')?.[1];
      if (name === undefined || actions.includes(name)) return [];
      const near = nearest(name, actions);
      const meant = near === undefined ? `There are ${actions.join(', ')}.` : `Did you mean \`${near}\`?`;
      return [`${nameOf(file)}, job ${job}: Slipway has no action \`${name}\`. ${meant}`];
    }),
  );

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

const nothingStarts = (meant: string, event: string | undefined): Error =>
  inputFailure({
    code: 'no-workflow',
    what: event === undefined ? 'No workflow can be run' : `No workflow is started by \`${event}\``,
    why: `there is none in ${basename(dirname(meant))}/${basename(meant)} of this repository`,
    hint: 'Copy a starter of workflows-templates/ to .github/workflows/, or name another event or `-W`.',
  });
