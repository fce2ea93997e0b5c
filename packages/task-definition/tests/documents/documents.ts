/** The task definitions that lie here as files, as their name and their bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DocumentFile {
  readonly name: string;
  readonly path: string;
  readonly content: Uint8Array;
}

/** Those that ECS registers: together they use every member that it has. */
export const validDocuments = (): readonly DocumentFile[] => documentsIn('valid');

/** Each with one mistake, named for the rule that finds it. */
export const mistakenDocuments = (): readonly DocumentFile[] => documentsIn('mistakes');

/** Each legal, and unwise in one way. */
export const unwiseDocuments = (): readonly DocumentFile[] => documentsIn('unwise');

/** `fargate-cpu` of `fargate-cpu.2.json`. */
export const ruleOf = ({ name }: Pick<DocumentFile, 'name'>): string => name.replace(/(?:\.\d+)?\.json$/, '');

function documentsIn(folder: string): readonly DocumentFile[] {
  const from = join(import.meta.dirname, folder);
  return readdirSync(from)
    .sort()
    .map((name) => ({ name, path: join(from, name), content: readFileSync(join(from, name)) }));
}
