/**
 * The runner behind a small interface: the only file that imports @actions/core. Whatever is printed passes
 * through inertLines, so no text from outside can become a workflow command.
 */
import * as core from '@actions/core';
import { hasSummaryFile } from './environment.ts';
import type { Annotation } from './annotation.ts';
import { withinLimit, type Markdown } from './markdown.ts';
import { inertLines, plainText } from './untrusted.ts';

export interface Runner {
  /** Whether this is the post step of the job: its entry says so on the command line. */
  readonly isPost: boolean;
  /** '' when absent. */
  input(name: string): string;
  setOutput(name: string, value: string): void;
  info(line: string): void;
  debug(line: string): void;
  mask(secret: string): void;
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  annotate(annotation: Annotation): void;
  writeSummary(summary: Markdown): Promise<void>;
  saveState(name: string, value: string): void;
  /** '' when nothing was saved. */
  state(name: string): string;
  /** Makes the step red once the process ends. */
  failStep(): void;
}

const annotators = { notice: core.notice, warning: core.warning, error: core.error } as const;

export const githubRunner: Runner = {
  isPost: process.argv.includes('--post'),
  input: (name) => core.getInput(name),
  setOutput: (name, value) => core.setOutput(name, value),
  info: (line) => {
    for (const inert of inertLines(line)) core.info(inert);
  },
  debug: (line) => core.debug(plainText(line)),
  mask: (secret) => {
    // The runner masks line by line.
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') core.setSecret(line);
  },
  group: (title, body) => core.group(plainText(title), body),
  annotate: ({ level, title, message, file, line }) =>
    annotators[level](plainText(message), {
      title: plainText(title),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    }),
  writeSummary: async (summary) => {
    // Absent when somebody runs the bundle by hand.
    if (!hasSummaryFile()) return;
    await core.summary.addRaw(withinLimit(summary)).write();
  },
  saveState: (name, value) => core.saveState(name, value),
  state: (name) => core.getState(name),
  failStep: () => {
    process.exitCode = core.ExitCode.Failure;
  },
};
