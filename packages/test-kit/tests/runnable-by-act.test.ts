/**
 * What act runs is what is published, but for what act does not know: so a workflow that passes on the stage has been
 * tried as its callers get it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runnableByAct } from '../src/workflow-stage/runnable-by-act.ts';
import { standInsFor } from '../src/workflow-stage/stand-ins.ts';

const folder = resolve(import.meta.dirname, '../../../.github/workflows');
const callable = readdirSync(folder).filter((name) => !name.startsWith('ci-'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** What may become of a line; all others stay as they are, where they are. */
function expected(line: string): readonly string[] {
  if (['deployment: false', 'queue: max'].includes(line.trim())) return [];
  const [, before, path] = /^( +(?:- )?uses: )\$\/(.*)$/.exec(line) ?? [];
  return path === undefined ? [line] : [`${before ?? ''}slipway-actions/slipway/${path}@stage`];
}

test.each(callable)(
  '%s loses only what act does not know, and calls our actions as its callers do',
  (name) => {
    expect(runnableByAct(read(name)).split('\n')).toEqual(read(name).split('\n').flatMap(expected));
  },
);

test('a workflow that act knows as it is stays so', () => {
  const known = 'jobs:\n  a:\n    steps:\n      - uses: ./local # $/actions/x\n      - run: "queue: max"\n';
  expect(runnableByAct(known)).toBe(known);
});

test('release.yml is rewritten', () => {
  const length = (text: string): number => text.split('\n').length;
  const rewritten = runnableByAct(read('release.yml'));
  expect([length(read('release.yml')) - length(rewritten), rewritten.split('@stage').length - 1]).toEqual([
    2, 4,
  ]);
});

describe('actions of others', () => {
  test('have somebody who stands in for them', () => {
    expect(Object.keys(standInsFor(callable.map(read)))).not.toHaveLength(0);
  });

  test('are named when nobody does', () => {
    expect(() => standInsFor(['      - uses: docker/login-action@0123 # v1'])).toThrow(
      /^Nothing stands in for the action login-action on the stage: write .*stand-ins\/login-action\/action\.yml\.$/,
    );
  });
});
