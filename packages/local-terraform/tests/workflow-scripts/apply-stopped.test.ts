/** What stops the action apply-plan: each is red, says why, and what stands by then. */
import { appendFile, chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { answer, folder, keep } from '../stubbed-stack.ts';
import { applied, apply, commands, plan, readsPlan } from './applying.ts';
import { handedOver } from './script-run.ts';
import { plansAre, shows } from './stubbed-scripts.ts';

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
