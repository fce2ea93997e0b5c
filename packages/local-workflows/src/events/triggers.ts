/** What a workflow file says of the events that start it, and whether one of them does. */
import { matchesGlob } from 'node:path';
import { parse } from 'yaml';
import type { DeclaredInput, WorkflowText } from '@slipway/local-github/workflows/handlers';

interface Filter {
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
  readonly tags?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
  readonly types?: readonly string[];
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
  const { branches, 'branches-ignore': ignored, tags, types = usualTypes } = triggers[event] ?? {};
  if (event === 'pull_request' && action !== undefined && !types.includes(action)) return false;
  if (event === 'push' && tags !== undefined && branches === undefined && ignored === undefined) return false;
  if (branches !== undefined) return fits(branch, branches);
  return ignored === undefined || !fits(branch, ignored);
}

/** A run starts for one path that fits, and for one that is not ignored. */
function areMeant(changed: readonly string[], { paths, 'paths-ignore': ignored }: Filter): boolean {
  if (paths !== undefined) return changed.some((path) => fits(path, paths));
  return ignored === undefined || changed.some((path) => !fits(path, ignored));
}

const usualTypes = ['opened', 'synchronize', 'reopened'];

/** The last pattern that fits decides; one with `!` says no. */
function fits(branch: string, patterns: readonly string[]): boolean {
  const deciding = patterns.findLast((pattern) => matchesGlob(branch, pattern.replace(/^!/, '')));
  return deciding !== undefined && !deciding.startsWith('!');
}

/** What the local GitHub reads in a workflow file. */
export function declarationsOf(text: string): WorkflowText {
  const { name, 'run-name': runName } = (parse(text) ?? {}) as WorkflowDocument;
  const triggers = triggersOf(text);
  const types = triggers.repository_dispatch?.types;
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
