/** The outcome table: how each end of a run is told, and whether the step is green. */
import { counted, lasting, revisionName } from './names.ts';
import type { Ended, Outcome } from './phases.ts';
import { servesNow } from './what-serves.ts';

export interface OutcomeRow {
  readonly exitCode: 0 | 1;
  /** Sentences for people, the first thing they read: what happened, and what serves now. */
  readonly headline: (end: Ended) => string;
}

export const outcomeTable: Readonly<Record<Outcome, OutcomeRow>> = {
  succeeded: { exitCode: 0, headline: (end) => `${end.reason.text}${took(end)}.` },
  unchanged: { exitCode: 0, headline: (end) => `${end.reason.text}. Nothing was changed.` },
  started: { exitCode: 0, headline: (end) => `${end.reason.text}.` },
  planned: { exitCode: 0, headline: (end) => `${end.reason.text}. This was a dry run: nothing was changed.` },
  refused: {
    exitCode: 1,
    headline: (end) => `${end.reason.text}.${end.taskDefinition === undefined ? '' : ` ${untouched(end)}`}`,
  },
  superseded: { exitCode: 1, headline: (end) => `${end.reason.text}. ${servesNow(end)}` },
  'rolled-back': { exitCode: 1, headline: (end) => `${whatHappened(end)} ${servesAgain(end)}` },
  stuck: { exitCode: 1, headline: (end) => `${whatHappened(end)} ${servesNow(end)}` },
};

/** The reason, and the last line that the container that died wrote. */
function whatHappened({ reason, evidence }: Ended): string {
  const last = evidence?.log.kind === 'found' ? tellingLine(evidence.log.value.lines) : undefined;
  return last === undefined
    ? `${reason.text}.`
    : `${reason.text}, last line: \`${last.trim().slice(0, 300)}\`.`;
}

/** The last line that says something: an error is followed by its stack, which only says where. */
function tellingLine(lines: readonly string[]): string | undefined {
  const words = lines.filter((each) => each.trim() !== '');
  return words.findLast((each) => !/^\s*at /.test(each)) ?? words.at(-1);
}

function servesAgain(end: Ended): string {
  const { serving, rollbackAt, endedAt } = end;
  if (serving === undefined) return servesNow(end);
  const after = rollbackAt === undefined ? '' : ` after ${lasting(endedAt - rollbackAt)}`;
  const name = revisionName(serving.taskDefinition);
  if (serving.tasks === 0) return `The service is back at ${name} and 0 tasks${after}: nothing serves.`;
  return `${name} serves again, proven by ${counted(serving.tasks ?? 0, 'running task')}${after}.`;
}

function untouched({ taskDefinition = '', registered }: Ended): string {
  return registered
    ? `${revisionName(taskDefinition)} was registered, and the service was not touched.`
    : 'The service was not touched.';
}

/** A deployment that was found finished does not tell how long it took. */
function took({ startedAt, endedAt }: Ended): string {
  return startedAt === undefined || endedAt === startedAt ? '' : ` after ${lasting(endedAt - startedAt)}`;
}
