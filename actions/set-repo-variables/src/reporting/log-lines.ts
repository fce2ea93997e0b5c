/** The log: what overrides what, the end in one line, and a line for each variable. */
import type { Done } from '../applying/done.ts';
import type { Change } from '../planning/plan.ts';
import type { Result } from '../set-variables.ts';
import { headline } from './headline.ts';
import type { Shown } from './shown-value.ts';

export function logLines(result: Result, shown: Shown): readonly string[] {
  const { overrides, done, open, unsure } = result;
  return [
    ...overrides.map(({ name, winner, loser }) => `${name}: \`${winner}\` overrides \`${loser}\``),
    headline(result),
    ...done.map((each) => `  ${lineOf(each, shown)}`),
    ...(unsure === undefined ? [] : [`  not known ${unsure.name}`]),
    ...open.map(({ name }) => `  not done  ${name}`),
  ];
}

function lineOf(each: Done | Change, shown: Shown): string {
  const { name } = each;
  switch (each.kind) {
    case 'created':
      return `created   ${name} = ${shown(name, each.value)}`;
    case 'updated':
      return `updated   ${name} = ${shown(name, each.value)}${updateWords(each, shown)}`;
    case 'unchanged':
      return `unchanged ${name} = ${shown(name, each.value)}`;
    case 'removed':
      return `removed   ${name} (was ${shown(name, each.before)})`;
    case 'left':
      return `left      ${each.meanwhile}`;
  }
}

function updateWords(
  { name, value, before, access }: Extract<Change, { kind: 'updated' }>,
  shown: Shown,
): string {
  const old = before === value ? '' : ` (was ${shown(name, before)})`;
  return access === undefined ? old : `${old}, for ${access.to} (was for ${access.from})`;
}
