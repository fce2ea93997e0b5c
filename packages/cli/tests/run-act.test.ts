/** When a job begins act has read all that it was told by files: from then on nobody needs them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runAct } from '../src/act/run-act.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-run-act-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('before the first line of a job it is told that act has read all', async () => {
  const job = (msg: string) => JSON.stringify({ msg, job: 'a', jobID: 'a', raw_output: true });
  const lines = [JSON.stringify({ msg: 'Using docker host' }), job('one'), job('two')];
  writeFileSync(join(folder, 'lines'), `${lines.join('\n')}\n`);
  const told: string[] = [];
  const never = new Promise<void>(() => undefined);
  const command = {
    ...{ program: '/bin/cat', words: ['lines'], folder, env: {}, isVerbose: true, title: '' },
    paths: { of: ({ jobID }: { readonly jobID?: string }) => jobID, entered: [] },
    onBegun: () => void told.push('begun'),
  };
  await runAct(command, (line) => void told.push(line), {
    ...{ listen: () => ({ stop: () => undefined }), count: () => 0, first: never },
  });
  expect(told).toEqual(['Using docker host', 'begun', '[a]   | one', '[a]   | two']);
});
