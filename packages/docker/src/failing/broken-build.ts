/** A build that ended red, as the rules of this folder look at it, and the words that all of them share. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { FailureWords } from '@slipway/action-kit/failures';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Progress, Step } from '../progress.ts';

export interface BrokenBuild {
  readonly progress: Progress;
  /** The Dockerfile of the workspace; undefined when it is part of a remote context. */
  readonly dockerfile: { readonly path: string; readonly text: string } | undefined;
}

/** The first that failed. A cache that can't be read is none: the build goes on without it. */
export function failedStep({ progress }: BrokenBuild): Step | undefined {
  return progress.steps.find(({ state, name }) => state === 'failed' && !name.startsWith('importing cache'));
}

/** Why it failed, in one text to look for words in. */
export const reasonOf = (broken: BrokenBuild): string =>
  `${failedStep(broken)?.error ?? ''}\n${broken.progress.error}`.trim();

/** `[linux/arm64 tests 2/2] RUN npm test`, taken apart. */
export interface Instruction {
  readonly platform: string | undefined;
  readonly stage: string | undefined;
  readonly text: string;
}

export function instructionOf(step: Step): Instruction | undefined {
  const [, platform, stage, text] = /^\[(?:(\w+\/\S+) +)?(?:(\S+) +)?\d+\/\d+\] (.+)$/s.exec(step.name) ?? [];
  if (text === undefined) return undefined;
  // A stage without a name is called by its number.
  const isNamed = stage !== undefined && !/^stage-\d+$/.test(stage);
  return { platform, stage: isNamed ? stage : undefined, text: oneLine(text.replaceAll(/ {2,}/g, ' '), 120) };
}

/** Where in the workspace it is, for GitHub to show it there. */
export function placeOf({ progress, dockerfile }: BrokenBuild): FailureWords['at'] {
  const line = progress.source?.line ?? parseErrorLine(progress.error);
  return dockerfile === undefined || line === undefined ? undefined : { file: dockerfile.path, line };
}

/** Older ones show no source, but say the line. */
const parseErrorLine = (error: string): number | undefined => {
  const [, line] = /dockerfile parse error (?:on )?line (\d+)/.exec(error) ?? [];
  return line === undefined ? undefined : Number(line);
};

/** ` (Dockerfile:7, stage tests)`; '' when nothing is known of it. */
export function placeWords(broken: BrokenBuild, instruction?: Instruction): string {
  const at = placeOf(broken);
  const source = broken.progress.source;
  const file =
    at === undefined ? source && `${source.file}:${String(source.line)}` : `${at.file}:${String(at.line)}`;
  const stage = instruction?.stage === undefined ? undefined : `stage ${instruction.stage}`;
  const known = [file, stage, instruction?.platform].filter((each) => each !== undefined);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

/** The end of what a step printed: longer than a line of a log, shorter than a screen. */
export function lastLines(broken: BrokenBuild, step: Step, instruction: string): readonly Annotation[] {
  const printed = step.output.filter((line) => line.trim() !== '');
  if (printed.length === 0) return [];
  const message = printed.map((line) => (line.length > 300 ? `${line.slice(0, 299)}…` : line)).join('\n');
  return [
    { level: 'error', title: `Last lines of ${oneLine(instruction, 80)}`, message, ...placeOf(broken) },
  ];
}

/** Words of somebody else as the reason of a sentence of ours, without the addresses of single requests. */
export const foreignWords = (text: string): string =>
  oneLine(
    text
      .replace(/unexpected status (?:code \S+|from \w+ request to \S+): /, 'it answered ')
      .replace(/failed to copy: httpReadSeeker: failed open: /, '')
      .replace(/failed commit on ref "[^"]*": /, ''),
    400,
  )
    .replace(/failed to do request: \w+ "[^"]*": /, '')
    .replace(/\.$/, '');
