/**
 * What shellcheck finds in the scripts beside our composite actions.
 * @needs shellcheck
 */
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { pathsOf } from '../../../../tools/real-parts.mjs';
import { filesBelow, root } from '../../src/repository.ts';

const [shellcheck = ''] = pathsOf(root, 'shellcheck');
const scripts = filesBelow(`${root}/.github/actions`)
  .filter((file) => file.endsWith('.sh'))
  .map((file) => `.github/actions/${file}`);

test.each(scripts)('shellcheck finds nothing in %s', (script) => {
  const { status, stdout, stderr } = spawnSync(shellcheck, ['--external-sources', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
