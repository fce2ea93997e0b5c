/** The action plan: what it plans in which order, what it makes of each end, and what it keeps. */
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { answer, asked, folder, keep } from '../stubbed-stack.ts';
import { plansAre, shows, step } from './stubbed-scripts.ts';

const plan = (env: Readonly<Record<string, string>> = {}) => step('plan/plan.sh', env);

const orderOf = async (report: string | undefined): Promise<readonly string[]> =>
  (await readFile(join(report ?? '', 'order'), 'utf8')).trimEnd().split('\n');

const planned = async (): Promise<readonly string[]> =>
  (await asked()).filter((line) => line.startsWith('plan|'));

test('plans every stack without a lock, says how each ended, and keeps the plans with changes', async () => {
  await plansAre({ platform: `echo 'No changes.'; exit 0` });
  await shows({});
  const { code, log, outputs } = await plan({ PASSPHRASE: 'correct horse battery staple' });
  expect({ code, log }).toEqual({
    code: 0,
    log: 'registry of production/web: changed\nplatform of production: unchanged\nservice of production/web: changed\n',
  });
  expect(outputs.changed).toBe('true');
  expect(await orderOf(outputs.report)).toEqual([
    'registry changed',
    'platform unchanged',
    'service changed',
  ]);
  expect(await readdir(outputs.kept ?? '')).toEqual(['plans.enc']);
  expect(outputs.artifact).toMatch(/^slipway-plan-[0-9a-f]{16}$/);
  expect((await planned()).every((line) => line.includes('|-lock=false|'))).toBe(true);
});

test('keeps nothing when nothing changes', async () => {
  await plansAre({ registry: 'exit 0', platform: 'exit 0', service: 'exit 0' });
  const { code, outputs } = await plan();
  expect(code).toBe(0);
  expect(outputs).toEqual({ report: outputs.report, changed: 'false' });
});

test('takes stacks in the order in which they need each other, and the other way round to destroy them', async () => {
  await plansAre();
  await shows({});
  const { outputs } = await plan({ STACKS: 'service,registry\nplatform' });
  expect(await orderOf(outputs.report)).toEqual(['registry changed', 'platform changed', 'service changed']);
  const away = await plan({ STACKS: 'platform service', DESTROY: 'true' });
  expect(await orderOf(away.outputs.report)).toEqual(['service changed', 'platform changed']);
  expect((await planned()).slice(3).every((line) => line.includes('|-destroy|'))).toBe(true);
});

describe('a stack that can not be planned', () => {
  const nothingThere = `case $PWD in */bootstrap/look) echo 'A = "b"' ;; *) echo 'Warning: No outputs found' ;; esac`;

  test('waits for those before it in this run that are not there yet', async () => {
    await plansAre({ service: 'echo Error: no parameter; exit 1' });
    await answer('output', nothingThere);
    await shows({});
    const { code, outputs } = await plan();
    expect(code).toBe(0);
    expect(await orderOf(outputs.report)).toEqual([
      'registry changed',
      'platform changed',
      'service waiting',
    ]);
    expect(outputs.changed).toBe('true');
  });

  test('does not wait for one that this run does not make', async () => {
    await plansAre({ service: 'echo Error: no parameter; exit 1' });
    await answer('output', nothingThere);
    const { code, log, outputs } = await plan({ STACKS: 'registry service' });
    expect(code).toBe(1);
    expect(await orderOf(outputs.report)).toEqual(['registry changed', 'service failed']);
    expect(await readFile(join(outputs.report ?? '', 'service.txt'), 'utf8')).toContain(
      'needs what the stack platform makes: terraform/stack platform production apply first.',
    );
    expect(log).toContain(
      '::error title=plan::Not planned: service. The step behind this one and the summary say why. Nothing was changed.',
    );
    expect(outputs).not.toHaveProperty('kept');
  });

  test('fails with the words of terraform/stack, whose exit code for them is that of a plan with changes', async () => {
    await plansAre();
    const { code, outputs } = await plan({ SERVICE: 'Web' });
    expect(code).toBe(1);
    expect(await readFile(join(outputs.report ?? '', 'service.txt'), 'utf8')).toContain(
      'the service must be up to 16 lower-case letters, digits and single hyphens between them that begin with a letter, such as web, but is `Web` in `production/Web`.',
    );
  });

  test('does not wait when it is not valid: what stands later would not make it so', async () => {
    await plansAre({ service: 'echo Error: no parameter; exit 1' });
    await answer('output', nothingThere);
    await answer('validate', 'case $PWD in */service) echo Error: no such argument; exit 1 ;; esac');
    const { code, outputs } = await plan();
    expect(code).toBe(1);
    expect(await orderOf(outputs.report)).toEqual([
      'registry changed',
      'platform changed',
      'validate-service failed',
      'service failed',
    ]);
  });

  test('prints nothing of it: report-plan does, without what looks like a credential', async () => {
    await plansAre({ registry: `echo '+ password = "correct-horse"'; exit 1` });
    await answer('output', `echo 'A = "b"'`);
    const { log, outputs } = await plan({ STACKS: 'registry' });
    expect(log).not.toContain('correct-horse');
    expect(await readFile(join(outputs.report ?? '', 'registry.txt'), 'utf8')).toContain('correct-horse');
  });
});

