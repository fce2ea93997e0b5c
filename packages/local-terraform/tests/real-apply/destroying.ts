/** The last act: a destroy, which is refused at first, leaves nothing; then what the roles of Terraform had to ask for. */
import { describe, expect, test } from '@jest/globals';
import { targets } from '../../src/harbour.ts';
import { readsOfApplyAlone, spareChanges, spareReads, spareStatements } from './spare-rights.ts';
import { minutes, type Story } from './story.ts';
import { actorOf, applier, failing, planner, refusedOf, unasked, unneeded } from './terraform-roles.ts';

export function destroying(story: Story): void {
  test(
    'a destroy is refused at plan while deletion protection is on',
    async () => {
      const refused = await failing(story, async () => {
        const { code, printed } = await story.stack('service', 'production/web', 'destroy', '-auto-approve');
        expect(code).toBe(1);
        expect(printed.replace(/\s+/g, ' ')).toContain(
          'deletion_protection is on, and a destroy would take a service that may be running away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then.',
        );
        expect(story.harbour.account.aws.ecs.services[0]?.status).toBe('ACTIVE');
      });
      expect(refused).toEqual([]);
    },
    5 * minutes,
  );

  test(
    'a destroy leaves nothing',
    async () => {
      await story.harbour.stacks.change('web.tfvars', /^/, 'deletion_protection = false\n');
      for (const [name, target] of [...targets].reverse()) {
        const { code, printed } = await story.harbour.destroy(name, target, actorOf(name, 'destroy'));
        expect(code === 0 ? '' : printed).toBe('');
        expect(/Resources: (\d+) destroyed/.exec(printed)?.[1]).toBe(story.made.get(name));
      }
      expect(await story.harbour.left()).toEqual([]);
      expect(story.harbour.account.aws.calls.filter(({ status }) => status === 501)).toEqual([]);
    },
    10 * minutes,
  );

  describe('the roles that ran Terraform', () => {
    test.each([planner, applier])(
      '%s was refused nothing but what was taken from it, and bootstrap',
      (role) => {
        expect(refusedOf(story.harbour, role, story.provoked)).toEqual([]);
      },
    );

    test('asked for nothing that the guard does not know', () => {
      expect(story.harbour.judgements.unknown).toEqual([]);
    });

    test('have no statement that nothing asked for, but those of what the story leaves out', () => {
      expect(unneeded(story.harbour, planner)).toEqual([]);
      expect([...unneeded(story.harbour, applier)].sort()).toEqual(Object.keys(spareStatements).sort());
    });

    test('have no right that nothing asked for, but those of changes that the story does not make', () => {
      expect(unasked(story.harbour, planner)).toEqual([...spareReads, ...readsOfApplyAlone].sort());
      const changes = Object.values(spareChanges).flat();
      expect(unasked(story.harbour, applier)).toEqual([...spareReads, ...changes].sort());
    });
  });
}
