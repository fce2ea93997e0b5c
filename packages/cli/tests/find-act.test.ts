/** The act of a machine: which is taken, and which is refused with what to type. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findAct } from '../src/act/find-act.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-act-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program of this name that says so. @returns its folder */
function acting(version: string): string {
  const program = join(folder, 'act');
  const help = 'Flags:\n  -j, --job string   run a specific job ID\n';
  writeFileSync(
    program,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo '${version}'; else printf '${help}'; fi\n`,
  );
  chmodSync(program, 0o755);
  return folder;
}
const install =
  'Install the newest one: `brew install act`, or https://nektosact.com/installation; then type the same again.';

test('one that is new enough is taken, with the flags that its help lists', () => {
  const path = `/nowhere:${acting('act version 0.2.89')}`;
  expect(findAct(path)).toEqual({
    path: join(folder, 'act'),
    version: '0.2.89',
    flags: [{ name: 'job', short: 'j', takesValue: true }],
  });
});

test('one that is too old is refused, with why', () => {
  expect(() => findAct(acting('act version 0.2.85'))).toThrow(
    `act 0.2.85 can't be used: before 0.2.86 the output of a step can set the environment of the next ones (CVE-2026-34041). ${install}`,
  );
});

test('one that says no version is refused', () => {
  expect(() => findAct(acting('a built one'))).toThrow(
    `${join(folder, 'act')} can't be used: it does not say which version of act it is. ${install}`,
  );
});

test('none is told', () => {
  expect(() => findAct('/nowhere')).toThrow(
    `act is not on this machine: no program of this name is on the PATH. ${install}`,
  );
});
