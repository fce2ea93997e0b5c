/** What the pages of the actions say under "When it fails" is true to the failures that GitHub can lead them to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../src/api.ts';
import type { FailureRow } from '../src/failure-row.ts';
import { failureRows } from '../src/failure-rows.ts';
import { generalCodes } from '../src/failures.ts';

const actions = join(import.meta.dirname, '../../../actions');

/** The codes in the first column of the table. */
function told(action: string): ReadonlySet<string> {
  const page = readFileSync(join(actions, action, 'README.md'), 'utf8').split('## When it fails')[1] ?? '';
  const firstColumns = [...page.matchAll(/^\|([^|]*)\|/gm)].map(([, column]) => column ?? '');
  return new Set(
    firstColumns.flatMap((column) => [...column.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? '')),
  );
}

/** The codes of the rows that an operation can reach: none after one for the same status, whatever the message. */
function codesOf(operation: Operation): readonly string[] {
  const fits = ({ operations }: FailureRow): boolean =>
    operations === 'every' || operations.includes(operation);
  const rows = failureRows.filter(fits);
  return rows
    .filter(({ status }, index) => {
      const before = rows.slice(0, index);
      return !before.some((each) => each.status === status && each.message === undefined);
    })
    .map(({ code }) => code);
}

/** What every action may end with, wherever it asks. */
const anywhere = ['input-invalid', 'repository-missing', 'cancelled'];

interface Page {
  readonly action: string;
  readonly operations: readonly Operation[];
  /** Codes that never end this action. */
  readonly never: readonly string[];
}

const pages: readonly Page[] = [
  {
    action: 'set-repo-variables',
    operations: [
      'list-variables',
      'list-environment-variables',
      'list-organization-variables',
      'read-variable',
      'create-variable',
      'update-variable',
      'remove-variable',
      'list-selected-repositories',
      'read-environment',
      'create-environment',
      'read-repository',
      'read-selected-repository',
    ],
    never: [],
  },
  {
    action: 'dispatch-workflow',
    operations: [
      'dispatch',
      'dispatch-event',
      'read-run',
      'list-jobs',
      'list-approvals',
      'cancel-run',
      'list-runs',
      'read-workflow',
      'list-workflows',
      'read-workflow-file',
      // Of a claim.
      'read-variable',
      'create-variable',
      'update-variable',
      'remove-variable',
    ],
    never: [
      // Said in a line, and left to GitHub, or beside a run that goes on.
      'token-cannot-read-files',
      'token-cannot-cancel-runs',
    ],
  },
];

describe.each(pages)('the page of $action', ({ action, operations, never }) => {
  const possible = new Set([
    ...[...operations.flatMap(codesOf), ...generalCodes].filter((code) => !never.includes(code)),
    ...anywhere,
  ]);

  test('tells every code that GitHub may lead to', () => {
    expect([...possible].filter((code) => !told(action).has(code))).toEqual([]);
  });

  test('tells no code of GitHub that cannot occur there', () => {
    const ofGithub = [...failureRows.map(({ code }) => code), ...generalCodes];
    expect(ofGithub.filter((code) => told(action).has(code) && !possible.has(code))).toEqual([]);
  });
});

/** What fails there is a warning, which says it all itself: it ends no action, and stands on no page. */
const warnings: readonly Operation[] = ['list-comments', 'create-comment', 'update-comment', 'read-user'];

test('every operation belongs to a page, so that no row is left untold', () => {
  const known = new Set<string>([...pages.flatMap(({ operations }) => operations), ...warnings]);
  const named = failureRows.flatMap(({ operations }) => (operations === 'every' ? [] : operations));
  expect(named.filter((operation) => !known.has(operation))).toEqual([]);
});
