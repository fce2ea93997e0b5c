/** The committed bundle writes its comment, and the next run changes it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { startLocalGithub } from '@slipway/local-github/local-github';
import { runAction } from '@slipway/local-runner/run-action';

test('a comment is written once, and kept up to date', async () => {
  await using opened = new AsyncDisposableStack();
  const report = await mkdtemp(join(tmpdir(), 'slipway-report-'));
  opened.defer(() => rm(report, { recursive: true }));
  const github = await startLocalGithub({ repository: 'team/web', pullRequests: [{ number: 7 }] });
  opened.defer(() => github.close());
  await writeFile(join(report, 'order'), 'platform changed\n');
  const tell = async (text: string) => {
    await writeFile(join(report, 'platform.txt'), text);
    const { outputs, exitCode, log } = await runAction({
      action: resolve(import.meta.dirname, '..'),
      workspace: report,
      token: github.tokens.job,
      env: github.environment,
      event: { pull_request: { number: 7 } },
      inputs: { report, environment: 'production', service: 'web', comment: 'true' },
    });
    if (exitCode !== 0) throw new Error(log.join('\n'));
    return { exitCode, comment: outputs.comment };
  };
  expect(await tell('Plan: 1 to add, 0 to change, 0 to destroy.')).toEqual({
    exitCode: 0,
    comment: 'created',
  });
  expect(await tell('Plan: 2 to add, 0 to change, 0 to destroy.')).toEqual({
    exitCode: 0,
    comment: 'updated',
  });
  expect(github.comments.map(({ body }) => /platform: \d/.exec(body)?.[0])).toEqual(['platform: 2']);
});
