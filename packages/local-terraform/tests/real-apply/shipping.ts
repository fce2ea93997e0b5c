/** The second act: the pipeline ships on what Terraform made, and Terraform has nothing to do for it but raise a bound. */
import { expect, test } from '@jest/globals';
import { versions } from '@slipway/demo/versions';
import { dyingVersion } from '../../src/example-values.ts';
import { minutes, type Story } from './story.ts';

export function shipping(story: Story): void {
  test(
    'the pipeline ships on it, as the roles that Terraform made',
    async () => {
      await story.harbour.readRoles();
      const ended = await story.harbour.ship(versions.one);
      expect(ended).toMatchObject({ outcome: 'succeeded', redStep: undefined });
      story.shipped.healthy = ended.digest;
      expect(await story.answer()).toContain('"version":"1"');
    },
    5 * minutes,
  );

  test(
    'the apply after the first deployment raises the lower bound of scaling, and nothing else',
    async () => {
      expect(story.harbour.account.aws.ecs.services[0]?.history).toHaveLength(2);
      expect(await story.green('service', 'production/web', 'apply', '-auto-approve')).toContain(
        'Apply complete! Resources: 0 added, 1 changed, 0 destroyed.',
      );
      expect(story.harbour.account.aws.ecs.services[0]?.history).toHaveLength(2);
    },
    5 * minutes,
  );

  test(
    'a version that dies is rolled back',
    async () => {
      const ended = await story.harbour.ship(dyingVersion);
      expect(ended).toMatchObject({ outcome: 'rolled-back' });
      story.shipped.dying = ended.digest;
      expect(await story.answer()).toContain('"version":"1"');
    },
    5 * minutes,
  );

  test(
    'a version with a critical finding is stopped at the gate',
    async () => {
      expect(await story.harbour.ship(versions.three)).toMatchObject({
        outcome: 'gated',
        redStep: 'scan-image',
      });
    },
    5 * minutes,
  );
}
