/** Which workflows a command line of act starts, and what of them GitHub would not start. */
import { dirname, join, resolve } from 'node:path';
import { inputFailure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import { defaultWarnings } from '@slipway/local-workflows/checking/default-warnings';
import { startupProblems } from '@slipway/local-workflows/checking/startup-problems';
import {
  documentOf,
  jobsIn,
  nameOf,
  type WorkflowFile,
} from '@slipway/local-workflows/checking/workflow-files';
import { onlyTells, valuesOf, type ActWords } from '../act/words.ts';
import { fileText } from '../file-text.ts';
import type { Repository } from '../repository/facts.ts';
import { happening, refOf } from './happening.ts';
import { meantBy, type Meant } from './meant.ts';
import { pullRequestPayload } from './pull-request.ts';
import { eventOf, hasJob, isOfTerraform, isStartedBy, unexpectedInputs, whyNot } from './starting.ts';
import { namesIn, unknownActions } from './unknown-actions.ts';
import { ownWorkflows, slipwayWorkflows } from './workflow-files.ts';

export interface StartedWorkflows {
  readonly started: readonly WorkflowFile[];
  /** What starts them. */
  readonly event: string;
  /** Of the branch, where the event says none: see `refOf`. */
  readonly ref: string | undefined;
  /** What GitHub would not start for it, with why. */
  readonly leftOut: readonly string[];
  /** What GitHub would start, and is not started here, with why. */
  readonly notHere: readonly string[];
  /** What hangs on a setting of the repository on GitHub, in sentences. */
  readonly warnings: readonly string[];
  /** All that they may call. */
  readonly files: readonly WorkflowFile[];
  readonly meant: Meant;
}

/** @param folder where act was to run. @throws Failure of kind input that lists each problem with its place */
export async function checkStart(
  repository: Repository,
  words: ActWords,
  slipwayFolder: string,
  folder = repository.folder,
): Promise<StartedWorkflows> {
  const own = await ownWorkflows(repository);
  const files = [...own, ...slipwayWorkflows(slipwayFolder)];
  const meant = meantBy(words, repository.folder, folder);
  const there = own
    .filter(({ path }) => (meant.isFile ? path : dirname(path)) === meant.path)
    .map((file) => readable(file));
  const event = eventOf(words.others[0], there);
  const payload = valuesOf(words, 'eventpath').at(-1);
  const text =
    payload === undefined ? pullRequestPayload(event, repository) : fileText(resolve(folder, payload));
  const ref = refOf(event, text, repository.branch);
  if (onlyTells(words))
    return { started: there, event, ref, leftOut: [], notHere: [], warnings: [], files, meant };
  const what = happening(event, text, repository.branch);
  const those = there.filter((file) => isStartedBy(file, event));
  const left = those.map((file) => ({ file, why: whyNot(file, what) }));
  const leftOut = left.flatMap(({ why }) => why ?? []);
  // Who names one file wants to see it run.
  const due = meant.isFile ? those : left.flatMap(({ file, why }) => (why === undefined ? [file] : []));
  const started = meant.isFile ? due : due.filter((file) => !isOfTerraform(file));
  const notHere = due.filter((file) => !started.includes(file)).map(noTerraform);
  if (started.length === 0) throw nothingStarts(meant.path, event, [...leftOut, ...notHere]);
  const asked = withJob(started, valuesOf(words, 'job').at(-1));
  if (event === 'workflow_dispatch' && asked.length > 1) throw severalStart(asked);
  const actions = namesIn(join(slipwayFolder, 'actions'));
  const inputs = event === 'workflow_dispatch' ? namesGiven(words) : [];
  refuse([
    ...asked.flatMap((file) => [...startupProblems(file, files), ...unknownActions(file, actions)]),
    ...asked.flatMap((file) => unexpectedInputs(file, inputs)),
  ]);
  const warnings = asked.flatMap((file) => defaultWarnings(file, files));
  return { started: asked, event, ref, leftOut, notHere, warnings, files, meant };
}

const namesGiven = (words: ActWords): readonly string[] =>
  valuesOf(words, 'input').map((input) => input.split('=', 1)[0] ?? '');

const noTerraform = (file: WorkflowFile): string =>
  `${nameOf(file)}: there is nothing here that Terraform could be applied to; docs/try-before-you-push.md says where its apply is shown, and \`-W ${file.path}\` starts it all the same`;

/** @throws Failure of kind input when none has it */
function withJob(files: readonly WorkflowFile[], job: string | undefined): readonly WorkflowFile[] {
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

/** A person starts one at a time, with the inputs of that one. */
const severalStart = (files: readonly WorkflowFile[]): Error =>
  inputFailure({
    code: 'several-workflows',
    what: '`workflow_dispatch` starts one workflow',
    why: `${String(files.length)} could be meant: ${files.map(nameOf).join(', ')}`,
    hint: `Name it by \`-W\`: \`-W ${files[0]?.path ?? '.github/workflows/‹file›'}\`.`,
  });

function nothingStarts(meant: string, event: string, leftOut: readonly string[]): Error {
  if (leftOut.length === 0)
    return inputFailure({
      code: 'no-workflow',
      what: `No workflow is started by \`${event}\``,
      why: `there is none in ${meant} of this repository`,
      hint: 'Copy a starter of workflows-templates/ to .github/workflows/, or name another event or `-W`.',
    });
  return inputFailure({
    code: 'no-workflow',
    what: `No workflow is started by this \`${event}\``,
    why: leftOut.join('; '),
    hint: 'To run one all the same, name its file: `-W .github/workflows/‹file›`.',
  });
}
