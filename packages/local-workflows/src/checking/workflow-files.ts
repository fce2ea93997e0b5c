/** The workflow files that a run reaches: who calls whom, by what is written in them. Nothing runs. */
import { basename } from 'node:path';
import { parse } from 'yaml';

export interface WorkflowFile {
  /** `owner/name` of the one that it is in. */
  readonly repository: string;
  /** `.github/workflows/x.yml` */
  readonly path: string;
  /** As published, not rewritten. */
  readonly text: string;
}

export interface Declared {
  readonly required?: boolean;
  readonly type?: string;
  readonly default?: unknown;
}

export type Permissions = 'read-all' | 'write-all' | Readonly<Record<string, string>>;

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: unknown;
  readonly with?: Readonly<Record<string, unknown>> | null;
  readonly secrets?: 'inherit' | Readonly<Record<string, unknown>> | null;
  readonly permissions?: Permissions | null;
  readonly environment?: string | { readonly name?: string; readonly deployment?: boolean };
  readonly strategy?: { readonly matrix?: unknown };
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly 'continue-on-error'?: unknown;
  readonly services?: unknown;
  readonly container?: unknown;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'runs-on'?: unknown;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly if?: unknown;
    readonly with?: Readonly<Record<string, unknown>> | null;
  }[];
}

export interface WorkflowDocument {
  readonly name?: string;
  readonly on?: unknown;
  readonly permissions?: Permissions | null;
  readonly concurrency?: unknown;
  readonly 'run-name'?: string;
  readonly jobs?: Readonly<Record<string, Job>>;
}

export interface CallTrigger {
  readonly inputs?: Readonly<Record<string, Declared>> | null;
  readonly secrets?: Readonly<Record<string, Declared>> | null;
  readonly outputs?: Readonly<Record<string, { readonly value?: string }>> | null;
}

export const documentOf = ({ text }: WorkflowFile): WorkflowDocument =>
  (parse(text) ?? {}) as WorkflowDocument;

export const jobsIn = (file: WorkflowFile): readonly (readonly [string, Job])[] =>
  Object.entries(documentOf(file).jobs ?? {});

/** undefined for one that nobody may call. */
export function callTriggerOf(file: WorkflowFile): CallTrigger | undefined {
  const { on } = documentOf(file);
  if (on === 'workflow_call') return {};
  if (Array.isArray(on)) return on.includes('workflow_call') ? {} : undefined;
  if (typeof on !== 'object' || on === null || !('workflow_call' in on)) return undefined;
  return on.workflow_call ?? {};
}

/** @returns the file that a job of `from` calls; undefined where it is none of these. */
export function calledFile(
  uses: string,
  from: WorkflowFile,
  files: readonly WorkflowFile[],
): WorkflowFile | undefined {
  const [, own] = /^[$.]\/(.+)$/.exec(uses) ?? [];
  const [, repository = '', path] = /^([^/]+\/[^/]+)\/([^@]+)@.+$/.exec(uses) ?? [];
  const wanted = own === undefined ? { repository, path } : { repository: from.repository, path: own };
  return files.find((file) => file.repository === wanted.repository && file.path === wanted.path);
}

/** The first, and all that it calls, each once. */
export function reached(first: WorkflowFile, files: readonly WorkflowFile[]): readonly WorkflowFile[] {
  const found = new Set<WorkflowFile>();
  const visit = (file: WorkflowFile): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, { uses }] of jobsIn(file)) {
      const called = uses === undefined ? undefined : calledFile(uses, file, files);
      if (called !== undefined) visit(called);
    }
  };
  visit(first);
  return [...found];
}

/** What people call it. */
export const nameOf = ({ path }: WorkflowFile): string => basename(path);
