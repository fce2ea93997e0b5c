/** The action apply-plan: exactly the plans that were packed, in their order. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { answer, folder, keep } from '../stubbed-stack.ts';
import { applied, apply, commands, plan, readsPlan } from './applying.ts';
import { handedOver } from './script-run.ts';
import { leavesPlan, plansAre, shows } from './stubbed-scripts.ts';

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
