/** The job summary: what was started, where, with which inputs; its jobs, whom it waits for, and what failed. */
import type { Failure } from '@slipway/action-kit/failures';
import {
  code,
  heading,
  join,
  link,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import { runOf } from '../beginning.ts';
import { onceVariable } from '../claiming/key.ts';
import type { Begun, Result } from '../result.ts';
import { lastLook } from '../following/follow.ts';
import { statusInWords } from '../following/progress.ts';
import { howToStartAgain, isOwn } from './again.ts';
import { givenOf } from './given.ts';
import { headline } from './headline.ts';
import { jobTable } from './job-table.ts';
import { linked, pagesOf } from './linked.ts';
import { urlOf } from './outputs.ts';

export function summaryOf(result: Result, failure: Failure | undefined): Markdown {
  return join(
    heading(`${failure === undefined ? '✅' : '❌'} dispatch-workflow`),
    paragraph(linked(`${headline(result)}.`, pagesOf(result))),
    ...(result.kind === 'not-wanted' ? [] : [whatTable(result), givenTable(result)]),
    ...(result.kind === 'begun' ? followedParts(result) : []),
    ...lastWords(result, failure).map((words) => paragraph(linked(words, pagesOf(result)))),
  );
}

/** What the jobs above say already is not said again. */
function lastWords(result: Result, failure: Failure | undefined): readonly string[] {
  if (result.kind !== 'begun') return failure === undefined ? [] : [failure.message];
  const { followed } = result;
  const isTold = followed?.ending.kind === 'completed' && followed.ending.look.jobs.length > 0;
  const words = failure === undefined ? howToStartAgain(result) : isTold ? failure.hint : failure.message;
  return words === undefined ? [] : [words];
}

function whatTable(result: Exclude<Result, { kind: 'not-wanted' }>): Markdown {
  const { target, key } = result;
  // The run that was started before may be on another ref, with other inputs.
  const isOld = result.kind === 'begun' && !isOwn(result);
  const ref = target.kind === 'workflow' && !isOld ? [row('Ref', code(target.ref))] : [];
  const once = key === undefined ? [] : [row('Only once', code(onceVariable(key)))];
  const run = result.kind === 'begun' ? runRow(result) : [];
  const head = target.kind === 'workflow' ? ['Workflow', target.workflow] : ['Event', target.eventType];
  return table(
    head.map((words) => oneLine(words, 200)),
    [row('Repository', code(target.repository)), ...ref, ...once, ...run],
  );
}

const row = (name: string, value: Markdown): readonly (string | Markdown)[] => [name, value];

function runRow(begun: Begun): readonly (readonly (string | Markdown)[])[] {
  const run = runOf(begun.beginning);
  return run === undefined ? [] : [row('Run', link(`Run ${String(run.id)}`, urlOf(begun)))];
}

function givenTable(result: Exclude<Result, { kind: 'not-wanted' }>): Markdown {
  if (result.kind === 'begun' && !isOwn(result)) return join();
  const { target } = result;
  const rows = givenOf(target).map(([name, value]) => [code(oneLine(name, 100)), code(oneLine(value, 200))]);
  const name = target.kind === 'workflow' ? 'Input' : 'Member';
  return rows.length === 0 ? join() : table([name, 'Value'], rows);
}

function followedParts({ followed }: Begun): readonly Markdown[] {
  const look = followed === undefined ? undefined : lastLook(followed);
  if (look === undefined) return [];
  const isOver = look.run.status === 'completed';
  const waits = isOver ? [] : [paragraph(sentence('It ', linked(statusInWords(look), [look.run.url]), '.'))];
  return [...waits, jobTable(look.jobs)];
}
