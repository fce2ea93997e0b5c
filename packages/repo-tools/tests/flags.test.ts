import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../src/repository.ts';

test.each([
  ['generate', '--check'],
  ['format', '--check'],
  ['lint', '--fix'],
  ['build', '--all'],
])('%s refuses a flag that it does not know, and does nothing', (command, known) => {
  const script = join(root, 'packages/repo-tools/src', `${command}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--chekc'], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: `npm run ${command} does not know --chekc. It knows ${known}. Nothing was done.\n`,
  });
});
