/**
 * actionlint over workflows, in a folder that it takes for a repository: there what it does not know yet stands as what it
 * knows. `$/` and the published name become `./`, so that it compares inputs and outputs with the files of this tree, and
 * `queue`, which it would refuse, is left out. Every line stays where it was.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../repository.ts';
import { published, type WorkflowText } from './workflow-texts.ts';

export interface Programs {
  readonly actionlint: string;
  /** For the scripts; without it they are not looked at. */
  readonly shellcheck: string | undefined;
}

export interface Finding {
  readonly filepath: string;
  readonly line: number;
  readonly message: string;
}

/** @returns sentences with the place of each, none when actionlint has nothing to say. */
export function actionlintProblems(texts: readonly WorkflowText[], programs: Programs): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-actionlint-'));
  try {
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    for (const home of ['actions', '.github/actions']) symlinkSync(join(root, home), join(folder, home));
    texts.forEach((text, at) => {
      writeFileSync(join(folder, fileOf(text, at)), forActionlint(text.content));
    });
    return lint(folder, texts.map(fileOf), programs).map(({ filepath, line, message }) => {
      const text = texts.find((each, at) => filepath.endsWith(fileOf(each, at)));
      return `${text?.path ?? filepath}: line ${line}: ${message}`;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Workflows keep their names, since others call them by these. */
const fileOf = ({ path, kind }: WorkflowText, at: number): string =>
  kind === 'workflow' ? path : `.github/workflows/${kind}-${at}.yml`;

export function forActionlint(content: string): string {
  return content
    .replace(/^( *)queue: max\b.*$/gm, '$1# left out')
    .replace(/(\buses: *["']?)\$\//g, '$1./')
    .replace(new RegExp(`(\\buses: *["']?)${published}/([^@\\s]+)@[\\w.-]+`, 'g'), '$1./$2')
    .replaceAll('$default-branch', 'main');
}

/** @param files below the folder, as they stand there. */
export function lint(
  folder: string,
  files: readonly string[],
  { actionlint, shellcheck = '' }: Programs,
): readonly Finding[] {
  const flags = ['-no-color', '-format', '{{json .}}', '-pyflakes=', `-shellcheck=${shellcheck}`];
  const { status, stdout, stderr, error } = spawnSync(actionlint, [...flags, ...files], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });
  // 0: nothing found; 1: something; more: it could not run.
  if (error !== undefined || status === null || status > 1)
    throw new Error(`actionlint: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as readonly Finding[];
}
