/**
 * What docker buildx tells with `--progress=plain`, read line by line: the steps and what became of them, the place in the
 * Dockerfile that it shows at the end, and its last word. Of a step's output only the end is kept.
 */
import { plainText } from '@slipway/action-kit/untrusted';
import type { StepCount } from './docker.ts';

export interface Step {
  /** As it is printed: `[tests 2/2] RUN npm test`, `exporting to image`. */
  readonly name: string;
  readonly state: 'running' | 'done' | 'cached' | 'cancelled' | 'failed';
  /** Why it failed, in buildkit's words; '' when it did not. */
  readonly error: string;
  /** The last lines that it printed, without the time in front. */
  readonly output: readonly string[];
}

/** What the end of the output shows of the file that was built. */
export interface ShownSource {
  /** Without its folder. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The lines that are marked. */
  readonly text: readonly string[];
}

export interface Progress {
  /** In the order in which they began. */
  readonly steps: readonly Step[];
  readonly source: ShownSource | undefined;
  /**
   * The last word of docker buildx, without what it puts in front of every error. Where it refuses to begin it gives none:
   * then the first line. '' when it had neither.
   */
  readonly error: string;
}

/** Lines; more would not be read in a failure. */
const keptOutput = 20;

type MutableStep = { -readonly [Key in keyof Step]: Step[Key] };

export interface ProgressReader {
  readonly add: (line: string) => void;
  readonly progress: () => Progress;
}

export function progressReader(): ProgressReader {
  const steps = new Map<string, MutableStep>();
  const ending = endingReader();
  let failing: MutableStep | undefined;
  return {
    add: (raw) => {
      const line = plainText(raw);
      const [, number, text] = /^#(\d+) (.*)$/.exec(line) ?? [];
      if (number === undefined || text === undefined) {
        // Words of an error may go on for lines, until the step's output is repeated.
        if (line === '' || line.startsWith('---') || line.startsWith('ERROR: ')) failing = undefined;
        if (failing !== undefined) failing.error += `\n${line}`;
        else ending.add(line);
        return;
      }
      const step = steps.get(number);
      if (step === undefined) steps.set(number, { name: text, state: 'running', error: '', output: [] });
      else tell(step, text);
      failing = step?.state === 'failed' ? step : undefined;
    },
    progress: () => ({ steps: [...steps.values()].map((step) => ({ ...step })), ...ending.read() }),
  };
}

function tell(step: MutableStep, text: string): void {
  const [, printed] = /^\d+\.\d+ ?(.*)$/.exec(text) ?? [];
  if (printed !== undefined) {
    step.output = [...step.output, printed.trimEnd()].slice(-keptOutput);
  } else if (text === 'CACHED') step.state = 'cached';
  else if (text === 'CANCELED') step.state = 'cancelled';
  else if (/^DONE \d/.test(text)) step.state = 'done';
  else if (text.startsWith('ERROR: ')) {
    step.state = 'failed';
    step.error = text.slice('ERROR: '.length);
  }
}

/** What comes behind the steps: their output once more, the source, the last word. */
function endingReader() {
  let place: { readonly file: string; readonly line: number } | undefined;
  let marked: string[] | undefined;
  let source: ShownSource | undefined;
  let error: string[] | undefined;
  let first = '';
  return {
    add: (line: string): void => {
      if (/^[a-z]/i.test(line)) first ||= line;
      if (/^(?:ERROR|error): /.test(line)) error = [withoutPrefixes(line)];
      else if (error !== undefined) error.push(line);
      else if (line === shownSourceEdge && place !== undefined) {
        if (marked !== undefined) source ??= { ...place, text: marked };
        marked = marked === undefined ? [] : undefined;
        if (marked === undefined) place = undefined;
      } else if (marked !== undefined) marked.push(...markedIn(line));
      else place = placeIn(line);
    },
    read: () => ({ source, error: (error ?? [first]).join('\n').trim() }),
  };
}

const shownSourceEdge = '-'.repeat(20);

function placeIn(line: string): { readonly file: string; readonly line: number } | undefined {
  const [, file, number] = /^(\S.*):(\d+)$/.exec(line) ?? [];
  return file === undefined ? undefined : { file, line: Number(number) };
}

const markedIn = (line: string): readonly string[] => {
  const [, text] = /^\s*\d+ \| >>> (.*)$/.exec(line) ?? [];
  return text === undefined ? [] : [text];
};

const withoutPrefixes = (line: string): string =>
  line
    .replace(/^(?:ERROR|error): /, '')
    .replace(/^(?:failed to build: |failed to solve: |rpc error: code = \w+ desc = )+/, '');

/** `[stage 2/5] RUN …`: what stands in the Dockerfile. Everything else buildkit does for itself. */
const ofDockerfile = /^\[(?!internal\]|auth\])[^\]]*\d+\/\d+\] /;

export function stepCount(steps: readonly Step[]): StepCount {
  const own = steps.filter(({ name }) => ofDockerfile.test(name));
  const executed = own.filter(({ state }) => state === 'done' || state === 'failed').length;
  return { cached: own.filter(({ state }) => state === 'cached').length, executed };
}
