/**
 * One run of a built action as a text that a person can read and a snapshot can keep: the user's experience, so a
 * change to it shows in the diff.
 */
import type { ActionRun } from '@slipway/local-runner/run-action';
import type { StepResult } from '@slipway/local-runner/run-step';
import { elapsed } from '@slipway/rollout/names';
import { namedText, stableText } from './stable-text.ts';

/** One call that the local cloud or the local GitHub received. */
export type ServedCall =
  | {
      readonly service: string;
      readonly operation: string;
      readonly status: number;
      readonly error: string | undefined;
      /** Cloud time, milliseconds since the epoch. */
      readonly at?: number;
      /** Of what may have changed something. */
      readonly input?: unknown;
    }
  | { readonly method: string; readonly path: string; readonly status: number };

/**
 * @param calls all calls during the run, in order.
 * @param startedAt when the run started, where it is the same to the millisecond whenever it is run: then all times
 * and counts stay. Cloud time, milliseconds since the epoch.
 */
export function transcript(run: ActionRun, calls: readonly ServedCall[] = [], startedAt?: number): string {
  const isExact = startedAt !== undefined;
  const parts = [
    ...stepParts('', run),
    ...(run.post === undefined ? [] : stepParts('post ', run.post)),
    ...(isExact ? exactCalls(calls, startedAt) : callsPart(calls)),
  ].join('\n');
  return isExact ? namedText(parts) : stableText(parts);
}

function stepParts(prefix: string, step: StepResult): readonly string[] {
  const outputs = Object.entries(step.outputs).map(([name, value]) => `${name}: ${value}`);
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

/** Reads with their number, changes with their moment and what was asked for. */
function exactCalls(calls: readonly ServedCall[], startedAt: number): readonly string[] {
  const reads = Object.entries(Object.groupBy(calls.filter(isRead), describe))
    .map(([words, same = []]) => `${String(same.length)} × ${words}`)
    .sort((one, other) => (afterCount(one) < afterCount(other) ? -1 : 1));
  const changing = calls.filter((call) => !isRead(call)).flatMap((call) => told(call, startedAt));
  return [...section('calls that read', reads), ...section('calls that change', changing)];
}

const afterCount = (line: string): string => line.replace(/^\d+ × /, '');

function told(call: ServedCall, startedAt: number): readonly string[] {
  if ('method' in call || call.at === undefined) return [describe(call)];
  const asked = call.input === undefined ? [] : [`  ${JSON.stringify(call.input)}`];
  return [`${elapsed(call.at - startedAt)} ${describe(call)}`, ...asked];
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
