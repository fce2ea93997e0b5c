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

export interface Started {
  readonly event: 'push' | 'pull_request';
  /** That was pushed, or the base of the pull request. */
  readonly branch: string;
  /** Of a pull request. */
  readonly action?: string | undefined;
  /** Paths; filters of paths are taken for fitting when left out. */
  readonly changed?: readonly string[] | undefined;
}

export function starts(text: string, { event, branch, action, changed }: Started): boolean {
  const triggers = triggersOf(text);
  if (!Object.hasOwn(triggers, event)) return false;
  if (changed !== undefined && !areMeant(changed, triggers[event] ?? {})) return false;
  const filter = triggers[event] ?? {};
  const [branches, ignored] = [listed(filter.branches), listed(filter['branches-ignore'])];
  const types = listed(filter.types) ?? usualTypes;
  if (event === 'pull_request' && action !== undefined && !types.includes(action)) return false;
  if (branches !== undefined) return fits(branch, branches);
  if (ignored !== undefined) return !fits(branch, ignored);
  // Who names tags alone means no branches.
  return event !== 'push' || (filter.tags ?? filter['tags-ignore']) === undefined;
}

/** A run starts for one path that fits, and for one that is not ignored. */
function areMeant(changed: readonly string[], filter: Filter): boolean {
  const [paths, ignored] = [listed(filter.paths), listed(filter['paths-ignore'])];
  if (paths !== undefined) return changed.some((path) => fits(path, paths));
  return ignored === undefined || changed.some((path) => !fits(path, ignored));
}

const usualTypes = ['opened', 'synchronize', 'reopened'];

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
