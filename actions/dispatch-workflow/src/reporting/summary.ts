/** The job summary: what was started, where, with which inputs; its jobs, whom it waits for, and what failed. */
import type { Failure } from '@slipway/action-kit/failures';
import {
  code,
  heading,
  join,
  link,
  message,
  paragraph,
  sentence,
  table,
  text,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Target } from '../asking/target.ts';
import { runOf } from '../beginning.ts';
import { onceVariable } from '../claiming/key.ts';
import type { Begun, Result } from '../result.ts';
import { lastLook } from '../following/follow.ts';
import { statusInWords } from '../following/progress.ts';
import { givenOf } from './given.ts';
import { headline } from './headline.ts';
import { jobTable } from './job-table.ts';
import { urlOf } from './outputs.ts';

export function summaryOf(result: Result, failure: Failure | undefined): Markdown {
  return join(
    heading(`${failure === undefined ? '✅' : '❌'} dispatch-workflow`),
    paragraph(message(`${headline(result)}.`)),
    ...(result.kind === 'not-wanted' ? [] : [whatTable(result), givenTable(result.target)]),
    ...(result.kind === 'begun' ? followedParts(result) : []),
    ...(failure === undefined ? [] : [paragraph(message(failure.message))]),
  );
}

function whatTable(result: Exclude<Result, { kind: 'not-wanted' }>): Markdown {
  const { target, key } = result;
  const what =
    target.kind === 'workflow'
      ? [row('Workflow', code(target.workflow)), row('Ref', code(target.ref))]
      : [row('Event', code(target.eventType))];
  const once = key === undefined ? [] : [row('Only once', code(onceVariable(key)))];
  const run = result.kind === 'begun' ? runRow(result) : [];
  return table(['', ''], [...what, row('Repository', code(target.repository)), ...once, ...run]);
}

const row = (name: string, value: Markdown): readonly (string | Markdown)[] => [name, value];

function runRow(begun: Begun): readonly (readonly (string | Markdown)[])[] {
  const run = runOf(begun.beginning);
  return run === undefined ? [] : [row('Run', link(`Run ${String(run.id)}`, urlOf(begun)))];
}

function givenTable(target: Target): Markdown {
  const rows = givenOf(target).map(([name, value]) => [code(oneLine(name, 100)), code(oneLine(value, 200))]);
  const name = target.kind === 'workflow' ? 'Input' : 'Member';
  return rows.length === 0 ? join() : table([name, 'Value'], rows);
}

function followedParts({ followed }: Begun): readonly Markdown[] {
  const look = followed === undefined ? undefined : lastLook(followed);
  if (look === undefined) return [];
  const isOver = look.run.status === 'completed';
  const waits = isOver ? [] : [paragraph(sentence('It ', text(statusInWords(look)), '.'))];
  return [...waits, jobTable(look.jobs)];
}
