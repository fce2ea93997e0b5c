/** The runner as seen by run-action, in memory: gives inputs and state, keeps all that it is told. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { Runner } from '@slipway/action-kit/runner';
import { recordingLog, type RecordingLog } from './recording-log.ts';

export interface RecordingRunner extends Runner {
  readonly log: RecordingLog;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** Markdown, everything that was written. */
  readonly summary: string;
  /** What the post step of this job would find. */
  readonly saved: Readonly<Record<string, string>>;
  readonly isRed: boolean;
}

/** @param state what the main step of the same job saved: given, this is its post step. */
export function recordingRunner(
  inputs: Readonly<Record<string, string>> = {},
  state?: Readonly<Record<string, string>>,
): RecordingRunner {
  const log = recordingLog();
  const outputs: Record<string, string> = {};
  const annotations: Annotation[] = [];
  const saved: Record<string, string> = {};
  let summary = '';
  let isRed = false;
  return {
    log,
    outputs,
    annotations,
    saved,
    input: (name) => inputs[name] ?? '',
    isPost: state !== undefined,
    state: (name) => state?.[name] ?? '',
    info: (line) => log.info(line),
    debug: (line) => log.debug(line),
    mask: (secret) => log.mask(secret),
    group: (title, body) => log.group(title, body),
    setOutput: (name, value) => {
      outputs[name] = value;
    },
    annotate: (annotation) => void annotations.push(annotation),
    writeSummary: async ({ markdown }) => {
      summary += markdown;
    },
    saveState: (name, value) => {
      saved[name] = value;
    },
    failStep: () => {
      isRed = true;
    },
    get summary() {
      return summary;
    },
    get isRed() {
      return isRed;
    },
  };
}
