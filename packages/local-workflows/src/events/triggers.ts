/** What a workflow file says of the events that start it, and whether one of them does. */
import { parse } from 'yaml';
import type { DeclaredInput, WorkflowText } from '@slipway/local-github/workflows/handlers';
import { fits } from './patterns.ts';

type Words = string | readonly string[];

interface Filter {
  readonly branches?: Words;
  readonly 'branches-ignore'?: Words;
  readonly tags?: Words;
  readonly 'tags-ignore'?: Words;
  readonly paths?: Words;
  readonly 'paths-ignore'?: Words;
  readonly types?: Words;
  readonly inputs?: Readonly<
    Record<string, Omit<DeclaredInput, 'default'> & { readonly default?: unknown }>
  > | null;
}

type Triggers = Readonly<Record<string, Filter | null>>;

interface WorkflowDocument {
  readonly name?: string;
  readonly on?: string | readonly string[] | Triggers;
  readonly 'run-name'?: string;
  readonly concurrency?: string | { readonly group?: string; readonly 'cancel-in-progress'?: unknown };
}

export function triggersOf(text: string): Triggers {
  const { on = {} } = (parse(text) ?? {}) as WorkflowDocument;
  if (typeof on === 'string') return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((event: string) => [event, null])) : (on as Triggers);
}

/** What happened. What is left out is not known, and is taken for fitting. */
export interface Started {
  /** `push`, `pull_request`, `release` … */
  readonly event: string;
  /** That was pushed, or the base of the pull request. */
  readonly branch?: string | undefined;
  /** That was pushed. */
  readonly tag?: string | undefined;
  /** Of the event: `opened`, or the type of a `repository_dispatch`. */
  readonly action?: string | undefined;
  /** Paths. */
  readonly changed?: readonly string[] | undefined;
}

export function starts(text: string, what: Started): boolean {
  const triggers = triggersOf(text);
  if (!Object.hasOwn(triggers, what.event)) return false;
  const filter = triggers[what.event] ?? {};
  if (what.changed !== undefined && !areMeant(what.changed, filter)) return false;
  return isOfType(filter, what) && isOfRef(filter, what);
}

function isOfType(filter: Filter, { event, action }: Started): boolean {
  const types = listed(filter.types) ?? usualTypes[event];
  return action === undefined || types === undefined || types.includes(action);
}

function isOfRef(filter: Filter, { event, branch, tag }: Started): boolean {
  const ofBranches = filtered(filter.branches, filter['branches-ignore']);
  const ofTags = filtered(filter.tags, filter['tags-ignore']);
  // Who names branches alone means no tags, and the other way round.
  if (tag !== undefined) return ofTags?.(tag) ?? ofBranches === undefined;
  if (branch === undefined) return true;
  return ofBranches?.(branch) ?? (event !== 'push' || ofTags === undefined);
}

/** undefined where nothing is said of names. */
function filtered(
  wanted: Words | undefined,
  ignored: Words | undefined,
): ((name: string) => boolean) | undefined {
  const [ones, others] = [listed(wanted), listed(ignored)];
  if (ones !== undefined) return (name) => fits(name, ones);
  return others === undefined ? undefined : (name) => !fits(name, others);
}

/** A run starts for one path that fits, and for one that is not ignored. */
function areMeant(changed: readonly string[], filter: Filter): boolean {
  const [paths, ignored] = [listed(filter.paths), listed(filter['paths-ignore'])];
  if (paths !== undefined) return changed.some((path) => fits(path, paths));
  return ignored === undefined || changed.some((path) => !fits(path, ignored));
}

/** Where a workflow names no types; other events start it by any. */
const ofPullRequests = ['opened', 'synchronize', 'reopened'];
const usualTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ofPullRequests,
  pull_request_target: ofPullRequests,
};

/** One word may stand without a list. */
const listed = (words: Words | undefined): readonly string[] | undefined =>
  typeof words === 'string' ? [words] : words;

/** What the local GitHub reads in a workflow file. */
export function declarationsOf(text: string): WorkflowText {
  const { name, 'run-name': runName } = (parse(text) ?? {}) as WorkflowDocument;
  const triggers = triggersOf(text);
  const types = listed(triggers.repository_dispatch?.types);
  return {
    file: text,
    dispatchable: Object.hasOwn(triggers, 'workflow_dispatch'),
    inputs: inputsOf(triggers.workflow_dispatch),
    ...(name === undefined ? {} : { name }),
    ...(runName === undefined ? {} : { runName }),
    ...(Object.hasOwn(triggers, 'repository_dispatch') ? { events: types ?? true } : {}),
  };
}

function inputsOf(dispatch: Filter | null | undefined): Readonly<Record<string, DeclaredInput>> {
  const entries = Object.entries(dispatch?.inputs ?? {});
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.fromEntries(
    entries.map(([name, { default: usual, ...input }]) => [
      name,
      { ...input, ...(usual === undefined || usual === null ? {} : { default: text(usual) }) },
    ]),
  );
}
