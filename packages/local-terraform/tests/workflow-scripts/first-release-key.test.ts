/** The variable that remembers a first release: one for each service, and the one that a destroy says to delete. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { onceVariable } from '../../../../actions/dispatch-workflow/src/claiming/key.ts';
import { answer, keep, root } from '../stubbed-stack.ts';
import { handedOver } from './script-run.ts';
import { plansAre, shows, step } from './stubbed-scripts.ts';

interface Workflow {
  readonly jobs: {
    readonly start: { readonly steps: readonly { readonly with: { readonly 'only-once': string } }[] };
  };
}

/** Of infrastructure.yml, as dispatch-workflow makes it of its key. */
async function remembered(environment: string, service: string): Promise<string> {
  const text = await readFile(join(root, '.github/workflows/infrastructure.yml'), 'utf8');
  const { steps } = (parse(text) as Workflow).jobs.start;
  const key = (steps[0]?.with['only-once'] ?? '')
    .replace('${{ inputs.terraform-environment || inputs.environment }}', environment)
    .replace('${{ inputs.service }}', service);
  expect(key).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
  return onceVariable(key);
}

test('two services whose names run together differently have one each', async () => {
  expect(await remembered('eu', 'web-api')).toBe('SLIPWAY_ONCE_FIRST__EU__WEB_API');
  expect(await remembered('eu-web', 'api')).toBe('SLIPWAY_ONCE_FIRST__EU_WEB__API');
});

test('a destroy names that of its service', async () => {
  await keep('terraform/environments/production/web-api.tfvars', '');
  await plansAre();
  await shows({});
  await answer('apply', `echo 'Apply complete! Resources: 0 added, 0 changed, 1 destroyed.'`);
  const env = { DESTROY: 'true', STACKS: 'service', SERVICE: 'web-api' };
  const { summary } = await step('apply-plan/apply.sh', {
    ...env,
    ...handedOver(await step('plan/plan.sh', env)),
  });
  expect(summary).toContain(`\`gh variable delete ${await remembered('production', 'web-api')}\``);
});
