/** Which workflows a command line of act starts, and what of them GitHub would not start. */
import { dirname, join, resolve } from 'node:path';
import { defaultWarnings } from '@slipway/local-workflows/checking/default-warnings';
import { startupProblems } from '@slipway/local-workflows/checking/startup-problems';
import { nameOf, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { valuesOf, type ActWords } from '../act/words.ts';
import { fileText } from '../file-text.ts';
import type { Repository } from '../repository/facts.ts';
import { happening, refOf, type Happening } from './happening.ts';
import { meantBy, type Meant } from './meant.ts';
import { pullRequestPayload } from './pull-request.ts';
import { nothingStarts, readable, refuse, severalStart, withJob } from './refusals.ts';
import { lastMessage, skipWarnings } from './skipped-by-message.ts';
import { eventOf, isOfTerraform, isStartedBy, unexpectedInputs, whyNot } from './starting.ts';
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
  /** What hangs on a setting of the repository on GitHub, or on the message of the commit, in sentences. */
  readonly warnings: readonly string[];
  /** Those of the repository, whatever starts them. */
  readonly own: readonly WorkflowFile[];
  /** All that they may call. */
  readonly files: readonly WorkflowFile[];
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
  const known = { event, own, files, ref: refOf(event, text, repository.branch) };
  const what = happening(event, text, repository.branch);
  const { due, ...others } = dueOf(there, what, meant, repository.defaultBranch);
  const { leftOut, notHere } = others;
  if (due.length === 0) throw nothingStarts(meant.path, event, there, [...leftOut, ...notHere]);
  const started = withJob(due, valuesOf(words, 'job').at(-1));
  if (event === 'workflow_dispatch' && started.length > 1) throw severalStart(started);
  refuse(problemsOf(started, known, words, namesIn(join(slipwayFolder, 'actions'))));
  const said = payload === undefined ? await lastMessage(repository.folder) : '';
  const warnings = [...skipWarnings(event, said), ...started.flatMap((file) => defaultWarnings(file, files))];
  return { ...known, ...others, started, warnings };
}

/** What GitHub would start, but for what is not started here. Who names one file wants to see it run. */
function dueOf(files: readonly WorkflowFile[], what: Happening, { isFile }: Meant, defaultBranch: string) {
  const those = files.filter((file) => isStartedBy(file, what.event));
  const left = those.map((file) => ({ file, why: whyNot(file, what, defaultBranch) }));
  const leftOut = left.flatMap(({ why }) => why ?? []);
  if (isFile) return { due: those, leftOut, notHere: [] };
  const fitting = left.flatMap(({ file, why }) => (why === undefined ? [file] : []));
  return {
    due: fitting.filter((file) => !isOfTerraform(file)),
    leftOut,
    notHere: fitting.filter((file) => isOfTerraform(file)).map(noTerraform),
  };
}

/** @param actions names of Slipway's. */
function problemsOf(
  started: readonly WorkflowFile[],
  { event, files }: Pick<StartedWorkflows, 'event' | 'files'>,
  words: ActWords,
  actions: readonly string[],
): readonly string[] {
  const inputs = event === 'workflow_dispatch' ? namesGiven(words) : [];
  return [
    ...started.flatMap((file) => [...startupProblems(file, files), ...unknownActions(file, actions)]),
    ...started.flatMap((file) => unexpectedInputs(file, inputs)),
  ];
}

const namesGiven = (words: ActWords): readonly string[] =>
  valuesOf(words, 'input').map((input) => input.split('=', 1)[0] ?? '');

const noTerraform = (file: WorkflowFile): string =>
  `${nameOf(file)}: there is nothing here that Terraform could be applied to; docs/try-before-you-push.md says where its apply is shown, and \`-W ${file.path}\` starts it all the same`;
