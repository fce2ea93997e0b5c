/** The summary: one row a variable, with its old and its new value where these are harmless. */
import { whoActs } from '@slipway/action-kit/failures';
import {
  code,
  heading,
  join,
  list,
  message,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import type { Done } from '../applying/done.ts';
import type { Change } from '../planning/plan.ts';
import type { Result } from '../set-variables.ts';
import { headline } from './headline.ts';
import { actionWord, seenBy } from './log-lines.ts';
import type { Shown } from './shown-value.ts';

export function summaryOf(result: Result, shown: Shown): Markdown {
  const { done, open, unsure, failure, overrides, dryRun } = result;
  const cellOf = (each: Done): Markdown => valueCell(each, shown, seenBy(result.target));
  const planned = (action: string) => (change: Change) => [code(change.name), action, cellOf(change)];
  const rows = [
    ...done.map((each) => [code(each.name), actionWord(each.kind, dryRun), cellOf(each)]),
    ...(unsure === undefined ? [] : [unsure].map(planned('not known'))),
    ...open.map(planned('not done')),
  ];
  const overriding = overrides.map(({ name, winner, loser }) =>
    sentence(code(name), ': ', code(winner), ' overrides ', code(loser)),
  );
  return join(
    heading(`${failure === undefined ? '✅' : '❌'} set-repo-variables`),
    paragraph(headline(result)),
    table(['Variable', 'Action', 'Value'], rows),
    ...meanwhileOf(done),
    ...(overriding.length === 0 ? [] : [list(overriding)]),
    ...(failure === undefined
      ? []
      : [
          paragraph(message(failure.message)),
          paragraph(sentence('Who acts: ', whoActs[failure.kind], ' (', failure.code, ').')),
        ]),
  );
}

function meanwhileOf(done: readonly Done[]): readonly Markdown[] {
  const words = done.flatMap(({ meanwhile }) => (meanwhile === undefined ? [] : [`${meanwhile}.`]));
  return words.length === 0 ? [] : [list(words)];
}

function valueCell(each: Done, shown: Shown, seenByNew: string): Markdown {
  const { name } = each;
  if (each.kind === 'left') return sentence('');
  if (each.kind === 'removed') return code(shown(name, each.before));
  const value = code(shown(name, each.value));
  if (each.kind === 'created') return sentence(value, seenByNew);
  if (each.kind !== 'updated') return value;
  const both = each.before === each.value ? value : sentence(code(shown(name, each.before)), ' → ', value);
  return each.access === undefined ? both : sentence(both, `, for ${each.access.from} → ${each.access.to}`);
}
