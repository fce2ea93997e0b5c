/** The fourth act: plans after deployments, two at a time, and what a change of values does to what runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { versions } from '@slipway/demo/versions';
import { minutes, type Story } from './story.ts';
import { applier, failing } from './terraform-roles.ts';

export function changing(story: Story): void {
  test(
    'after deployments a plan finds no difference, and has nothing to warn of',
    async () => {
      await story.expectNoDifference();
      expect((await story.planned('service', 'production/web')).printed).not.toContain('newer than what');
    },
    5 * minutes,
  );

  test(
    'a second apply at the same time is refused by the lock',
    async () => {
      const refused = await failing(story, async () => {
        const { folder, env } = story.harbour.stacks;
        const first = spawn(`${folder}/stack`, ['platform', 'production', 'destroy', '-no-color'], {
          env: { ...process.env, ...env, AWS_ACCESS_KEY_ID: applier, TF_INPUT: '1' },
        });
        const ended = once(first, 'close');
        let said = '';
        const asks = new Promise<void>((resolve) => {
          first.stdout.setEncoding('utf8').on('data', (text: string) => {
            said += text;
            if (said.includes('Enter a value')) resolve();
          });
        });
        await Promise.race([asks, ended]);
        const second = await story.stack('platform', 'production', 'apply', '-auto-approve');
        first.stdin.end('no\n');
        await ended;
        expect(said).toContain('Enter a value');
        expect(second.code).not.toBe(0);
        expect(second.printed).toContain('Error acquiring the state lock');
      });
      expect(refused).toEqual([]);
    },
    5 * minutes,
  );

  test(
    'a change of cpu is a new template, and no deployment',
    async () => {
      const before = story.harbour.account.aws.ecs.services[0]?.history.length;
      await story.harbour.stacks.change('web.tfvars', /cpu *= 256/, 'cpu = 512\nmemory = 1024');
      expect(await story.green('service', 'production/web', 'apply', '-auto-approve')).toContain(
        'Apply complete! Resources: 1 added, 0 changed, 1 destroyed.',
      );
      expect(story.harbour.account.aws.ecs.services[0]?.history).toHaveLength(before ?? 0);
      const { code, printed } = await story.planned('service', 'production/web');
      expect({ code, printed }).toMatchObject({ code: 0 });
      expect(printed.replace(/\s+/g, ' ')).toContain(
        'web-production-template is newer than what service web-production runs',
      );
    },
    5 * minutes,
  );

  test(
    'it arrives with the next deployment',
    async () => {
      expect(await story.harbour.ship(versions.four)).toMatchObject({ outcome: 'succeeded' });
      expect(await story.answer()).toContain('"version":"4"');
      const { code, printed } = await story.planned('service', 'production/web');
      expect(code).toBe(0);
      expect(printed).not.toContain('newer than what');
    },
    5 * minutes,
  );

  test(
    'a change of the service itself starts one deployment of the revision that runs, and of no other image',
    async () => {
      const [service] = story.harbour.account.aws.ecs.services;
      const [before, count] = [service?.history[0]?.deployment, service?.history.length ?? 0];
      await story.harbour.stacks.change('web.tfvars', /$/, 'health_check = { grace_period = 45 }\n');
      expect(await story.green('service', 'production/web', 'apply', '-auto-approve')).toContain(
        'Apply complete! Resources: 0 added, 1 changed, 0 destroyed.',
      );
      expect(service?.history).toHaveLength(count + 1);
      const after = service?.history[0]?.deployment;
      expect(after?.id).not.toBe(before?.id);
      expect(after?.revision.definition).toBe(before?.revision.definition);
      await until(() => service?.history[0]?.status === 'SUCCESSFUL');
      expect(after?.revision.digests).toEqual(before?.revision.digests);
      expect(await story.answer()).toContain('"version":"4"');
      await story.expectNoDifference();
      expect(service?.history).toHaveLength(count + 1);
    },
    5 * minutes,
  );
}

/** Ends when it is so; the test's own limit ends it otherwise. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(100);
}