describe('with checks', () => {
  test('what is not in its format is red, and planned all the same', async () => {
    await plansAre();
    await answer('fmt', 'echo platform.tfvars; exit 3');
    const { code, log, outputs } = await plan({ CHECKS: 'true', KEEP: 'false' });
    expect(code).toBe(1);
    expect(log).toContain('Not planned: fmt.');
    expect(await orderOf(outputs.report)).toEqual([
      'fmt failed',
      'registry changed',
      'platform changed',
      'service changed',
    ]);
  });

  test('what is valid is not told of', async () => {
    await plansAre();
    const { code, outputs } = await plan({ CHECKS: 'true', KEEP: 'false', STACKS: 'service' });
    expect(code).toBe(0);
    expect((await readdir(outputs.report ?? '')).sort()).toEqual(['order', 'service.txt']);
    expect((await asked()).filter((line) => line.startsWith('validate|'))).toHaveLength(1);
  });
});

describe('what is kept', () => {
  const sensitive = {
    resource_changes: [
      {
        change: {
          after: { password: 'x' },
          after_sensitive: { password: true },
          before: null,
          before_sensitive: false,
        },
      },
    ],
  };

  test('a plan with sensitive values is refused without a passphrase', async () => {
    await plansAre();
    await shows(sensitive);
    const { code, log, outputs } = await plan();
    expect(code).toBe(1);
    expect(log).toContain(
      '::error title=plan::The plan is not kept: that of registry holds sensitive values, which whoever reads the repository could download, and there is no secret PLAN_PASSPHRASE to encrypt it with. Make one by `gh secret set PLAN_PASSPHRASE --body "$(openssl rand -hex 32)"`, with --env and the environment where only its jobs are to have it, and hand it over by name, also where the environment alone has it: `PLAN_PASSPHRASE: ${{ secrets.PLAN_PASSPHRASE }}` below `secrets:` of the job that calls.',
    );
    expect(outputs).not.toHaveProperty('kept');
  });

  test('with one it is encrypted', async () => {
    await plansAre();
    await shows(sensitive);
    const { code, outputs } = await plan({ PASSPHRASE: 'correct horse battery staple' });
    expect(code).toBe(0);
    expect(await readdir(outputs.kept ?? '')).toEqual(['plans.enc']);
    const packed = await readFile(join(outputs.kept ?? '', 'plans.enc'));
    expect(packed.subarray(0, 8).toString()).toBe('Salted__');
  });

  test('one that holds nothing sensitive may do without in a private repository, and that is said', async () => {
    await plansAre();
    await shows({});
    const { code, log, summary, outputs } = await plan();
    const words =
      'The plans are kept for one day without encryption, because the secret PLAN_PASSPHRASE is empty in this job: whoever reads this private repository can download them, and with them what the states hold.';
    expect(code).toBe(0);
    expect(await readdir(outputs.kept ?? '')).toEqual(['plans.tar.gz']);
    expect(log).toContain(`::warning title=plan::${words} Make one by `);
    expect(summary).toContain(`⚠️ ${words} Make one by \`gh secret set`);
  });

  test('where none is kept, nothing is said of it', async () => {
    await plansAre({ registry: 'exit 0', platform: 'exit 0', service: 'exit 0' });
    expect(await plan()).toMatchObject({ code: 0, summary: '' });
    expect((await plan({ KEEP: 'false' })).log).not.toContain('::warning');
  });

  test('one of a public repository is refused, whatever is in it', async () => {
    await plansAre();
    await shows({});
    const { code, log } = await plan({ VISIBILITY: 'public' });
    expect(code).toBe(1);
    expect(log).toContain('everybody can download what a run of a public repository keeps');
  });

  test.each([
    ['internal', 'the visibility of this one is `internal`.'],
    ['', 'the visibility of this one is `not told`.'],
  ])('one of a repository that is not private is refused (%j)', async (VISIBILITY, words) => {
    await plansAre();
    await shows({});
    const { code, log, outputs } = await plan({ VISIBILITY });
    expect(code).toBe(1);
    expect(log).toContain(words);
    expect(outputs).not.toHaveProperty('kept');
  });

  test.each([
    ['jq fails', 'exit 5', 'because jq ended with 5'],
    ['jq is not there', 'exit 127', 'because jq ended with 127'],
    ['jq says nothing', 'exit 4', 'because jq ended with 4'],
  ])('what can not be looked at counts as sensitive: %s', async (_, shell, words) => {
    await plansAre();
    await shows({});
    await keep('bin/jq', `#!/bin/sh\n${shell}\n`);
    await chmod(join(folder, 'bin/jq'), 0o755);
    const { code, log, outputs } = await plan();
    expect(code).toBe(1);
    expect(log).toContain(words);
    expect(outputs).not.toHaveProperty('kept');
  });

  test('nor what Terraform does not show, whose words are no command', async () => {
    await plansAre();
    await answer('show', `echo '::set-output name=x::y' >&2; exit 1`);
    const { code, log } = await plan();
    expect(code).toBe(1);
    expect(log).toContain('because Terraform does not show it');
    const [, token = ''] = /::stop-commands::([0-9a-f]{32})\n/.exec(log) ?? [];
    expect(log.split(`::stop-commands::${token}\n`)[1]?.split(`::${token}::`)[0]).toContain('::set-output');
  });

  test('plans of another folder or environment have another name', async () => {
    await plansAre();
    await shows({});
    const names = [
      await plan(),
      await plan({ FOLDER: './terraform' }),
      await plan({ GITHUB_ENVIRONMENT_NAME: 'x' }),
    ];
    expect(new Set(names.map(({ outputs }) => outputs.artifact)).size).toBe(3);
  });

  test('Terraform never gets the passphrase', async () => {
    await plansAre({ registry: 'echo "got ${PASSPHRASE-nothing}" >"$STUB/got"; exit 0' });
    await plan({ PASSPHRASE: 'correct horse battery staple', STACKS: 'registry' });
    expect(await asked()).not.toEqual([]);
    expect(await readFile(join(folder, 'got'), 'utf8')).toBe('got nothing\n');
  });
});

