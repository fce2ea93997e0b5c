/** The modules of terraform/modules, and what `terraform test` says of one. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from './programs.ts';

/** @param root of the checkout. @returns their names. */
export const moduleNames = (root: string): readonly string[] => foldersOf(join(root, 'terraform', 'modules'));

export const stackNames = (root: string): readonly string[] => foldersOf(join(root, 'terraform', 'stacks'));

const foldersOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

export interface Tested {
  readonly passed: number;
  /** The runs that did not pass, with what Terraform said of each. */
  readonly broken: readonly string[];
}

/** Reads what `terraform test -json` printed: one JSON object a line. */
export function readTests({ printed }: Ran): Tested {
  const lines = printed.split('\n').flatMap(eventOf);
  const runs = lines.flatMap(({ test_run: run }) => (run?.progress === 'complete' ? [run] : []));
  const broken = runs.filter(({ status }) => status !== 'pass').map(({ path, run }) => `${path}: ${run}`);
  const complaints = lines.flatMap(({ diagnostic }) =>
    diagnostic?.severity === 'error' ? [`${diagnostic.summary}: ${diagnostic.detail}`] : [],
  );
  return { passed: runs.length - broken.length, broken: [...broken, ...complaints] };
}

interface TestEvent {
  readonly test_run?: {
    readonly path: string;
    readonly run: string;
    readonly progress: string;
    readonly status?: string;
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

function eventOf(line: string): readonly TestEvent[] {
  if (!line.startsWith('{')) return [];
  return [JSON.parse(line) as TestEvent];
}
