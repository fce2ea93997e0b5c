/**
 * Terraform's own provider makes, changes and removes here all that can stand in the local cloud. It takes some three
 * minutes, waits of the provider's for the most part, and needs the provider: it runs when SLIPWAY_TERRAFORM_RC names a
 * CLI configuration of Terraform that says where that is found, with `terraform` on the PATH.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { scaledClock } from '../src/clock.ts';
import { startLocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const run = promisify(execFile);
const configuration = process.env.SLIPWAY_TERRAFORM_RC;
const [scenario, name] =
  configuration === undefined ? [test.skip, ' (not run: SLIPWAY_TERRAFORM_RC is not set)'] : [test, ''];

const changed = '-var=changed=true';
const unprotected = '-var=deletion_protection=false';

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
    const apply = (...words: readonly string[]) => terraform('apply', '-auto-approve', ...words);
    try {
      await cp(fileURLToPath(new URL('terraform', import.meta.url)), folder, { recursive: true });
      await terraform('init');
      expect(await apply()).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
      expect(await terraform('plan')).toContain('No changes.');
      expect(await apply(changed)).toMatch(/Apply complete! Resources: \d added, \d+ changed, \d destroyed/);
      expect(await terraform('plan', changed)).toContain('No changes.');
      expect(cloud.ecs.services[0]?.history).toHaveLength(1);
      await expect(terraform('destroy', '-auto-approve', '-target=aws_lb.main', changed)).rejects.toThrow(
        'cannot be deleted because deletion protection is enabled',
      );
      await apply(changed, unprotected);
      const destroyed = await terraform('destroy', '-auto-approve', changed, unprotected);
      expect(destroyed).toContain('Destroy complete!');
      expect(cloud.calls.filter(({ status }) => status === 501)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
      await cloud.close();
    }
  },
  900_000,
);