describe('refused before Terraform is asked', () => {
  test.each([
    [
      { STACKS: 'service bootstrap' },
      'stacks must not name bootstrap, which a person applies: a job that could change it could change its own role.',
    ],
    [
      { STACKS: 'service web%0A' },
      'stacks must be some of registry, platform and service with spaces between them, but has `web%250A`.',
    ],
    [
      { STACKS: '*' },
      'stacks must be some of registry, platform and service with spaces between them, but has `*`.',
    ],
    [
      { STACKS: ' ' },
      'stacks must be some of registry, platform and service with spaces between them, but is empty.',
    ],
    [
      { FOLDER: '../terraform' },
      'folder must be a folder of the repository such as terraform, but is `../terraform`.',
    ],
    [
      { FOLDER: 'infra' },
      "There is no infra/stack in this repository: copy the folder terraform of Slipway's repository and commit it, or name in `folder` where it is.",
    ],
    [
      { PASSPHRASE: 'short' },
      'The secret PLAN_PASSPHRASE has 5 characters, and 16 are the least: make one by openssl rand -hex 32.',
    ],
  ])('%j', async (env, words) => {
    const { code, log } = await plan(env);
    expect({ code, log }).toEqual({ code: 1, log: `::error title=plan::${words}\n` });
    expect(await asked()).toEqual([]);
  });
});

test('a re-run is told that it plans an old commit', async () => {
  await plansAre();
  const { log } = await plan({ GITHUB_RUN_ATTEMPT: '2', KEEP: 'false' });
  expect(log).toContain(
    "::warning title=plan::This is attempt 2 of a run for commit abc1234: its configuration is planned, not the branch's newest.",
  );
});

test('a stack of another folder is found', async () => {
  await keep('infra/aws/stack', 'echo "asked for $*"; exit 0\n');
  const { code } = await plan({ FOLDER: 'infra/aws', STACKS: 'platform' });
  expect(code).toBe(0);
});
