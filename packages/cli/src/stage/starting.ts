/** Whether GitHub would start a workflow for what act is asked to do, and why it would not. Pure. */
import {
  documentOf,
  jobsIn,
  nameOf,
  type WorkflowFile,
} from '@slipway/local-workflows/checking/workflow-files';
import { declarationsOf, starts, triggersOf } from '@slipway/local-workflows/events/triggers';

/** What act is asked to do. */
export interface Happening {
  /** `push` */
  readonly event: string;
  /** The branch that is pushed, or that the pull request is for; undefined when that is not known. */
  readonly branch: string | undefined;
  /** The tag that is pushed. */
  readonly tag: string | undefined;
  /** Of the event. */
  readonly action: string | undefined;
}

/** @param payload of the event, in JSON. @param branch that is checked out */
export function happening(event: string, payload: string | undefined, branch: string): Happening {
  const { ref, action, pull_request: pull } = read(payload);
  const [, named] = /^refs\/heads\/(.+)$/.exec(text(ref) ?? '') ?? [];
  const [, tag] = /^refs\/tags\/(.+)$/.exec(text(ref) ?? '') ?? [];
  const { base: to } = Object(pull) as { readonly base?: unknown };
  const base = text((Object(to) as { readonly ref?: unknown }).ref);
  return {
    ...{ event, action: text(action), tag },
    branch: event === 'push' ? (named ?? branch) : base,
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function read(payload: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(payload ?? '{}')) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

export const isStartedBy = (file: WorkflowFile, event: string): boolean =>
  Object.hasOwn(triggersOf(file.text), event);

/** @returns undefined for one that GitHub would start. @param file one that this event may start */
export function whyNot(file: WorkflowFile, { event, branch, tag, action }: Happening): string | undefined {
  const filter = triggersOf(file.text)[event] ?? {};
  if (event !== 'push' && event !== 'pull_request') return undefined;
  const told = (what: string): string =>
    `${nameOf(file)}: ${what} does not fit its \`on.${event}\` (${shown(filter)})`;
  if (tag !== undefined) return startsForTag(file, tag) ? undefined : told(`the tag ${tag}`);
  // Who filters nothing of it starts for whatever it is.
  const on = branch ?? anyOf(filter.branches) ?? '';
  if (starts(file.text, { event, branch: on, action })) return undefined;
  return told([`branch ${on}`, ...(action === undefined ? [] : [`type ${action}`])].join(', '));
}

const anyOf = (branches: string | readonly string[] | undefined): string | undefined =>
  typeof branches === 'string' ? branches : branches?.[0];

/** What is said of tags is said as of branches. */
function startsForTag(file: WorkflowFile, tag: string): boolean {
  const filter = triggersOf(file.text).push ?? {};
  const { tags, 'tags-ignore': ignored, branches, 'branches-ignore': others } = filter;
  if (tags === undefined && ignored === undefined) return branches === undefined && others === undefined;
  const push = tags === undefined ? { 'branches-ignore': ignored } : { branches: tags };
  return starts(JSON.stringify({ on: { push } }), { event: 'push', branch: tag });
}

const shown = (filter: object): string =>
  Object.entries(filter)
    .filter(([name]) => /^(?:branches|tags|types)/.test(name))
    .map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
    .join('; ');

/** @param given names. @returns a sentence when GitHub would refuse the dispatch of all of these */
export function unexpectedInputs(
  files: readonly WorkflowFile[],
  given: readonly string[],
): readonly string[] {
  const declared = files.flatMap((file) => Object.keys(declarationsOf(file.text).inputs ?? {}));
  const unexpected = given.filter((name) => !declared.includes(name));
  if (unexpected.length === 0) return [];
  const takes = [...new Set(declared)].map((name) => `\`${name}\``).join(', ');
  const hint = takes === '' ? 'It takes none.' : `Its \`on.workflow_dispatch.inputs\` are ${takes}.`;
  return [
    `${files.map(nameOf).join(', ')}: Unexpected inputs provided: ${JSON.stringify(unexpected)}. ${hint}`,
  ];
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
