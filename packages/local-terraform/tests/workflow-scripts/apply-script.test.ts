/** The action apply-plan: exactly the plans that were packed, in their order, and what stops it. */
import { appendFile, chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../src/harbour.ts';
import { answer, asked, folder, keep } from '../stubbed-stack.ts';
import { handedOver, type Watching } from './script-run.ts';
import { leavesPlan, plansAre, shows, step } from './stubbed-scripts.ts';

const plan = (env: Readonly<Record<string, string>> = {}) => step('plan/plan.sh', env);
const apply = (env: Readonly<Record<string, string>>, watching: Watching = {}) =>
  step('apply-plan/apply.sh', env, watching);

/** What each apply was of: the file that it was given, as the stub read it. */
const readsPlan = `for word; do case $word in *.tfplan) cat "$word" >>"$STUB/applied" ;; esac; done; echo 'Apply complete! Resources: 1 added, 0 changed, 0 destroyed.'`;

const commands = async (): Promise<readonly string[]> =>
  (await asked())
    .filter((line) => /^(?:apply|plan)\|/.test(line))
    .map((line) => line.replaceAll(/[^|]*\//g, ''));

async function applied(): Promise<readonly string[]> {
  return (await readFile(join(folder, 'applied'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
}

test.each(['', 'correct horse battery staple'])(
  'applies the very plans, in order (passphrase: %j)',
  async (PASSPHRASE) => {
    await plansAre({ platform: 'exit 0' });
    await shows({});
    await answer('apply', readsPlan);
    const packed = await plan({ PASSPHRASE });
    await plansAre({ registry: 'exit 0', platform: 'exit 0', service: 'exit 0' });
    const { code, summary } = await apply({ ...handedOver(packed), PASSPHRASE });
    expect(code).toBe(0);
    expect(await applied()).toEqual(['plan of registry', 'plan of service']);
    expect(summary).toBe(
      [
        '### Applied',
        '',
        '| stack | plan | |',
        '| --- | --- | --- |',
        '| registry | the one of the plan job | Resources: 1 added, 0 changed, 0 destroyed |',
        '| service | the one of the plan job | Resources: 1 added, 0 changed, 0 destroyed |',
        '',
      ].join('\n'),
    );
  },
);

test('a stack that waited is planned and applied once those before it stand', async () => {
  await plansAre({ service: 'echo Error: no parameter; exit 1' });
  await answer(
    'output',
    `case $PWD in */bootstrap/look) echo 'A = "b"' ;; *) echo 'Warning: No outputs found' ;; esac`,
  );
  await shows({});
  await answer('apply', readsPlan);
  const packed = await plan();
  await plansAre({ platform: 'exit 0' });
  const { code, summary } = await apply(handedOver(packed));
  expect(code).toBe(0);
  expect(await applied()).toEqual(['plan of registry', 'plan of platform', 'plan of service']);
  expect(summary).toContain('| service | planned here, after those before it | Resources: 1 added');
});

test('a plan that was made before another stack was changed, and has more to do now, is told of', async () => {
  await plansAre();
  await shows({});
  await answer('apply', readsPlan);
  const packed = await plan();
  await plansAre({
    platform: 'exit 0',
    service: `${leavesPlan}; echo 'Plan: 0 to add, 2 to change, 0 to destroy.'; exit 2`,
  });
  const { code, log, summary } = await apply(handedOver(packed));
  expect(code).toBe(0);
  expect(log).toContain(
    '::warning title=apply::The stack service follows what was changed before it: its plan now has 0 to add, 2 to change, 0 to destroy, which nobody has approved. Start this workflow again to have it applied.',
  );
  expect(summary).toContain(
    '| service | planned again | 0 to add, 2 to change, 0 to destroy: it follows with the next run |',
  );
  expect(await applied()).toHaveLength(3);
  const left = await readdir(join(folder, 'temporary'), { recursive: true });
  expect(left.filter((name) => name.endsWith('.again'))).toEqual([]);
  expect(left.filter((name) => name.endsWith('.tfplan'))).not.toEqual([]);
});

test.each([
  [
    'fails',
    `echo '+ password = "correct-horse"'; exit 1`,
    'failed: the step behind this one and the summary say why',
  ],
  ['is refused by terraform/stack, which ends with 2', 'exit 2', 'failed: the step behind this one'],
  ['is stopped', 'exit 124', 'was stopped: it took longer than 5 minutes with those before it'],
])('a plan of what may follow that %s is told of, and what was applied stands', async (_, shell, words) => {
  await plansAre();
  await shows({});
  await answer('apply', readsPlan);
  const packed = await plan();
  await plansAre({ platform: 'exit 0', service: shell });
  const { code, log, outputs, summary } = await apply(handedOver(packed));
  expect(code).toBe(0);
  expect(log).toContain(
    `::warning title=apply::Whether the stack service follows what was changed before it is not known, because its plan ${words}`,
  );
  expect(log).not.toContain('correct-horse');
  expect(summary).toContain('| service | planned again | not planned: whether it follows is not known |');
  expect(await readFile(join(outputs.report ?? '', 'order'), 'utf8')).toBe('service failed\n');
});

test('providers are those of the plan', async () => {
  await plansAre();
  await shows({});
  await keep('terraform/stacks/platform/.terraform.lock.hcl', '# locked\n');
  const packed = await plan({ STACKS: 'platform' });
  await rm(join(folder, 'terraform/stacks/platform/.terraform.lock.hcl'));
  await answer('apply', 'cp .terraform.lock.hcl "$STUB/lock"');
  await apply(handedOver(packed));
  expect(await readdir(folder)).toContain('lock');
});

describe('red', () => {
  const packedOne = async (env: Readonly<Record<string, string>> = {}) => {
    await plansAre();
    await shows({});
    return plan(env);
  };

  test('a stale plan', async () => {
    const packed = await packedOne();
    await answer(
      'apply',
      `case $PWD in */platform) echo 'Error: Saved plan is stale' >&2; exit 1 ;; *) ${readsPlan} ;; esac`,
    );
    const { code, log } = await apply(handedOver(packed));
    expect(code).toBe(1);
    expect(log).toContain(
      '::error title=apply::The plan of platform is stale: its state was changed by somebody else since the plan was made, so nothing of this plan was applied. Before that, applied: registry. Start this workflow again, which plans anew.',
    );
    expect(await applied()).toEqual(['plan of registry']);
  });

  test('an apply that fails', async () => {
    const packed = await packedOne();
    await answer('apply', `echo 'Error: denied' >&2; exit 1`);
    const { code, log } = await apply(handedOver(packed));
    expect(code).toBe(1);
    expect(log).toContain(
      '::error title=apply::The apply of registry failed: the lines above say why. What was made of it stands in its state. No stack was applied. Correct it, and start this workflow again, which plans anew.',
    );
    expect((await commands()).filter((line) => line.startsWith('apply|'))).toHaveLength(1);
  });

  test('a state that is locked, with what gives the lock back', async () => {
    const packed = await packedOne();
    const id = '6c6fd5a5-5bd2-b5b6-0b57-0d7a5b0f2a11';
    await answer(
      'apply',
      `printf 'Error: Error acquiring the state lock\\n\\nLock Info:\\n  ID:        ${id}\\n' >&2; exit 1`,
    );
    const { log } = await apply(handedOver(packed));
    expect(log).toContain(
      `::error title=apply::The state of registry is locked: another apply is running, or one was killed before it gave its lock back. No stack was applied. Wait for the other; or, if there is none, type terraform/stack registry production/web force-unlock ${id}, and start this workflow again.`,
    );
  });

  test('an apply that takes too long', async () => {
    const packed = await packedOne();
    await answer('apply', 'sleep 60');
    const { code, log } = await apply({ ...handedOver(packed), LIMIT_MINUTES: '0' });
    expect(code).toBe(1);
    expect(log).toContain(
      'The apply of registry was stopped: it took longer than 0 minutes with those before it.',
    );
  });

  test('a cancel, of which Terraform is told', async () => {
    const packed = await packedOne();
    await answer(
      'apply',
      `trap 'echo told >>"$STUB/applied"; exit 1' INT; echo applying; for each in $(seq 300); do sleep 0.1; done`,
    );
    const cancel = new AbortController();
    const onText = (text: string): void => {
      if (text.includes('applying')) cancel.abort();
    };
    const { code, log } = await apply(handedOver(packed), { onText, signal: cancel.signal });
    expect(code).toBe(1);
    expect(log).toContain('::error title=apply::The apply of registry was cancelled.');
    expect(await applied()).toEqual(['told']);
  });

  test('a cancel that Terraform outlives: what it was doing stands, and nothing more is begun', async () => {
    const packed = await packedOne();
    await answer(
      'apply',
      `trap 'echo told >>"$STUB/applied"; echo "Apply complete! Resources: 1 added, 0 changed, 0 destroyed."; exit 0' INT; echo applying; for each in $(seq 300); do sleep 0.1; done`,
    );
    const cancel = new AbortController();
    const onText = (text: string): void => {
      if (text.includes('applying')) cancel.abort();
    };
    const { code, log } = await apply(handedOver(packed), { onText, signal: cancel.signal });
    expect(code).toBe(1);
    expect(log).toContain(
      '::error title=apply::This run was cancelled, so nothing more is applied. Before that, applied: registry.',
    );
    expect(await applied()).toEqual(['told']);
  });

  test('a cancel between two stacks', async () => {
    await keep('terraform/stacks/platform/.terraform.lock.hcl', '# locked\n');
    const packed = await packedOne();
    await answer('apply', readsPlan);
    await keep('bin/cp', '#!/bin/sh\ncase $* in *.lock.hcl*) kill -INT $PPID ;; esac\nexec /bin/cp "$@"\n');
    await chmod(join(folder, 'bin/cp'), 0o755);
    const { code, log } = await apply(handedOver(packed));
    expect(code).toBe(1);
    expect(log).toContain(
      'This run was cancelled, so nothing more is applied. Before that, applied: registry.',
    );
    expect(await applied()).toEqual(['plan of registry']);
  });

  test('the INT and the TERM of a runner are one word to Terraform: at a second it would not write its state', async () => {
    const packed = await packedOne();
    await answer(
      'apply',
      `trap 'echo told >>"$STUB/applied"; kill -TERM "$(cat "$STUB/pid")"' INT; echo applying; for each in $(seq 15); do sleep 0.1; done; exit 1`,
    );
    await keep('bin/tee', '#!/bin/sh\necho $PPID >"$STUB/pid"\nexec /usr/bin/tee "$@"\n');
    await chmod(join(folder, 'bin/tee'), 0o755);
    const cancel = new AbortController();
    const onText = (text: string): void => {
      if (text.includes('applying')) cancel.abort();
    };
    const { log } = await apply(handedOver(packed), { onText, signal: cancel.signal });
    expect(log).toContain('The apply of registry was cancelled.');
    expect(await applied()).toEqual(['told']);
  });

  test('a stale plan of a run that was started again', async () => {
    const packed = await packedOne();
    await answer('apply', `echo 'Error: Saved plan is stale' >&2; exit 1`);
    const { log } = await apply({ ...handedOver(packed), GITHUB_RUN_ATTEMPT: '2' });
    expect(log).toContain(
      'by somebody else or by an earlier attempt of this very run (this is attempt 2; the summary of each says what it applied)',
    );
  });

  test.each([
    ['failure', 'The plans of the plan job could not be downloaded: the step before this one says why.'],
    ['success', 'There are no plans to apply in what the plan job has kept.'],
  ])('plans that are not there (download: %s)', async (DOWNLOADED, words) => {
    await mkdir(join(folder, 'nothing'));
    const { code, log } = await apply({ KEPT: join(folder, 'nothing'), SHA256: 'x', DOWNLOADED });
    expect(code).toBe(1);
    expect(log).toContain(words);
  });

  test('a plan that is made here and fails is told by report-plan, which hides what looks like a credential', async () => {
    await plansAre({ service: `echo '+ password = "correct-horse"'; exit 1` });
    const { code, log, outputs } = await apply({ FRESH: 'true', STACKS: 'service' });
    expect(code).toBe(1);
    expect(log).not.toContain('correct-horse');
    expect(log).toContain('The plan of service failed: the step behind this one and the summary say why.');
    expect(await readFile(join(outputs.report ?? '', 'order'), 'utf8')).toBe('service failed\n');
    expect(await readFile(join(outputs.report ?? '', 'service.txt'), 'utf8')).toContain('correct-horse');
  });

  test('plans that are not those of this run', async () => {
    const packed = await packedOne();
    await appendFile(join(packed.outputs.kept ?? '', 'plans.tar.gz'), ' ');
    const { code, log } = await apply(handedOver(packed));
    expect(code).toBe(1);
    expect(log).toContain('The plans are not those of the plan job of this run');
  });

  test.each([
    ['', 'The plans are encrypted, and the secret PLAN_PASSPHRASE is empty here.'],
    ['another horse battery staple', 'The plans do not open with the secret PLAN_PASSPHRASE'],
  ])('plans that %j does not open', async (PASSPHRASE, words) => {
    const packed = await packedOne({ PASSPHRASE: 'correct horse battery staple' });
    const { code, log } = await apply({ ...handedOver(packed), PASSPHRASE });
    expect(code).toBe(1);
    expect(log).toContain(words);
    expect((await commands()).filter((line) => line.startsWith('apply|'))).toEqual([]);
  });
});

test('destroys in the order of the plan, and plans nothing again', async () => {
  await plansAre();
  await shows({});
  await answer('apply', readsPlan);
  const packed = await plan({ DESTROY: 'true', STACKS: 'platform service' });
  const { code, summary } = await apply({ ...handedOver(packed), DESTROY: 'true' });
  expect(code).toBe(0);
  expect(await applied()).toEqual(['plan of service', 'plan of platform']);
  expect((await commands()).filter((line) => line.startsWith('plan|'))).toHaveLength(2);
  expect(summary).toContain('`gh variable delete SLIPWAY_ONCE_FIRST__PRODUCTION__WEB`');
});

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
