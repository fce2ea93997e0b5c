/** The action apply-plan where it plans and applies here, and nothing of a commit whose folder has changed since. */
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../src/harbour.ts';
import { answer, folder, keep } from '../stubbed-stack.ts';
import { applied, apply, commands, readsPlan } from './applying.ts';
import { leavesPlan, plansAre } from './stubbed-scripts.ts';

test('fresh, a stack is planned and applied here', async () => {
  await plansAre({ service: `${leavesPlan}; echo '+ password = "correct-horse"'; exit 2` });
  await answer('apply', readsPlan);
  const { code, log, outputs, summary } = await apply({ FRESH: 'true', STACKS: 'service' });
  expect(code).toBe(0);
  expect(log).not.toContain('correct-horse');
  expect(await readdir(outputs.report ?? '')).toEqual(['order', 'service.txt']);
  expect(await applied()).toEqual(['plan of service']);
  expect(summary).toContain('| service | planned here | Resources: 1 added');
});

describe('fresh, a commit that may be old', () => {
  const commit = 'abc1234def5678abc1234def5678abc1234def56';
  const other = 'f'.repeat(40);
  const fresh = {
    ...{ FRESH: 'true', STACKS: 'service', TOKEN: 'of-the-job', GITHUB_SHA: commit },
    ...{
      GITHUB_API_URL: 'https://api.example',
      GITHUB_REPOSITORY: 'team/web',
      GITHUB_REF: 'refs/heads/main',
    },
  };
  /** GitHub's answers, in shell: of the branch, and of what changed the folder last on it and on this commit. */
  const branchIs = async (
    shell: string,
    changes: { readonly there?: string; readonly here?: string } = {},
  ) => {
    await plansAre();
    await answer('apply', readsPlan);
    const answers = [
      `*/commits/heads/*) ${shell} ;;`,
      `*commits[?]sha=${commit}[\\&]*) ${changes.here ?? 'exit 22'} ;;`,
      `*commits[?]sha=${other}[\\&]*) ${changes.there ?? 'exit 22'} ;;`,
    ];
    await keep(
      'bin/curl',
      `#!/bin/sh\n(echo "$*"; cat) >>"$STUB/curl"\ncase $* in\n${answers.join('\n')}\nesac\n`,
    );
    await chmod(join(folder, 'bin/curl'), 0o755);
  };
  const changedBy = (sha: string): string => `echo '[{"sha":"${sha}","commit":{"tree":{"sha":"${other}"}}}]'`;
  const before = 'b'.repeat(40);

  test.each([
    ['1', 'refs/heads/main', `printf ${commit}`],
    ['2', 'refs/heads/main', `printf ${commit}`],
    ['1', 'refs/heads/main', 'exit 22'],
    ['1', 'refs/tags/v1', 'exit 22'],
  ])('is applied: attempt %s, %s, %s', async (GITHUB_RUN_ATTEMPT, GITHUB_REF, shell) => {
    await branchIs(shell);
    const { code, log } = await apply({ ...fresh, GITHUB_RUN_ATTEMPT, GITHUB_REF });
    expect({ code, applied: await applied() }).toEqual({ code: 0, applied: ['plan of service'] });
    expect(log).not.toContain('::warning');
  });

  test.each(['1', '2'])(
    'is applied where what came since left the folder alone: attempt %s',
    async (GITHUB_RUN_ATTEMPT) => {
      await branchIs(`printf ${other}`, { here: changedBy(before), there: changedBy(before) });
      const { code, log } = await apply({ ...fresh, GITHUB_RUN_ATTEMPT });
      expect({ code, applied: await applied() }).toEqual({ code: 0, applied: ['plan of service'] });
      expect(log).not.toContain('::warning');
    },
  );

  test.each([
    ['was changed since', { here: changedBy(before), there: changedBy(other) }],
    ['is asked for in vain', { here: changedBy(before) }],
    ['is in neither', { here: "echo '[]'", there: "echo '[]'" }],
    ['is answered by no JSON', { here: 'echo "<html>"', there: 'echo "<html>"' }],
    ['is answered by no commit', { here: changedBy('main'), there: changedBy('main') }],
  ])('is not applied where the branch has gone on and its folder %s', async (_, changes) => {
    await branchIs(`printf ${other}`, changes);
    const { code, log } = await apply(fresh);
    expect({ code, asked: await commands() }).toEqual({ code: 0, asked: [] });
    expect(log).toContain('::warning title=apply::Nothing was applied: the branch has gone on since commit');
  });

  const goneOn = 'the branch has gone on since commit abc1234, which this run is of';
  const unknown = "whether commit abc1234 is still the newest can't be told in attempt 2 of this run";
  test.each([
    ['1', 'refs/heads/main', `printf ${other}`, `${goneOn}, and what came since in the folder terraform`],
    ['2', 'refs/heads/main', `printf ${other}`, `${goneOn}, and what came since in the folder terraform`],
    ['2', 'refs/heads/main', 'exit 22', `${unknown}, and what came since`],
    ['2', 'refs/heads/main', 'echo "<html>"', `${unknown}, and what came since`],
    ['2', 'refs/tags/v1', `printf ${commit}`, `${unknown}, and what came since`],
  ])('is not applied: attempt %s, %s, %s', async (GITHUB_RUN_ATTEMPT, GITHUB_REF, shell, words) => {
    await branchIs(shell);
    const { code, log, summary } = await apply({ ...fresh, GITHUB_RUN_ATTEMPT, GITHUB_REF });
    expect(code).toBe(0);
    expect(log).toBe(
      `::warning title=apply::Nothing was applied: ${words} would be taken back. Start the workflow again, which plans the newest.\n`,
    );
    expect(summary).toContain('| service | not applied | this commit may be an old one |');
    expect(await commands()).toEqual([]);
  });

  test('each commit changes a folder that is the whole repository', async () => {
    await branchIs(`printf ${other}`, { here: changedBy(before), there: changedBy(before) });
    await keep('stack', await readFile(join(folder, 'terraform/stack'), 'utf8'));
    const { log } = await apply({ ...fresh, FOLDER: './.' });
    expect(log).toContain('Nothing was applied: the branch has gone on since commit abc1234');
    expect(await readFile(join(folder, 'curl'), 'utf8')).not.toContain('path=');
  });

  test('the folder is asked for as GitHub spells it, in what is one value of the address', async () => {
    await branchIs(`printf ${other}`, { here: changedBy(before), there: changedBy(before) });
    await keep('infra/a&b #1/stack', await readFile(join(folder, 'terraform/stack'), 'utf8'));
    await apply({ ...fresh, FOLDER: './infra//a&b #1/' });
    const asked = (await readFile(join(folder, 'curl'), 'utf8')).split('\n');
    const path = 'path=infra%2Fa%26b%20%231&per_page=1';
    expect(asked.slice(2, -1)).toEqual(
      [commit, other].flatMap((sha) => [
        `-fsS --max-time 30 -H @- -H Accept: application/vnd.github.json https://api.example/repos/team/web/commits?sha=${sha}&${path}`,
        'Authorization: Bearer of-the-job',
      ]),
    );
  });

  test('is asked for with the token of the job, which no list of processes shows', async () => {
    await branchIs(`printf ${commit}`);
    await apply({ ...fresh, GITHUB_REF: 'refs/heads/team/#1' });
    expect(await readFile(join(folder, 'curl'), 'utf8')).toBe(
      '-fsS --max-time 30 -H @- -H Accept: application/vnd.github.sha https://api.example/repos/team/web/commits/heads/team/%231\nAuthorization: Bearer of-the-job\n',
    );
    const action = await readFile(join(root, '.github/actions/apply-plan/action.yml'), 'utf8');
    expect(action).toContain('TOKEN: ${{ github.token }}');
  });
});
