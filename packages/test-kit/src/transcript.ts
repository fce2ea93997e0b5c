/**
 * One run of a built action as a text that a person can read and a snapshot can keep: the user's experience, so a
 * change to it shows in the diff.
 */
import type { ActionRun } from '@slipway/local-runner/run-action';
import type { StepResult } from '@slipway/local-runner/run-step';
import { stableText } from './stable-text.ts';

/** One call that the local cloud or the local GitHub received. */
export type ServedCall =
  | {
      readonly service: string;
      readonly operation: string;
      readonly status: number;
      readonly error: string | undefined;
    }
  | { readonly method: string; readonly path: string; readonly status: number };

/** @param calls all calls during the run, in order. */
export function transcript(run: ActionRun, calls: readonly ServedCall[] = []): string {
  const parts = [
    ...stepParts('', run),
    ...(run.post === undefined ? [] : stepParts('post ', run.post)),
    ...callsPart(calls),
  ];
  return stableText(parts.join('\n'));
}

function stepParts(prefix: string, step: StepResult): readonly string[] {
  const outputs = Object.entries(step.outputs).map(
    ([name, value]) => `${name}: ${name === 'duration-seconds' ? '‹elapsed›' : value}`,
  );
  return [
    `${prefix}${step.conclusion} (${step.signal ?? `exit code ${String(step.exitCode)}`})`,
    ...section(`${prefix}log`, step.log),
    ...section(`${prefix}outputs`, outputs),
    ...section(`${prefix}summary`, step.summary.trimEnd().split('\n')),
  ];
}

/**
 * How often something is read depends on the machine's speed, so reads are listed once, by name; what changes
 * something is listed each time, in order.
 */
function callsPart(calls: readonly ServedCall[]): readonly string[] {
  const reads = [...new Set(calls.filter(isRead).map(describe))].sort();
  return [...section('calls that read', reads), ...section('calls that change', changes(calls))];
}

/** The calls that may have changed something, in words: none, when a run left everything as it was. */
export function changes(calls: readonly ServedCall[]): readonly string[] {
  return calls.filter((call) => !isRead(call)).map(describe);
}

function isRead(call: ServedCall): boolean {
  if ('method' in call) return call.method === 'GET' || call.method === 'HEAD';
  return /^(Describe|List|Get|BatchGet|BatchCheck)/.test(call.operation);
}

function describe(call: ServedCall): string {
  const name = 'method' in call ? `${call.method} ${call.path}` : `${call.service}:${call.operation}`;
  const error = 'error' in call && call.error !== undefined ? ` ${call.error}` : '';
  return `${name} → ${String(call.status)}${error}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  const kept = lines.length === 1 && lines[0] === '' ? [] : lines;
  return kept.length === 0 ? [] : [`${title}:`, ...kept.map((line) => `  ${line}`)];
}
