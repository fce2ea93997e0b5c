/** The lines of the log: what the sources say, what is done about each variable, and the end. */
import type { Done } from '../applying/done.ts';
import type { Override } from '../asking/merge.ts';
import type { Target } from '../asking/target.ts';
import { accessWords } from '../planning/access.ts';
import type { Change } from '../planning/plan.ts';
import type { Result } from '../set-variables.ts';
import { headline } from './headline.ts';
import type { Shown } from './shown-value.ts';

/** @param inQuotes names whose values stand in quotes. */
export const sourceLines = (
  overrides: readonly Override[],
  inQuotes: readonly string[],
): readonly string[] => [
  ...inQuotes.map((name) => `${name}: the quotes around its value in \`variables\` are part of the value`),
  ...overrides.map(({ name, winner, loser }) => `${name}: \`${winner}\` overrides \`${loser}\``),
];

/** @param isTold when what was done is in the log already. */
export function endLines(result: Result, shown: Shown, isTold: boolean): readonly string[] {
  const { target, dryRun, done, open, unsure } = result;
  return [
    headline(result),
    ...(isTold ? [] : done.map((each) => doneLine(each, { shown, target, dryRun }))),
    ...(unsure === undefined ? [] : [`  not known ${unsure.name}`]),
    ...open.map(({ name }) => `  not done  ${name}`),
  ];
}

export interface Telling {
  readonly shown: Shown;
  readonly target: Target;
  readonly dryRun: boolean;
}

export function doneLine(each: Done | Change, { shown, target, dryRun }: Telling): string {
  const { name, kind } = each;
  const start = `  ${actionWord(kind, dryRun).padEnd(9)} `;
  switch (each.kind) {
    case 'created':
      return `${start}${name} = ${shown(name, each.value)}${seenBy(target)}`;
    case 'updated':
      return `${start}${name} = ${shown(name, each.value)}${updateWords(each, shown)}`;
    case 'unchanged':
      return `${start}${name} = ${shown(name, each.value)}`;
    case 'removed':
      return `${start}${name} (was ${shown(name, each.before)})`;
    case 'left':
      return `${start}${each.meanwhile}`;
  }
}

const toDo = {
  created: 'create',
  updated: 'update',
  removed: 'remove',
  unchanged: 'unchanged',
  left: 'left',
};

/** "created", and of a dry run "create". */
export const actionWord = (kind: Done['kind'], dryRun: boolean): string => (dryRun ? toDo[kind] : kind);

/** Who sees a new one: nothing for a scope where everybody does. */
export function seenBy(target: Target): string {
  if (target.scope !== 'organization') return '';
  return `, for ${accessWords(target.access.visibility, target.access.repositories)}`;
}

function updateWords(
  { name, value, before, access }: Extract<Change, { kind: 'updated' }>,
  shown: Shown,
): string {
  const old = before === value ? '' : ` (was ${shown(name, before)})`;
  return access === undefined ? old : `${old}, for ${access.to} (was for ${access.from})`;
}
