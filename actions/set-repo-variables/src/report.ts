/** What set-repo-variables tells: one line and one table row a variable, old and new value, outputs as JSON lists. */
import type { OutputName } from '@slipway/action-kit/inputs';
import { code, heading, join, paragraph, sentence, table, type Markdown } from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { contract } from './contract.ts';
import type { Change } from './plan.ts';
import type { Result } from './set-variables.ts';

type Outputs = Readonly<Record<OutputName<typeof contract>, string>>;

/** Longer values are cut in log and summary, never in the variable. */
const shownCharacters = 200;

/** The outputs of a run that ended before anything was changed. */
export const nothingChanged: Outputs = {
  changed: 'false',
  created: '[]',
  updated: '[]',
  unchanged: '[]',
  removed: '[]',
};

export function reportOf(result: Result): Report<OutputName<typeof contract>> {
  const { changes, left, failure } = result;
  return {
    lines: [headline(result), ...changes.map((change) => `  ${line(change)}`), ...left.map(leftLine)],
    summary: summary(result),
    outputs: outputsOf(changes),
    failure,
  };
}

function outputsOf(changes: readonly Change[]): Outputs {
  const names = (kind: Change['kind']): string =>
    JSON.stringify(changes.filter((change) => change.kind === kind).map(({ name }) => name));
  return {
    changed: String(changes.some(({ kind }) => kind !== 'unchanged')),
    created: names('created'),
    updated: names('updated'),
    unchanged: names('unchanged'),
    removed: '[]',
  };
}

function headline({ repository, dryRun, changes, left, failure }: Result): string {
  const count = (kind: Change['kind']): string =>
    `${changes.filter((change) => change.kind === kind).length} ${kind}`;
  const counts = `${count('created')}, ${count('updated')}, ${count('unchanged')}`;
  if (dryRun) return `Dry run, nothing was changed: variables of ${repository} would be ${counts}`;
  const open = failure === undefined ? '' : `, ${left.length} not reached`;
  return `Variables of ${repository}: ${counts}${open}`;
}

function line(change: Change): string {
  const value = shown(change.value);
  switch (change.kind) {
    case 'created':
      return `created   ${change.name} = ${value}`;
    case 'updated':
      return `updated   ${change.name} = ${value} (was ${shown(change.before)})`;
    case 'unchanged':
      return `unchanged ${change.name} = ${value}`;
  }
}

const leftLine = (change: Change): string => `  not done  ${change.name}`;

function shown(value: string): string {
  return value === '' ? '(empty)' : oneLine(value, shownCharacters);
}

function summary(result: Result): Markdown {
  const { changes, left, failure } = result;
  const rows = [
    ...changes.map((change) => [code(change.name), change.kind, valueCell(change)]),
    ...left.map((change) => [code(change.name), 'not done', valueCell(change)]),
  ];
  return join(
    heading(`${failure === undefined ? '✅' : '❌'} set-repo-variables`),
    paragraph(headline(result)),
    table(['Variable', 'Action', 'Value'], rows),
    ...(failure === undefined ? [] : [paragraph(failure.message)]),
  );
}

function valueCell(change: Change): Markdown {
  const value = code(shown(change.value));
  return change.kind === 'updated' ? sentence(code(shown(change.before)), ' → ', value) : value;
}
