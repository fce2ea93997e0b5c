/** Whether GitHub would start a workflow for what act is asked to do, and why it would not. Pure. */
import {
  documentOf,
  jobsIn,
  nameOf,
  type WorkflowFile,
} from '@slipway/local-workflows/checking/workflow-files';
import { declarationsOf, starts, triggersOf } from '@slipway/local-workflows/events/triggers';
import type { Happening } from './happening.ts';

export const isStartedBy = (file: WorkflowFile, event: string): boolean =>
  Object.hasOwn(triggersOf(file.text), event);

/**
 * @returns undefined for one that GitHub would start. @param file one that this event may start
 * @param defaultBranch of the repository
 */
export function whyNot(file: WorkflowFile, what: Happening, defaultBranch: string): string | undefined {
  if (starts(file.text, what)) return undefined;
  const { event, branch, tag, action } = what;
  const told = Object.entries({ 'the tag': tag, branch, type: action }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  const filter = shown(triggersOf(file.text)[event] ?? {});
  // Only a pull request is filtered where nothing is said.
  const said = filter === '' ? 'types: opened, synchronize, reopened, as it names none' : filter;
  const hint = filter.includes(placeholder) ? placeholderLeft(defaultBranch) : '';
  return `${nameOf(file)}: ${told.join(', ')} does not fit its \`on.${event}\` (${said})${hint}`;
}

/** In the starters, which GitHub fills in where it offers them itself. */
const placeholder = '$default-branch';

const placeholderLeft = (defaultBranch: string): string =>
  `. \`${placeholder}\` is the placeholder of a starter, and no branch is called so: GitHub would start nothing, without a word. Write your default branch there: \`branches: [${defaultBranch}]\``;

const shown = (filter: object): string =>
  Object.entries(filter)
    .filter(([name]) => /^(?:branches|tags|types)/.test(name))
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join('; ');

/** @param given names. @returns a sentence when GitHub would refuse the dispatch of it */
export function unexpectedInputs(file: WorkflowFile, given: readonly string[]): readonly string[] {
  const declared = Object.keys(declarationsOf(file.text).inputs ?? {});
  const unexpected = given.filter((name) => !declared.includes(name));
  if (unexpected.length === 0) return [];
  const takes = declared.map((name) => `\`${name}\``).join(', ');
  const hint = takes === '' ? 'It takes none.' : `Its \`on.workflow_dispatch.inputs\` are ${takes}.`;
  return [`${nameOf(file)}: Unexpected inputs provided: ${JSON.stringify(unexpected)}. ${hint}`];
}

const ofTerraform = /^slipway-actions\/slipway\/\.github\/workflows\/(?:infrastructure|destroy)\.yml@/;

/** Whether it drives Terraform, which finds nothing here that it could be applied to. */
export const isOfTerraform = (file: WorkflowFile): boolean =>
  jobsIn(file).some(([, { uses = '' }]) => ofTerraform.test(uses));

/** As act chooses it where none is typed. */
export function eventOf(typed: string | undefined, files: readonly WorkflowFile[]): string {
  const events = new Set(files.flatMap((file) => Object.keys(triggersOf(file.text))));
  const [only] = events;
  return typed ?? (events.size === 1 && only !== undefined ? only : 'push');
}

export const hasJob = (file: WorkflowFile, job: string): boolean =>
  Object.hasOwn(documentOf(file).jobs ?? {}, job);
