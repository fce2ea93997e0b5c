/**
 * Terraform's own provider makes, changes and removes a plain ECS stack here. It takes some two minutes, waits of the
 * provider's for the most part, and needs the provider: it runs when SLIPWAY_TERRAFORM_RC names a CLI configuration of
 * Terraform that says where that is found, with `terraform` on the PATH.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { scaledClock } from '../src/clock.ts';
import { startLocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const run = promisify(execFile);
const configuration = process.env.SLIPWAY_TERRAFORM_RC;
const [scenario, name] =
  configuration === undefined ? [test.skip, ' (not run: SLIPWAY_TERRAFORM_RC is not set)'] : [test, ''];

scenario(
  `Terraform makes a stack, finds no difference, changes it and removes it${name}`,
  async () => {
    const cloud = await startLocalAws({
      world: readWorld('clusters: []', 'terraform'),
      clock: scaledClock(20),
    });
    const folder = await mkdtemp(join(tmpdir(), 'slipway-terraform-'));
    const terraform = async (...words: readonly string[]): Promise<string> => {
      const env = { ...process.env, ...cloud.environment, TF_CLI_CONFIG_FILE: configuration };
      return (await run('terraform', [...words, '-no-color'], { cwd: folder, env })).stdout;
    };
    try {
      await copyFile(new URL('terraform/main.tf', import.meta.url), join(folder, 'main.tf'));
      await terraform('init');
      expect(await terraform('apply', '-auto-approve')).toContain('Apply complete! Resources: 11 added');
      expect(await terraform('plan')).toContain('No changes.');
      const changed = await terraform(
        'apply',
        '-auto-approve',
        '-var=image_tag=v2',
        '-var=deploy_alarms=false',
      );
      expect(changed).toContain('Apply complete! Resources: 1 added, 1 changed, 1 destroyed.');
      expect(cloud.ecs.services[0]?.history).toHaveLength(2);
      expect(await terraform('destroy', '-auto-approve')).toContain(
        'Destroy complete! Resources: 11 destroyed.',
      );
      expect(cloud.calls.filter(({ status }) => status === 501)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await cloud.close();
    }
  },
  600_000,
);
