/** What is refused before anything runs, because nothing would start, or GitHub would not start it; in words. */
import { inputFailure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import {
  documentOf,
  jobsIn,
  nameOf,
  type WorkflowFile,
} from '@slipway/local-workflows/checking/workflow-files';
import { triggersOf } from '@slipway/local-workflows/events/triggers';
import { hasJob } from './starting.ts';

/** @throws Failure of kind input when none has it */
export function withJob(files: readonly WorkflowFile[], job: string | undefined): readonly WorkflowFile[] {
  if (job === undefined) return files;
  const found = files.filter((file) => hasJob(file, job));
  if (found.length > 0) return found;
  const names = files.flatMap((file) => jobsIn(file).map(([name]) => name));
  const near = nearest(job, names);
  throw inputFailure({
    code: 'no-job',
    what: `There is no job \`${job}\``,
    why:
      near === undefined
        ? `there are ${names.map((name) => `\`${name}\``).join(', ')}`
        : `did you mean \`${near}\`?`,
    hint: 'Name one of a workflow that starts.',
  });
}

/** @throws Failure of kind input that lists them, where there are any */
export function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw inputFailure({
    code: 'start-up',
    what: `GitHub would not start this\n${problems.map((problem) => `  ${problem}`).join('\n')}\nNothing was run`,
  });
}

/** @throws Failure of kind input for what is no YAML */
export function readable(file: WorkflowFile): WorkflowFile {
  try {
    documentOf(file);
    return file;
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().replace(/[.:]$/, '') : String(error);
    const hint = 'Correct it, then type the same again.';
    throw inputFailure({ code: 'workflow', what: `${file.path} can't be read`, why, hint, cause: error });
  }
}

/** A person starts one at a time, with the inputs of that one. */
export const severalStart = (files: readonly WorkflowFile[]): Error =>
  inputFailure({
    code: 'several-workflows',
    what: '`workflow_dispatch` starts one workflow',
    why: `${String(files.length)} could be meant: ${files.map(nameOf).join(', ')}`,
    hint: `Name it by \`-W\`: \`-W ${files[0]?.path ?? '.github/workflows/‹file›'}\`.`,
  });

/** @param files that could be meant. @param leftOut of them, with why */
export function nothingStarts(
  meant: string,
  event: string,
  files: readonly WorkflowFile[],
  leftOut: readonly string[],
): Error {
  if (leftOut.length === 0) return noneListens(meant, event, files);
  return inputFailure({
    code: 'no-workflow',
    what: `No workflow is started by this \`${event}\``,
    why: leftOut.join('; '),
    hint: 'To run one all the same, name its file: `-W .github/workflows/‹file›`.',
  });
}

function noneListens(meant: string, event: string, files: readonly WorkflowFile[]): Error {
  const code = 'no-workflow';
  const what = `No workflow is started by \`${event}\``;
  if (files.length === 0)
    return inputFailure({
      ...{ code, what, why: `there is none in ${meant} of this repository` },
      hint: 'Copy a starter of workflows-templates/ to .github/workflows/, or name another event or `-W`.',
    });
  const none =
    files.length === 1
      ? `${files[0]?.path ?? meant} does not listen to it`
      : `none of the ${String(files.length)} files of ${meant} listens to it`;
  const events = eventsOf(files);
  if (events.length === 0)
    return inputFailure({
      ...{ code, what, why: `${none}, nor to any event but a call` },
      hint: 'Say in its `on:` what starts it, or name another by `-W`.',
    });
  const near = nearest(event, events);
  return inputFailure({
    ...{ code, what, why: `${none}; what they listen to: ${events.map((name) => `\`${name}\``).join(', ')}` },
    hint: near === undefined ? 'Name one of these events.' : `Did you mean \`act ${near}\`?`,
  });
}

/** That somebody can name: no event is a call. */
const eventsOf = (files: readonly WorkflowFile[]): readonly string[] =>
  [...new Set(files.flatMap(({ text }) => Object.keys(triggersOf(text))))]
    .filter((name) => name !== 'workflow_call')
    .sort();
