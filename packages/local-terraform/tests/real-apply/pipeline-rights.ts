/** The third act: what the roles of the pipeline may do is what its actions document, and each statement is needed. */
import { describe, expect, test } from '@jest/globals';
import type { ActionRun } from '@slipway/local-runner/run-action';
import { allowedActions, documented, duties, isSpare, statementsOf } from './permissions.ts';
import { minutes, type Story } from './story.ts';
import { lacking, missing } from './without-statements.ts';

/** Statements of the scan role that only make it surer. */
const spare = ['ReadKindOfScan', 'ListBaselineTasks', 'ReadBaselineTasks', 'ReadBaselineTaskDefinition'];

export function pipelineRights(story: Story): void {
  describe('what the actions document that they need', () => {
    test.each(duties)('the role $duty has, and nothing else', async ({ duty, actions, besides }) => {
      const role = story.harbour.roles.get(`web-production-${duty}`);
      expect(allowedActions(role)).toEqual([...new Set([...actions.flatMap(documented), ...besides])].sort());
    });
  });

  describe('without the statement', () => {
    test.each(missing)(
      '$sid of $role the step $step ends $ends',
      async (each) => {
        const role = story.harbour.roles.get(each.role);
        if (role === undefined) throw new Error(`There is no role ${each.role}.`);
        const runs = await lacking(story.harbour, role, each.sid, () =>
          each.scene(story.harbour, story.shipped),
        );
        const run = runs.at(-1);
        const said = `${run?.log.join('\n') ?? ''}${run?.summary ?? ''}`;
        expect(said).toContain(each.names);
        expect(story.log.findLast((line) => line.startsWith('▸'))).toBe(`▸ ${each.step}`);
        expect(endOf(run)).toBe(each.ends);
      },
      5 * minutes,
    );

    test('every statement was taken away, but those that a step can spare', async () => {
      const roles = duties.flatMap(({ duty }) => story.harbour.roles.get(`web-production-${duty}`) ?? []);
      const all = roles.flatMap((role) => statementsOf(role).map(({ Sid = '' }) => `${role.name} ${Sid}`));
      const played = missing.map(({ role, sid }) => `${role} ${sid}`);
      expect(all.filter((each) => !played.includes(each))).toEqual(
        spare.map((sid) => `web-production-scan ${sid}`),
      );
      const actions = statementsOf(roles.find(({ name }) => name === 'web-production-scan'))
        .filter(({ Sid = '' }) => spare.includes(Sid))
        .flatMap(({ Action }) => Action);
      expect(actions.filter((action) => !isSpare('scan-image', action))).toEqual([]);
    });
  });
}

const endOf = (run: ActionRun | undefined): string => {
  if (run?.exitCode === 0) return 'green';
  return run?.outputs.outcome === 'rolled-back' ? 'rolled back' : 'red';
};
