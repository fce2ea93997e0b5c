/** All that Terraform prints is kept in a log, run by run, and each run ends with its counts or with what is wrong. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Narrator } from '@slipway/demo/narrator';
import { watchRuns } from '../src/watched-runs.ts';

const nobody = (): void => undefined;
const silent: Narrator = { act: nobody, say: nobody, good: nobody, bad: nobody, log: nobody, table: nobody };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-runs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the log has every run, and nothing of an earlier story', async () => {
  const log = join(folder, '.slipway', 'terraform.log');
  let time = 0;
  const earlier = watchRuns(silent, () => time, log);
  earlier.onText('long ago\n');

  const runs = watchRuns(silent, () => time, log);
  const applied = await runs.watch('stack apply', async () => {
    runs.onText('aws_lb.a: Creating...\n');
    time += 1500;
    return Promise.resolve({
      code: 0,
      printed: 'Apply complete! Resources: 1 added, 0 changed, 0 destroyed.\n',
    });
  });
  const failed = await runs.watch('stack destroy', async () => {
    runs.onText('Error: no\n');
    return Promise.resolve({ code: 1, printed: 'aws_lb.a: Destroying...\nError: no\n' });
  });

  expect(applied).toMatchObject({ counts: { added: 1, changed: 0, destroyed: 0 }, seconds: 1.5 });
  expect(failed).toMatchObject({ counts: undefined, wrong: 'Error: no', seconds: 0 });
  expect(await readFile(log, 'utf8')).toBe(
    '\n$ stack apply\naws_lb.a: Creating...\n\n$ stack destroy\nError: no\n',
  );
});
