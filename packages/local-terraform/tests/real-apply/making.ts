/** The first act: people make the stack bootstrap, the apply role the others, and the plan role finds no difference. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { holdingsOf } from '../../src/holdings.ts';
import { inLocalCloud, inMoto } from '../../src/listings.ts';
import { targets } from '../../src/harbour.ts';
import { credentialsOf } from '../../src/web-identity.ts';
import { allowed, forbidden, mayApply } from './forbidden-rights.ts';
import { minutes, type Story } from './story.ts';
import {
  applier,
  foundations,
  headForbidden,
  lackingAtFirst,
  lackingLater,
  planner,
  refusals,
  runLacking,
  type Lacking,
} from './terraform-roles.ts';

const [bootstrap, ...others] = targets;

export function making(story: Story): void {
  const makes = async (name: string, target: string): Promise<void> => {
    const printed = await story.green(name, target, 'apply', '-auto-approve');
    const [, added] = /Apply complete! Resources: ([1-9]\d*) added/.exec(printed) ?? [];
    story.made.set(name, added ?? '');
    expect(added).toBeDefined();
  };

  test('a person makes the stack bootstrap', () => makes(...bootstrap), 10 * minutes);

  test('a job of the environment may become the roles that it made', async () => {
    await story.harbour.readRoles();
    for (const name of [planner, applier]) {
      const arn = story.harbour.roles.get(name)?.arn ?? '';
      const session = await credentialsOf(
        story.harbour.github.environment,
        arn,
        story.harbour.account.aws.endpoint,
      );
      expect(session.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
    }
  });

  test('the apply role can not even read the state of the stack bootstrap', async () => {
    const { ran, refused } = await refusals(story, applier, () =>
      story.harbour.stackAs(applier)('bootstrap', 'production', 'plan', '-no-color'),
    );
    expect(ran.code).toBe(1);
    expect(ran.printed.replace(/\s+/g, ' ')).toContain(headForbidden);
    expect([...new Set(refused)]).toEqual([foundations]);
  });

  test.each(forbidden)('the apply role can not %s', (...row) => {
    expect(mayApply(story.harbour, row)).toBe(false);
  });

  test.each(allowed)('but it can %s', (...row) => {
    expect(mayApply(story.harbour, row)).toBe(true);
  });

  const isRedLacking = async (lacking: Lacking): Promise<void> => {
    const { ran, refused } = await runLacking(story, lacking);
    expect(ran.code).toBe(1);
    expect(ran.printed.replace(/\s+/g, ' ')).toContain(lacking.says);
    // After a run that failed, terraform/stack looks at the stack bootstrap, too, which a role may not read.
    const named = refused.filter((each) => each !== foundations);
    expect(named).not.toEqual([]);
    expect(named.filter((each) => !each.startsWith(lacking.names))).toEqual([]);
  };

  test.each(lackingAtFirst)('without $sid $role is refused $names', isRedLacking, 5 * minutes);

  test.each(others)('the apply role can do what the stack %s asks for %s', makes, 10 * minutes);

  test('what a destroy has to take away is seen, of each kind', async () => {
    const seen = await holdingsOf(story.harbour.account);
    const kinds = [...inMoto, ...inLocalCloud].map(({ kind }) => kind);
    const unseen = [...kinds, 'key', 'service'].filter(
      (kind) => !seen.some((line) => line.startsWith(`the ${kind} `)),
    );
    // moto has no CloudTrail that the provider could work with.
    expect(unseen).toEqual(['trail']);
  });

  test('every state stands in the bucket, that of bootstrap as well', async () => {
    const { s3 } = await story.harbour.account.moto.data();
    const keys = (s3?.FakeKey ?? [])
      .map(({ name }) => String(name))
      .filter((name) => name.endsWith('.tfstate'));
    expect([...new Set(keys)].sort()).toEqual([
      'bootstrap.tfstate',
      'production/platform.tfstate',
      'production/web/registry.tfstate',
      'production/web/service.tfstate',
    ]);
  });

  test('the outputs are the variables that the workflows read', async () => {
    const { code, printed } = await story.harbour.stacks.stack('outputs', 'production/web');
    expect(code).toBe(0);
    expect(printed.trim().split('\n')).toEqual([
      'AWS_ROLE_APPLY="arn:aws:iam::123456789012:role/slipway/slipway-apply"',
      'AWS_ROLE_PLAN="arn:aws:iam::123456789012:role/slipway/slipway-plan"',
      'AWS_REGION="eu-west-1"',
      'AWS_ROLE_BUILD="arn:aws:iam::123456789012:role/slipway/web-production-build"',
      'AWS_ROLE_SCAN="arn:aws:iam::123456789012:role/slipway/web-production-scan"',
      'ECR_REPOSITORY="production/web"',
      'ECS_CLUSTER="production"',
      'AWS_ROLE_DEPLOY="arn:aws:iam::123456789012:role/slipway/web-production-deploy"',
      'ECS_SERVICE="web-production"',
      'ECS_TASK_TEMPLATE="web-production-template"',
    ]);
  });

  test(
    'set-repo-variables makes them of what `terraform output -json` says of each stack',
    async () => {
      const { github, workspace, stacks } = story.harbour;
      for (const [name, target] of targets) {
        const file = join(workspace, `${name}.json`);
        await writeFile(file, await story.green(name, target, 'output', '-json'));
        const published = await story.harbour.step('set-repo-variables', {
          scope: 'environment',
          environment: 'production',
          'create-environment': 'true',
          'terraform-outputs': file,
          token: github.tokens.everything,
        });
        expect(published.exitCode === 0 ? '' : published.log).toBe('');
        expect(published.outputs.changed).toBe('true');
      }
      const variables = [...(github.environments.get('production')?.variables.values() ?? [])];
      const lines = variables.map(({ name, value }) => `${name}="${value}"`);
      const { printed } = await stacks.stack('outputs', 'production/web');
      expect(lines.sort()).toEqual(printed.trim().split('\n').sort());
    },
    minutes,
  );

  test(
    'the plan role can do what plans ask, and finds no difference',
    () => story.expectNoDifference(),
    5 * minutes,
  );

  test.each(lackingLater)('without $sid $role is refused $names', isRedLacking, 5 * minutes);
}
